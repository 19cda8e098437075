/** How close rows and cards stand: each person's own choice, in all projects, on this device. */

export type Density = 'comfortable' | 'compact'

const PREFIX = 'teamflow.density.'
const CHANGED = 'tf-density'

let person = ''
let chosen: Density = 'comfortable'

/** What this person chose before. */
export function useDensity(personId: string): void {
  person = personId
  try {
    show(localStorage.getItem(PREFIX + person) === 'compact' ? 'compact' : 'comfortable')
  } catch {
    show('comfortable')
  }
}

export function density(): Density {
  return chosen
}

export function setDensity(next: Density): void {
  show(next)
  try {
    localStorage.setItem(PREFIX + person, next)
  } catch {
    // Full or forbidden storage: the choice holds as long as the page.
  }
  window.dispatchEvent(new Event(CHANGED))
}

export function onDensity(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener)
  return () => window.removeEventListener(CHANGED, listener)
}

function show(next: Density): void {
  chosen = next
  document.documentElement.dataset.density = next
}
