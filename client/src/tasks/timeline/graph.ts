/** What blocks what: the critical path, and what a later end pushes on. Pure. */

import { addDays, isWeekend, workingDays } from '../time/days'
import { daysOf, moved, type Span } from '../time/span'

/** `source` must be done before `target` can begin. */
export interface Blocking {
  readonly source: string
  readonly target: string
}

export interface Dated extends Span {
  readonly id: string
}

/** The successors of each task. */
function successors(links: readonly Blocking[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, string[]>()
  for (const { source, target } of links) {
    const known = next.get(source)
    if (known === undefined) next.set(source, [target])
    else known.push(target)
  }
  return next
}

/**
 * The longest chain of tasks that block each other, counted in working days. A task without dates
 * counts nothing but keeps the chain together; links in a circle are followed once.
 */
export function criticalPath(
  tasks: readonly Dated[],
  links: readonly Blocking[],
): readonly string[] {
  const known = new Map(tasks.map((task) => [task.id, task]))
  const real = links.filter(({ source, target }) => known.has(source) && known.has(target))
  const next = successors(real)
  const best = new Map<string, Chain>()
  const open = new Set<string>()
  const chainFrom = (id: string): Chain => {
    const done = best.get(id)
    if (done !== undefined) return done
    open.add(id)
    let rest: Chain = END
    for (const follower of next.get(id) ?? []) {
      if (open.has(follower)) continue
      const chain = chainFrom(follower)
      if (isLonger(chain, rest)) rest = chain
    }
    open.delete(id)
    const chain = { days: effort(known.get(id)) + rest.days, count: 1 + rest.count, id, rest }
    best.set(id, chain)
    return chain
  }
  let longest: Chain = END
  for (const { source } of real) {
    const chain = chainFrom(source)
    if (isLonger(chain, longest)) longest = chain
  }
  return idsOf(longest)
}

interface Chain {
  readonly days: number
  readonly count: number
  readonly id: string
  readonly rest: Chain | null
}

const END: Chain = { days: 0, count: 0, id: '', rest: null }

function isLonger(a: Chain, b: Chain): boolean {
  return a.days > b.days || (a.days === b.days && a.count > b.count)
}

function idsOf(chain: Chain): readonly string[] {
  const ids: string[] = []
  for (let at: Chain | null = chain; at !== null && at.id !== ''; at = at.rest) ids.push(at.id)
  return ids
}

function effort(task: Dated | undefined): number {
  const days = task === undefined ? null : daysOf(task)
  return days === null ? 0 : Math.max(1, workingDays(days.from, days.to))
}

/**
 * What must move so that nothing begins before what blocks it has ended, once `change` is made:
 * each by as little as will do, onto a working day, its length kept. Nothing is pulled earlier.
 */
export function pushedBy(
  change: Dated,
  tasks: readonly Dated[],
  links: readonly Blocking[],
): ReadonlyMap<string, Span> {
  const now = new Map<string, Span>(tasks.map((task) => [task.id, task]))
  now.set(change.id, change)
  const next = successors(links)
  const pushed = new Map<string, Span>()
  const waiting = [change.id]
  // A circle would push itself for ever: no task is looked at more often than there are tasks.
  for (let steps = 0; waiting.length > 0 && steps < tasks.length * tasks.length + 1; steps += 1) {
    const id = waiting.shift() ?? ''
    const end = daysOf(now.get(id) ?? NEVER)?.to
    if (end === undefined) continue
    for (const follower of next.get(id) ?? []) {
      const span = now.get(follower)
      const days = span === undefined ? null : daysOf(span)
      if (span === undefined || days === null || days.from > end || follower === change.id) continue
      const later = moved(span, gap(days.from, afterDay(end)))
      now.set(follower, later)
      pushed.set(follower, later)
      waiting.push(follower)
    }
  }
  return pushed
}

const NEVER: Span = { start_date: null, due_date: null }

function gap(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 864e5)
}

/** The first working day after `day`. */
function afterDay(day: string): string {
  let next = addDays(day, 1)
  for (let tries = 0; tries < 2 && isWeekend(next); tries += 1) next = addDays(next, 1)
  return next
}

/** Whether linking the two would close a circle. */
export function closesCircle(source: string, target: string, links: readonly Blocking[]): boolean {
  const next = successors(links)
  const seen = new Set<string>()
  const waiting = [target]
  while (waiting.length > 0) {
    const id = waiting.pop() ?? ''
    if (id === source) return true
    if (seen.has(id)) continue
    seen.add(id)
    waiting.push(...(next.get(id) ?? []))
  }
  return false
}
