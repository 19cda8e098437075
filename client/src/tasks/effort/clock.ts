/** One's own clock, true in every tab: who starts or stops it elsewhere is heard here. */

import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { liveSocket } from '../../common/socket'
import { errorToast } from '../../common/ui/toast'

export interface TimeEntry {
  readonly id: string
  readonly task: {
    readonly id: string
    readonly key: string
    readonly title: string
    readonly workspace: string
  }
  readonly user: { readonly id: string; readonly name: string }
  readonly started_at: string
  readonly ended_at: string | null
  readonly minutes: number | null
  readonly note: string
}

type Listener = (timer: TimeEntry | null) => void

const listeners = new Set<Listener>()
let timer: TimeEntry | null = null
let isWatching = false

/** Hear of the clock, now and whenever it changes. */
export function onTimer(listener: Listener): () => void {
  listeners.add(listener)
  listener(timer)
  return () => listeners.delete(listener)
}

/** Follow the clock of the person signed in; once a page. */
export function watchTimer(userId: string): void {
  if (isWatching) return
  isWatching = true
  const load = (): void => {
    void api
      .get<{ timer: TimeEntry | null }>('me/timer')
      .then((answer) => set(answer.timer))
      .catch(() => undefined)
  }
  load()
  liveSocket().join(`user:${userId}`, {
    event: ({ type, data }) => {
      if (type === 'timer.updated') set(data.timer as TimeEntry | null)
    },
    resync: load,
  })
}

export async function startTimer(taskId: string): Promise<void> {
  await act(() => api.post<{ timer: TimeEntry | null }>('me/timer', { task: taskId }))
}

export async function stopTimer(): Promise<void> {
  await act(() => api.delete<{ timer: TimeEntry | null }>('me/timer'))
}

async function act(call: () => Promise<{ timer: TimeEntry | null }>): Promise<void> {
  try {
    set((await call()).timer)
  } catch (error) {
    errorToast(error instanceof ApiError ? error.words : t('The server does not answer.'))
  }
}

function set(next: TimeEntry | null): void {
  timer = next
  for (const listener of [...listeners]) listener(next)
}
