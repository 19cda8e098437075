/** An import's job, followed to its end: by the socket, and by asking in case a word was lost. */

import { api } from '../../common/api'
import { liveSocket } from '../../common/socket'
import type { State } from '../model'

export interface ImportJob {
  readonly id: string
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly result: ImportResult | null
  readonly error: string
}

export interface ImportResult {
  readonly board: string
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly archived: number
  readonly lists: number
  readonly labels: number
  readonly comments: number
  readonly checklist_items: number
  readonly attachments: number
  readonly skipped: readonly { readonly row: string; readonly reason: string }[]
  readonly warnings: readonly string[]
  readonly mapping: {
    readonly lists: readonly ListChoice[]
    readonly people: readonly PersonChoice[]
  }
  readonly samples: readonly {
    readonly title: string
    readonly list: string
    readonly status: State
    readonly labels: readonly string[]
    readonly due_date: string | null
  }[]
}

export interface ListChoice {
  readonly id: string
  readonly name: string
  readonly state: State
  readonly is_guessed: boolean
  readonly is_closed: boolean
}

export interface PersonChoice {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly user: { readonly id: string; readonly name: string } | null
}

const ASK_EVERY = 1000

export function followImport(
  job: ImportJob,
  myId: string,
  onChange: (job: ImportJob) => void,
): Promise<ImportJob> {
  return new Promise((resolve) => {
    const look = (now: ImportJob) => {
      if (now.id !== job.id) return
      onChange(now)
      if (now.status === 'queued' || now.status === 'running') return
      clearInterval(timer)
      leave()
      resolve(now)
    }
    const ask = () => {
      // Offline it simply asks again: the job goes on without us.
      api.get<ImportJob>(`jobs/${job.id}`, { retries: 0 }).then(look, () => undefined)
    }
    const timer = setInterval(ask, ASK_EVERY)
    const leave = liveSocket().join(`user:${myId}`, {
      message: (message) => {
        const data = message.data as Partial<ImportJob> | undefined
        if (message.type === 'job.progress' && data?.id === job.id) onChange({ ...job, ...data })
      },
      event: (event) => {
        if (event.type === 'job.done' && event.data.id === job.id) ask()
      },
    })
    look(job)
  })
}
