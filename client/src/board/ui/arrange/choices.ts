import type { SnapChoice } from '../../tools/snapping'

const NAME = 'teamflow.board.snap'
const USUAL: SnapChoice = { objects: true, grid: false }

/** What this person lines things up with, on every board of this browser. */
export function keptSnapping(): SnapChoice {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? '{}') as Partial<SnapChoice> | null
    return {
      objects: typeof kept?.objects === 'boolean' ? kept.objects : USUAL.objects,
      grid: typeof kept?.grid === 'boolean' ? kept.grid : USUAL.grid,
    }
  } catch {
    return USUAL
  }
}

export function keepSnapping(choice: SnapChoice): void {
  try {
    localStorage.setItem(NAME, JSON.stringify(choice))
  } catch {
    // Full or forbidden storage: the choice holds as long as the page.
  }
}
