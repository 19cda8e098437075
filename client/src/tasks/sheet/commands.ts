/** What a key means on the sheet, when it is no key of moving. Pure. */

export type Command =
  | { readonly kind: 'all' | 'down' | 'right' | 'back' | 'rows' | 'edit' | 'empty' }
  | { readonly kind: 'type'; readonly letter: string }

type Press = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

export function commandOf({ key, shiftKey, ctrlKey, metaKey, altKey }: Press): Command | null {
  if (ctrlKey || metaKey) return combined(key.toLowerCase())
  if (altKey) return null
  switch (key) {
    case 'Escape':
      return { kind: 'back' }
    case ' ':
      return { kind: shiftKey ? 'rows' : 'edit' }
    case 'Enter':
    case 'F2':
      return { kind: 'edit' }
    case 'Delete':
    case 'Backspace':
      return { kind: 'empty' }
    default:
      return [...key].length === 1 ? { kind: 'type', letter: key } : null
  }
}

function combined(key: string): Command | null {
  if (key === 'a') return { kind: 'all' }
  if (key === 'd') return { kind: 'down' }
  return key === 'r' ? { kind: 'right' } : null
}
