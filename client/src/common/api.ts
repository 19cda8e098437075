/** The one way to `/api/v1/`: CSRF, the error envelope, idempotency keys, retries, abort. */

import { keepAnswer, keptAnswer } from './answers'

const ROOT = '/api/v1/'
const RETRY_STATUS = new Set([502, 503, 504])

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface ErrorDetail {
  readonly field: string | null
  readonly message: string
}

export interface Page<T> {
  readonly results: T[]
  readonly next: string | null
  readonly previous: string | null
}

export interface RequestOptions {
  readonly query?: Query
  readonly body?: unknown
  readonly signal?: AbortSignal
  /** Defaults to a new one on every POST; give it to repeat a call that may have arrived. */
  readonly idempotencyKey?: string
  /** How often a call that found no server is tried again (reads and keyed writes only). */
  readonly retries?: number
  /** Where no answer comes, that of the last time will do (reads only). */
  readonly isKept?: boolean
}

/** The server answered, and said no. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly details: readonly ErrorDetail[]
  readonly requestId: string
  /** On 409: the thing as it stands now, and the fields on which the two differ. */
  readonly current: unknown
  readonly conflicts: readonly string[]
  readonly retryAfter: number | null

  constructor(status: number, envelope: Envelope, retryAfter: number | null = null) {
    super(envelope.message ?? `HTTP ${String(status)}`)
    this.status = status
    this.code = envelope.code ?? 'INTERNAL_ERROR'
    this.details = envelope.details ?? []
    this.requestId = envelope.request_id ?? ''
    this.current = envelope.current
    this.conflicts = envelope.conflicts ?? []
    this.retryAfter = retryAfter
  }

  /** The most telling sentence for a person: the first field's, or the message. */
  get words(): string {
    return this.details[0]?.message ?? this.message
  }

  forField(field: string): string | null {
    return this.details.find((detail) => detail.field === field)?.message ?? null
  }
}

/** No answer came: offline, a dead server, a cut line. The write may or may not have arrived. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
}

interface Envelope {
  readonly code?: string
  readonly message?: string
  readonly details?: ErrorDetail[]
  readonly request_id?: string
  readonly current?: unknown
  readonly conflicts?: string[]
}

export function newKey(): string {
  // randomUUID is missing on plain http outside localhost; getRandomValues is not.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export async function request<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  const key = options.idempotencyKey ?? (method === 'POST' ? newKey() : undefined)
  const isRepeatable = method !== 'POST' || key !== undefined
  const attempts = 1 + (isRepeatable ? (options.retries ?? 2) : 0)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once<T>(method, path, options, key)
    } catch (error) {
      if (attempt >= attempts || options.signal?.aborted === true || !isPassing(error)) throw error
      await pause(250 * 2 ** (attempt - 1), options.signal)
    }
  }
}

/** Read; what is kept of the last time stands in for a network that does not answer. */
async function read<T>(path: string, options: RequestOptions = {}): Promise<T> {
  if (options.isKept !== true) return request<T>('GET', path, options)
  const whole = address(path, options.query)
  try {
    const retries = navigator.onLine ? options.retries : 0
    const answer = await request<T>('GET', path, { ...options, ...(retries === 0 && { retries }) })
    void keepAnswer(whole, answer)
    return answer
  } catch (error) {
    const kept = isPassing(error) ? await keptAnswer(whole) : undefined
    if (kept === undefined) throw error
    return kept as T
  }
}

export const api = {
  get: read,
  post: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('POST', path, { ...options, body }),
  patch: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('PATCH', path, { ...options, body }),
  put: <T>(path: string, body?: unknown, options?: RequestOptions) =>
    request<T>('PUT', path, { ...options, body }),
  delete: <T = undefined>(path: string, options?: RequestOptions) =>
    request<T>('DELETE', path, options),
}

/** Every row of a keyset list, page after page. */
export async function* pages<T>(path: string, options: RequestOptions = {}): AsyncGenerator<T[]> {
  const { signal, isKept } = options
  const others = { ...(signal && { signal }), ...(isKept === true && { isKept }) }
  let page = await api.get<Page<T>>(path, options)
  yield page.results
  while (page.next !== null) {
    page = await api.get<Page<T>>(page.next, others)
    yield page.results
  }
}

async function once<T>(
  method: Method,
  path: string,
  options: RequestOptions,
  key: string | undefined,
): Promise<T> {
  const response = await send(method, path, options, key)
  if (response.status === 204) return undefined as T
  const text = await response.text().catch(() => {
    throw new NetworkError('The answer was cut off')
  })
  const body = parse(text)
  if (response.ok) return body as T
  throw new ApiError(response.status, envelopeOf(body), retryAfterOf(response))
}

async function send(
  method: Method,
  path: string,
  options: RequestOptions,
  key: string | undefined,
): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' })
  if (method !== 'GET') headers.set('X-CSRFToken', csrfToken())
  if (key !== undefined) headers.set('Idempotency-Key', key)
  const init: RequestInit = { method, headers, credentials: 'same-origin' }
  if (options.signal) init.signal = options.signal
  if (options.body instanceof FormData) {
    init.body = options.body
  } else if (options.body !== undefined) {
    headers.set('Content-Type', 'application/json')
    init.body = JSON.stringify(options.body)
  }
  try {
    return await fetch(address(path, options.query), init)
  } catch (error) {
    if (options.signal?.aborted === true) throw error
    throw new NetworkError(error instanceof Error ? error.message : 'No connection')
  }
}

/** An API path, or a whole address that the API itself gave (`next`), with its query. */
export function address(path: string, query: Query = {}): string {
  const isWhole = path.startsWith('/') || /^https?:/.test(path)
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) parameters.set(name, String(value))
  }
  const tail = parameters.toString()
  const base = isWhole ? sameOrigin(path) : ROOT + path
  if (tail === '') return base
  return base + (base.includes('?') ? '&' : '?') + tail
}

function sameOrigin(path: string): string {
  // Behind a proxy `next` may name the inner host: only its path and query are of use.
  if (path.startsWith('/')) return path
  const url = new URL(path)
  return url.pathname + url.search
}

/** From the cookie, or from `<meta name="csrf-token">` where the cookie is not readable. */
export function csrfToken(): string {
  const cookie = /(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/.exec(document.cookie)?.[1]
  if (cookie !== undefined) return decodeURIComponent(cookie)
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? ''
}

export function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError) return true
  return error instanceof ApiError && RETRY_STATUS.has(error.status)
}

function envelopeOf(body: unknown): Envelope {
  if (typeof body !== 'object' || body === null || !('error' in body)) return {}
  return typeof body.error === 'object' && body.error !== null ? body.error : {}
}

function retryAfterOf(response: Response): number | null {
  const seconds = Number(response.headers.get('Retry-After') ?? '')
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

function parse(text: string): unknown {
  try {
    return text === '' ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds * (0.75 + Math.random() / 2))
    signal?.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new DOMException('Aborted', 'AbortError'))
    })
  })
}
