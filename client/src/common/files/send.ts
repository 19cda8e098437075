/** Bytes on their way out, with how many are out already: fetch() tells nothing of that. */

import { NetworkError } from '../api'

/** The storage answered, and did not take it. */
export class NotTaken extends Error {
  override readonly name = 'NotTaken'
  readonly status: number

  constructor(status: number) {
    super(`HTTP ${String(status)}`)
    this.status = status
  }
}

export interface Sending {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Blob | FormData
  readonly signal: AbortSignal
  readonly sent: (bytes: number) => void
}

export function send({ method, url, headers = {}, body, signal, sent }: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const request = new XMLHttpRequest()
    const stop = (): void => request.abort()
    request.open(method, url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded }) => sent(loaded))
    request.addEventListener('load', () => {
      if (request.status < 300) resolve()
      else reject(new NotTaken(request.status))
    })
    request.addEventListener('error', () => reject(new NetworkError('The line was cut')))
    request.addEventListener('abort', () => reject(new DOMException('Stopped', 'AbortError')))
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop))
    signal.addEventListener('abort', stop)
    request.send(body)
  })
}
