// The theme in force, and its colours for code that paints.

export type Theme = 'system' | 'light' | 'dark'

let probe: HTMLElement | undefined

/** The value of a colour token (`--accent`) as the browser resolves it in the theme in force. */
export function colour(token: string): string {
  if (!probe) {
    probe = document.createElement('span')
    probe.hidden = true
    document.body.append(probe)
  }
  probe.style.color = `var(${token})`
  return getComputedStyle(probe).color
}

export function isDark(): boolean {
  return getComputedStyle(document.documentElement).colorScheme === 'light dark'
    ? matchMedia('(prefers-color-scheme: dark)').matches
    : document.documentElement.dataset.theme === 'dark'
}

/** Calls `changed` whenever the colours change: by the switch, or because the machine's theme does. */
export function onThemeChange(changed: () => void): () => void {
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const media = matchMedia('(prefers-color-scheme: dark)')
  media.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    media.removeEventListener('change', changed)
  }
}
