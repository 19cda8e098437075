/** Where the bars of a week go: each keeps one lane from its first day to its last. Pure. */

import { dayNumber } from '../time/days'

export interface Entry {
  readonly id: string
  readonly from: string
  readonly to: string
  /** Lower comes first: sprints above milestones above tasks. */
  readonly order: number
}

export interface Segment<E extends Entry> {
  readonly entry: E
  /** Columns 0 to 6, both counted. */
  readonly first: number
  readonly last: number
  readonly lane: number
  readonly isStart: boolean
  readonly isEnd: boolean
}

export interface WeekLayout<E extends Entry> {
  readonly shown: readonly Segment<E>[]
  /** How many a day has that found no lane. */
  readonly more: readonly number[]
}

/** The entries of a week in at most `lanes` lanes; longer ones first, so that bars stay straight. */
export function layOut<E extends Entry>(
  days: readonly string[],
  entries: readonly E[],
  lanes: number,
): WeekLayout<E> {
  const monday = dayNumber(days[0] ?? '')
  const inWeek = entries
    .filter(({ from, to }) => from <= (days.at(-1) ?? '') && to >= (days[0] ?? ''))
    .sort(byOrder)
  const taken: boolean[][] = []
  const placed = inWeek.map((entry) => {
    const first = Math.max(0, dayNumber(entry.from) - monday)
    const last = Math.min(6, dayNumber(entry.to) - monday)
    return { entry, first, last, lane: freeLane(taken, first, last) }
  })
  const more = days.map((_, day) => hiddenOn(placed, day, lanes))
  const shown = placed
    .filter(({ lane }) => lane < lanes)
    .map((each) => ({
      ...each,
      isStart: each.entry.from >= (days[0] ?? ''),
      isEnd: each.entry.to <= (days.at(-1) ?? ''),
    }))
  return { shown, more }
}

function hiddenOn(
  placed: readonly { readonly first: number; readonly last: number; readonly lane: number }[],
  day: number,
  lanes: number,
): number {
  return placed.filter(({ first, last, lane }) => lane >= lanes && first <= day && day <= last)
    .length
}

function byOrder(a: Entry, b: Entry): number {
  return (
    a.order - b.order ||
    (a.from < b.from ? -1 : a.from > b.from ? 1 : 0) ||
    (a.to > b.to ? -1 : a.to < b.to ? 1 : 0) ||
    (a.id < b.id ? -1 : 1)
  )
}

function freeLane(taken: boolean[][], first: number, last: number): number {
  for (let lane = 0; ; lane += 1) {
    const row = (taken[lane] ??= [])
    const isFree = !row.slice(first, last + 1).some(Boolean)
    if (!isFree) continue
    for (let day = first; day <= last; day += 1) row[day] = true
    return lane
  }
}
