/** Shortcuts as text: `mod+k`, `c`, `shift+d`, `g h` (one after the other). */

const isApple = (): boolean =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

const CAPS: Readonly<Record<string, string>> = {
  shift: '⇧',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  backspace: '⌫',
  delete: 'Del',
  ' ': '␣',
  space: '␣',
}

/** The caps to draw for a shortcut: `mod+k` is ⌘ K on a Mac, Ctrl K elsewhere. */
export function keyCaps(shortcut: string): string[] {
  if (shortcut === '') return []
  return shortcut
    .split(/[ +]/)
    .filter((part) => part !== '')
    .map((part) => {
      if (part === 'mod') return isApple() ? '⌘' : 'Ctrl'
      if (part === 'alt') return isApple() ? '⌥' : 'Alt'
      return CAPS[part.toLowerCase()] ?? part.toUpperCase()
    })
}

/** With Alt, Apple's keyboards make other letters of theirs ("å"): there the key itself counts. */
function nameOf(event: KeyboardEvent): string {
  if (event.key === ' ') return 'space'
  const isOther = event.altKey && event.code.startsWith('Key') && !/^[a-z]$/i.test(event.key)
  return isOther ? event.code.slice(3).toLowerCase() : event.key.toLowerCase()
}

/** What was pressed, in the same words as a shortcut is written. */
export function pressed(event: KeyboardEvent): string {
  const key = nameOf(event)
  const isSign = key.length === 1 && key === key.toUpperCase() && !/\d/.test(key)
  const parts = []
  if (event.ctrlKey || event.metaKey) parts.push('mod')
  if (event.altKey) parts.push('alt')
  // "?" is already what shift made of its key; a letter and a named key are not.
  if (event.shiftKey && !isSign) parts.push('shift')
  return [...parts, key].join('+')
}

/** Whether the key belongs to a field that is being written in. */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0]
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true
  if (target instanceof HTMLSelectElement) return true
  const plain = ['button', 'checkbox', 'radio', 'submit', 'range', 'color', 'file']
  return target instanceof HTMLInputElement && !plain.includes(target.type)
}
