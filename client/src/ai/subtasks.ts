/** The subtasks that a breakdown proposes, while a person edits and picks them: pure. */

export interface Subtask {
  readonly title: string
  readonly description: string
  readonly estimated_hours: number
  readonly confidence: number
  readonly order: number
}

export interface Proposal extends Subtask {
  readonly isWanted: boolean
}

export interface Breakdown {
  readonly provider: string
  readonly model: string
  readonly note: string
  readonly cached: boolean
  readonly subtasks: readonly Subtask[]
}

export interface Choice {
  readonly title: string
  readonly description: string
  readonly estimated_hours: number
}

export const TITLE_LIMITS = { least: 3, most: 200 } as const

export function proposals({ subtasks }: Breakdown): readonly Proposal[] {
  return [...subtasks]
    .sort((a, b) => a.order - b.order)
    .map((subtask) => ({ ...subtask, isWanted: true }))
}

export function edited(
  list: readonly Proposal[],
  index: number,
  change: Partial<Proposal>,
): readonly Proposal[] {
  return list.map((each, position) => (position === index ? { ...each, ...change } : each))
}

/** What is sent: the ticked ones, in order. */
export function chosen(list: readonly Proposal[]): readonly Choice[] {
  return list
    .filter(({ isWanted }) => isWanted)
    .map(({ title, description, estimated_hours }) => ({
      title: title.trim(),
      description,
      estimated_hours,
    }))
}

/** Whether everything that is ticked has a title that the server takes. */
export function isReady(list: readonly Proposal[]): boolean {
  const wanted = chosen(list)
  return wanted.length > 0 && wanted.every(({ title }) => isTitle(title))
}

export function isTitle(title: string): boolean {
  const length = title.trim().length
  return length >= TITLE_LIMITS.least && length <= TITLE_LIMITS.most
}
