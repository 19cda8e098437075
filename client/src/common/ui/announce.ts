let region: HTMLElement | undefined

/** Has a screen reader say `text` when it is next silent (or at once, when it is urgent). */
export function announce(text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  if (!region?.isConnected) {
    region = document.createElement('div')
    region.className = 'visually-hidden'
    document.body.append(region)
  }
  const line = document.createElement('div')
  region.setAttribute('aria-live', urgency)
  region.append(line)
  // A live region speaks what changes in it: the words must come after the line.
  requestAnimationFrame(() => {
    line.textContent = text
  })
  setTimeout(() => line.remove(), 4000)
}
