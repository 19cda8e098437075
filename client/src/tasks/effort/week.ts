/** A week of time, with what was typed but not yet heard back. */

export interface TimedTask {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly workspace: string
}

export interface Person {
  readonly id: string
  readonly name: string
}

export interface Row {
  readonly user: Person
  readonly task: TimedTask
  readonly minutes: readonly number[]
  readonly total: number
}

export interface Sheet {
  readonly week: string
  readonly days: readonly string[]
  readonly rows: readonly Row[]
  readonly totals: readonly number[]
  readonly total: number
}

/** What somebody typed into cells, by `cellName`. */
export type Typed = ReadonlyMap<string, number>

export const rowName = ({ user, task }: Row): string => `${user.id}/${task.id}`
export const cellName = (taskId: string, day: string): string => `${taskId}/${day}`

const sum = (minutes: readonly number[]): number => minutes.reduce((all, each) => all + each, 0)

/**
 * The sheet as `me` sees it at once: own rows first, a row for each of `tasks` even while it holds
 * nothing, and what was typed counted in.
 */
export function asTyped(
  sheet: Sheet,
  me: Person,
  tasks: readonly TimedTask[],
  typed: Typed,
): Sheet {
  const mine = sheet.rows.filter(({ user }) => user.id === me.id)
  const known = new Set(mine.map(({ task }) => task.id))
  const empty = sheet.days.map(() => 0)
  const added = tasks
    .filter(({ id }) => !known.has(id))
    .map((task) => ({ user: me, task, minutes: empty, total: 0 }))
  const own = [...mine, ...added].map((row) => {
    const at = (day: string): string => cellName(row.task.id, day)
    const minutes = sheet.days.map((day, column) => typed.get(at(day)) ?? row.minutes[column] ?? 0)
    return { ...row, minutes, total: sum(minutes) }
  })
  const rows = [...own, ...sheet.rows.filter(({ user }) => user.id !== me.id)]
  const totals = sheet.days.map((_day, column) => sum(rows.map((row) => row.minutes[column] ?? 0)))
  return { ...sheet, rows, totals, total: sum(totals) }
}
