/**
 * One's own clock, true in every tab: who starts or stops it elsewhere is heard here. Without a
 * network it runs all the same; what waits says when it was started and stopped.
 */

import { api, ApiError, newKey } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { t } from '../../common/i18n'
import type { Outbox, Write } from '../../common/outbox'
import { liveSocket } from '../../common/socket'
import { errorToast } from '../../common/ui/toast'

export interface TimedTask {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly workspace: string
}

export interface TimeEntry {
  readonly id: string
  readonly task: TimedTask
  readonly user: { readonly id: string; readonly name: string }
  readonly started_at: string
  readonly ended_at: string | null
  readonly minutes: number | null
  readonly note: string
}

export type TimerOp =
  | { readonly kind: 'timer.start'; readonly task: TimedTask; readonly at: string }
  | { readonly kind: 'timer.stop'; readonly at: string }

/** Whose entries of the outbox are the clock's. */
export const TIMER_SCOPE = 'timer'

type Listener = (timer: TimeEntry | null) => void
type Answer = { readonly timer: TimeEntry | null }

const listeners = new Set<Listener>()
/** What the server said last; what waits comes on top. */
let told: TimeEntry | null = null
let waiting: Outbox | null = null
let isWatching = false

/** Hear of the clock, now and whenever it changes. */
export function onTimer(listener: Listener): () => void {
  listeners.add(listener)
  listener(shown())
  return () => listeners.delete(listener)
}

/** Follow the clock of the person signed in; once a page. */
export function watchTimer(userId: string): void {
  if (isWatching) return
  isWatching = true
  let heard = 0
  const load = (): void => {
    const before = heard
    void api
      .get<Answer>('me/timer', { isKept: true })
      // What was told meanwhile is newer than what was asked for before it.
      .then(({ timer }) => heard === before && tell(timer))
      .catch(() => undefined)
  }
  load()
  liveSocket().join(`user:${userId}`, {
    event: ({ type, data }) => {
      if (type !== 'timer.updated') return
      heard += 1
      tell(data.timer as TimeEntry | null)
    },
    resync: load,
  })
}

/** Show what waits in the page's outbox, and what becomes of it. */
export function showTimersOf(outbox: Outbox): void {
  waiting = outbox
  outbox.onChange(announce)
  outbox.onSettled((outcome) => {
    if (outcome.entry.scope !== TIMER_SCOPE) return
    if (outcome.kind === 'done') told = (outcome.answer as Answer).timer
    else if (outcome.error instanceof ApiError) errorToast(outcome.error.words)
  })
  announce()
}

export function startTimer(
  { id, key, title }: Omit<TimedTask, 'workspace'>,
  workspace: string,
): Promise<void> {
  const task = { id, key, title, workspace }
  return act({ kind: 'timer.start', task, at: new Date().toISOString() })
}

export function stopTimer(): Promise<void> {
  return act({ kind: 'timer.stop', at: new Date().toISOString() })
}

async function act(op: TimerOp): Promise<void> {
  try {
    // Pages without tasks have no outbox before somebody acts.
    const { pageOutbox } = await import('../session')
    void pageOutbox(frameData().me).add({ ...callOf(op), scope: TIMER_SCOPE, op }, newKey())
  } catch {
    errorToast(t('The server does not answer.'))
  }
}

export function callOf(op: TimerOp): Pick<Write, 'method' | 'path' | 'body' | 'place'> {
  if (op.kind === 'timer.stop')
    return { method: 'DELETE', path: `me/timer?ended_at=${encodeURIComponent(op.at)}` }
  const { id, key, workspace } = op.task
  const body = { task: id, started_at: op.at }
  return { method: 'POST', path: 'me/timer', body, place: `/w/${workspace}/t/${key}/` }
}

/** What `op` makes of the clock, as the server will. */
export function applyTimer(timer: TimeEntry | null, op: TimerOp): TimeEntry | null {
  if (op.kind === 'timer.stop') return null
  if (timer?.task.id === op.task.id) return timer
  const { task, at: started_at } = op
  const user = { id: '', name: '' }
  return { id: '', task, user, started_at, ended_at: null, minutes: null, note: '' }
}

function shown(): TimeEntry | null {
  const ops = (waiting?.entries ?? []).filter(({ scope }) => scope === TIMER_SCOPE)
  return ops.reduce((timer, { op }) => applyTimer(timer, op as TimerOp), told)
}

function tell(timer: TimeEntry | null): void {
  told = timer
  announce()
}

function announce(): void {
  const timer = shown()
  for (const listener of [...listeners]) listener(timer)
}
