/** The import's calls: the upload with its progress, and the job that follows. */

import { api, ApiError, csrfToken, newKey, NetworkError } from '../common/api'
import type { State } from './model'

export interface ImportList {
  readonly id: string
  readonly name: string
  readonly state: State
  readonly is_guessed: boolean
  readonly is_closed: boolean
}

/** A column of a table, and what it was taken for; a Trello board has none. */
export interface ImportColumn {
  readonly index: number
  readonly header: string
  readonly meaning: string
  readonly sample: string
}

export interface ImportPerson {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly user: { readonly id: string; readonly name: string } | null
}

export interface ImportSample {
  readonly title: string
  readonly list: string
  readonly labels: readonly string[]
  readonly due_date: string | null
  readonly checklist_items: number
  readonly comments: number
}

/** Dates that may be read in two ways, and how they were. */
export interface ImportDates {
  readonly sample: string
  readonly is_day_first: boolean
}

export interface ImportResult {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly archived: number
  readonly lists: number
  readonly labels: number
  readonly comments: number
  readonly checklist_items: number
  readonly sprints: number
  readonly relations: number
  readonly attachments: number
  readonly skipped: readonly { readonly row: string; readonly reason: string }[]
  readonly kept: readonly { readonly row: string; readonly fields: readonly string[] }[]
  readonly warnings: readonly string[]
  readonly board: string
  readonly mapping: {
    readonly columns: readonly ImportColumn[]
    readonly dates: ImportDates | null
    readonly lists: readonly ImportList[]
    readonly people: readonly ImportPerson[]
  }
  readonly samples: readonly ImportSample[]
}

export interface JobOf<Result> {
  readonly id: string
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly result: Result | null
  readonly error: string
}

export type Job = JobOf<ImportResult>

export interface SendOptions {
  readonly isPreview: boolean
  readonly choices: unknown
  readonly signal: AbortSignal
  readonly onProgress: (percent: number) => void
}

/** XMLHttpRequest, because fetch does not say how much of an upload has gone out. */
export function sendFile(projectId: string, file: File, options: SendOptions): Promise<Job> {
  const form = new FormData()
  form.append('file', file)
  form.append('format', 'auto')
  form.append('dry_run', String(options.isPreview))
  form.append('options', JSON.stringify(options.choices))
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    request.open('POST', `/api/v1/projects/${projectId}/import`)
    request.setRequestHeader('X-CSRFToken', csrfToken())
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Idempotency-Key', newKey())
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) =>
      options.onProgress(Math.round((100 * loaded) / Math.max(1, total)))
    request.onerror = () => reject(new NetworkError('The upload was cut off'))
    request.onload = () => {
      const answer = request.response as { job?: Job; error?: object } | null
      if (answer?.job !== undefined) resolve(answer.job)
      else reject(new ApiError(request.status, answer?.error ?? {}))
    }
    options.signal.addEventListener('abort', () => request.abort())
    request.send(form)
  })
}

/** Ask until the job has ended; a lost connection only makes it take longer. */
export async function watchJob<Result>(
  job: JobOf<Result>,
  signal: AbortSignal,
  onProgress: (job: JobOf<Result>) => void,
): Promise<JobOf<Result>> {
  let now = job
  while (now.status === 'queued' || now.status === 'running') {
    onProgress(now)
    await pause(500, signal)
    try {
      now = await api.get<JobOf<Result>>(`jobs/${job.id}`, { signal })
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error
    }
  }
  return now
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('Aborted', 'AbortError'))
    })
  })
}
