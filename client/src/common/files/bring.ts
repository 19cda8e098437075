/** One file's way to a task: announced, put where the server says, looked at, kept. */

import { api, ApiError, NetworkError } from '../api'
import { NotTaken, send } from './send'

export interface KeptFile {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly media_type: string
  readonly status?: string
  /** Not up yet: it waits in the browser for a network. */
  readonly isWaiting?: boolean
}

export interface UploadPart {
  readonly number: number
  readonly size: number
  readonly url: string
  readonly is_here: boolean
}

export interface UploadTarget {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string>>
  readonly parts: readonly UploadPart[]
}

interface Announced {
  readonly id: string
  readonly upload: UploadTarget
}

export interface Bytes {
  readonly file: Blob
  readonly signal: AbortSignal
  /** Hears from 0 to 1. */
  readonly progress: (done: number) => void
}

export interface Errand extends Bytes {
  /** What the file is to be called; texts may name it already. */
  readonly id?: string
  readonly taskId: string
  readonly file: File
  /** The attachment that an earlier try announced. */
  readonly announced: string | null
  /** Told before the first byte goes, so that a later try can go on. */
  readonly onAnnounced: (id: string) => void | Promise<void>
}

const TRIES = 3
const LOOKS = 40
const LOOK_MS = 250

/** Bring the file; what arrived of it in an earlier try is not sent again. */
export async function bring(errand: Errand): Promise<KeptFile> {
  let { id, upload } = await begun(errand)
  for (let tries = 1; ; tries += 1) {
    try {
      await put(upload, errand)
      return await kept(errand, id)
    } catch (error) {
      // Its address ran out meanwhile, or a part was lost: new addresses say what is there.
      const mayHelp = error instanceof NotTaken || isMissing(error)
      if (!mayHelp || tries === TRIES) throw error
      ;({ id, upload } = await again(errand, id))
    }
  }
}

async function begun(errand: Errand): Promise<Announced> {
  const { announced } = errand
  if (announced === null) return announce(errand)
  return again(errand, announced)
}

async function announce(errand: Errand): Promise<Announced> {
  const { id, taskId, file, signal, onAnnounced } = errand
  const form = { id, name: nameOf(file), size: file.size, media_type: file.type }
  const path = `tasks/${taskId}/attachments/presigned`
  const made = await api.post<Announced>(path, form, { signal }).catch((error: unknown) => {
    // An earlier try arrived, and only its answer was lost.
    if (id === undefined || !isTaken(error)) throw error
    return resumed(errand, id)
  })
  await onAnnounced(made.id)
  return made
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && error.forField('id') !== null
}

/** A pasted picture has no name. */
export function nameOf({ name }: File): string {
  return name || 'image.png'
}

async function again(errand: Errand, id: string): Promise<Announced> {
  try {
    return await resumed(errand, id)
  } catch (error) {
    // Nothing is known of it any more.
    if (error instanceof ApiError && error.status === 404) return announce(errand)
    throw error
  }
}

/** Where the rest of it goes; nowhere, if it was confirmed and only the answer was lost. */
async function resumed({ taskId, signal }: Errand, id: string): Promise<Announced> {
  const path = `tasks/${taskId}/attachments/${id}/resume`
  try {
    return await api.post<Announced>(path, undefined, { signal })
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404) throw error
    const held = await api.get<KeptFile>(`attachments/${id}`, { signal }).catch(() => null)
    if (held === null || held.status === 'arriving') throw error
    return { id, upload: { url: '', method: '', headers: {}, fields: {}, parts: [] } }
  }
}

/** Puts the bytes where the server said; parts that are there are not sent again. */
export async function put(upload: UploadTarget, errand: Bytes): Promise<void> {
  const { file, signal, progress } = errand
  if (upload.parts.length > 0) return putParts(upload.parts, errand)
  if (upload.url === '') return
  const { url, method, headers, fields } = upload
  const sent = (bytes: number): void => progress(Math.min(1, bytes / file.size))
  await send({ url, method, headers, body: bodyOf(file, fields), signal, sent })
}

function bodyOf(file: Blob, fields: Readonly<Record<string, string>>): Blob | FormData {
  const names = Object.entries(fields)
  if (names.length === 0) return file
  const form = new FormData()
  for (const [name, value] of names) form.append(name, value)
  form.append('file', file) // S3 reads nothing that stands after it
  return form
}

/** One after the other: parts are there for the cut line, not for speed. */
async function putParts(parts: readonly UploadPart[], errand: Bytes): Promise<void> {
  const { file, signal, progress } = errand
  let start = 0
  for (const { size, url, is_here: isHere } of parts) {
    const from = start
    if (!isHere) {
      const sent = (bytes: number): void => progress((from + Math.min(bytes, size)) / file.size)
      await send({ method: 'PUT', url, body: file.slice(from, from + size), signal, sent })
    }
    start += size
    progress(start / file.size)
  }
}

/** Confirmed, and scanned where there is a scanner: before that nobody can open it. */
async function kept({ taskId, signal }: Errand, id: string): Promise<KeptFile> {
  let file = await api.post<KeptFile>(`tasks/${taskId}/attachments/${id}/confirm`, undefined, {
    signal,
  })
  for (let looks = 0; file.status === 'pending' && looks < LOOKS; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    file = await api.get<KeptFile>(`attachments/${id}`, { signal })
  }
  return file
}

function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && error.forField('upload') !== null
}

/** Whether trying once more later may work. */
export function isPassing(error: unknown): boolean {
  if (error instanceof NetworkError) return true
  const status = error instanceof ApiError || error instanceof NotTaken ? error.status : 0
  return status >= 500 || status === 401
}
