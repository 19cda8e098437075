/** Following a job to its end: told by the socket, and asked for in case a word was lost. */

import { api, ApiError } from '../common/api'
import { t } from '../common/i18n'
import { liveSocket } from '../common/socket'

export interface Job<Result> {
  readonly id: string
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly progress: number
  readonly result: Result | null
  readonly error: string
}

export interface Started<Result> {
  readonly job: Job<Result>
  /** Whom the server asks, in this order. */
  readonly providers: readonly string[]
}

export interface Following {
  readonly onProgress: (percent: number) => void
  readonly signal: AbortSignal
  readonly everyMs?: number
}

const POLL_MS = 1200

/** The job as it ended; rejects with an AbortError once nobody waits for it any more. */
export function followJob<Result>(
  job: Job<Result>,
  { onProgress, signal, everyMs = POLL_MS }: Following,
): Promise<Job<Result>> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearInterval(timer)
      leave()
      signal.removeEventListener('abort', aborted)
    }
    const aborted = (): void => {
      stop()
      reject(new DOMException('Nobody waits for it', 'AbortError'))
    }
    const look = (now: Job<Result>): void => {
      if (now.id !== job.id) return
      onProgress(now.progress)
      if (now.status === 'queued' || now.status === 'running') return
      stop()
      resolve(now)
    }
    const ask = async (): Promise<void> => {
      try {
        look(await api.get<Job<Result>>(`jobs/${job.id}`, { signal, retries: 0 }))
      } catch (error) {
        // A lost line comes back; an answer that there is no such job does not change.
        if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) return
        stop()
        reject(error)
      }
    }
    const timer = setInterval(() => void ask(), everyMs)
    const leave = listen((data) => look(data as Job<Result>))
    signal.addEventListener('abort', aborted)
    if (signal.aborted) aborted()
    else look(job)
  })
}

export async function cancelJob(id: string): Promise<void> {
  await api.delete(`jobs/${id}`)
}

/** What went wrong, for the person: the server's own words where it has some. */
export function wordsFor(error: unknown): string {
  if (error instanceof ApiError) return error.words
  return t('The server cannot be reached. Nothing was changed; try again in a moment.')
}

/** The name that people know a provider by. */
export function providerName(name: string): string {
  const names: Readonly<Record<string, string>> = {
    openai: 'OpenAI',
    anthropic: 'Anthropic',
    outline: t('the built-in outline'),
  }
  return names[name] ?? name
}

function listen(onJob: (data: unknown) => void): () => void {
  const me = signedInId()
  if (me === null) return () => undefined
  return liveSocket().join(`user:${me}`, {
    message: (message) => {
      if (message.type === 'job.progress') onJob(message.data)
    },
    event: (event) => {
      if (event.type === 'job.done') onJob(event.data)
    },
  })
}

/** Who is signed in, as the task pages and the boards write it; elsewhere asking must do. */
function signedInId(): string | null {
  const read = (id: string): Readonly<Record<string, unknown>> => {
    const text = document.getElementById(id)?.textContent
    return text ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : {}
  }
  const person = read('tf-page').me ?? read('board-data').user
  return (person as { readonly id?: string } | undefined)?.id ?? null
}
