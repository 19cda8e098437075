/**
 * What changes its place is taken out of the page and put back, which loses the focus: it is given
 * back to the same thing, and only where nobody else took it meanwhile.
 */

const MARKS = ['bar', 'name', 'task', 'day'] as const

export class FocusKeeper {
  #held: string | null = null

  /** Before drawing: what has the focus. */
  remember(host: Element): void {
    const at = document.activeElement
    this.#held = at instanceof HTMLElement && host.contains(at) ? markOf(at) : null
  }

  /** After drawing: give it back where it was lost. */
  restore(host: Element): void {
    if (this.#held === null || document.activeElement !== document.body) return
    host.querySelector<HTMLElement>(this.#held)?.focus({ preventScroll: true })
  }
}

function markOf(element: HTMLElement): string | null {
  for (const mark of MARKS) {
    const id = element.dataset[mark]
    if (id !== undefined) return `[data-${mark}="${CSS.escape(id)}"]`
  }
  return null
}
