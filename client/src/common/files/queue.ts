/**
 * Files on their way to tasks: three at a time, each with its progress; they can be stopped and
 * tried again, and go on by themselves after a cut, in this tab or in the next one.
 */

import { api, ApiError, newKey } from '../api'
import { frameData } from '../frame-data'
import { t } from '../i18n'
import { bring, isPassing, type Errand, type KeptFile } from './bring'
import { forgetUpload, keepUpload, keptUpload, keptUploads, type KeptUpload } from './shelf'

export interface Upload {
  readonly id: string
  readonly taskId: string
  readonly name: string
  readonly size: number
  readonly state: 'waiting' | 'sending' | 'looking' | 'stuck'
  /** From 0 to 1. */
  readonly done: number
}

interface Entry {
  upload: Upload
  readonly file: File
  announced: string | null
  readonly stop: AbortController
  readonly resolve: (file: KeptFile) => void
  readonly reject: (error: unknown) => void
  tries: number
  timer?: ReturnType<typeof setTimeout>
}

const AT_ONCE = 3
const LONGEST_WAIT_MS = 30_000

const entries = new Map<string, Entry>()
const listeners = new Set<(ended?: Upload) => void>()

export function uploadsOf(taskId: string): readonly Upload[] {
  return [...entries.values()].map(({ upload }) => upload).filter((each) => each.taskId === taskId)
}

/** Hear that something changed; with the upload whose file is now kept. */
export function watchUploads(listener: (ended?: Upload) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Bring `file` to the task; the answer comes when it is kept, or is no more to come. */
export function bringFile(
  taskId: string,
  file: File,
  progress: (done: number) => void = () => undefined,
): Promise<KeptFile> {
  const id = newKey()
  void keepUpload(keptOf(id, taskId, file, null))
  const answer = enter(id, taskId, file, null, progress)
  pump()
  return answer
}

export function cancelUpload(id: string): void {
  const entry = entries.get(id)
  if (entry === undefined) return
  entry.stop.abort()
  leave(entry)
  entry.reject(new DOMException('Stopped', 'AbortError'))
  if (entry.announced !== null)
    void api.delete(`attachments/${entry.announced}`).catch(() => undefined)
}

export function retryUpload(id: string): void {
  const entry = entries.get(id)
  if (entry?.upload.state !== 'stuck') return
  clearTimeout(entry.timer)
  tell(entry, { state: 'waiting' })
  pump()
}

/** Go on with what a closed tab, or a lost line, left behind; each in one tab alone. */
export async function resumeUploads(): Promise<void> {
  const { me } = frameData()
  if (me === '' || !('locks' in navigator)) return
  for (const held of await keptUploads(me)) if (!entries.has(held.id)) void takeUp(held)
}

async function takeUp({ id }: KeptUpload): Promise<void> {
  await navigator.locks.request(lockOf(id), { ifAvailable: true }, async (lock) => {
    const held = await keptUpload(id)
    if (lock === null || held === undefined || entries.has(id)) return
    const answer = enter(id, held.taskId, held.file, held.announced, undefined, true)
    pump()
    await answer.catch(() => undefined)
  })
}

const lockOf = (id: string): string => `teamflow-upload-${id}`

function enter(
  id: string,
  taskId: string,
  file: File,
  announced: string | null,
  progress: (done: number) => void = () => undefined,
  isLocked = false,
): Promise<KeptFile> {
  const upload: Upload = {
    ...{ id, taskId, name: file.name || t('Picture'), size: file.size },
    ...{ state: 'waiting', done: 0 },
  }
  const answer = new Promise<KeptFile>((resolve, reject) => {
    const stop = new AbortController()
    entries.set(id, { upload, file, announced, stop, resolve, reject, tries: 0 })
  })
  const unwatch = watchUploads(() => progress(entries.get(id)?.upload.done ?? 1))
  const settled = answer.then(unwatch, unwatch)
  if (!isLocked && 'locks' in navigator)
    void navigator.locks.request(lockOf(id), () => settled).catch(() => undefined)
  announceChange()
  return answer
}

function pump(): void {
  const all = [...entries.values()]
  const busy = all.filter(({ upload }) => upload.state === 'sending' || upload.state === 'looking')
  const next = all.filter(({ upload }) => upload.state === 'waiting')
  for (const entry of next.slice(0, Math.max(0, AT_ONCE - busy.length))) void run(entry)
}

async function run(entry: Entry): Promise<void> {
  tell(entry, { state: 'sending' })
  try {
    const file = await bring(errandOf(entry))
    leave(entry, true)
    entry.resolve(file)
  } catch (error) {
    if (entry.stop.signal.aborted) return
    if (isPassing(error)) wait(entry)
    else {
      leave(entry)
      entry.reject(error)
    }
  } finally {
    pump()
  }
}

function errandOf(entry: Entry): Errand {
  const { upload, file, announced, stop } = entry
  return {
    ...{ taskId: upload.taskId, file, announced, signal: stop.signal },
    progress: (done) => tell(entry, { done, state: done < 1 ? 'sending' : 'looking' }),
    onAnnounced: (id) => {
      entry.announced = id
      return keepUpload(keptOf(upload.id, upload.taskId, file, id))
    },
  }
}

/** Later, on its own; sooner when the line is back or somebody says so. */
function wait(entry: Entry): void {
  entry.tries += 1
  const pause = Math.min(LONGEST_WAIT_MS, 1500 * 2 ** entry.tries)
  entry.timer = setTimeout(() => retryUpload(entry.upload.id), pause)
  tell(entry, { state: 'stuck' })
}

function leave(entry: Entry, isKept = false): void {
  clearTimeout(entry.timer)
  entries.delete(entry.upload.id)
  void forgetUpload(entry.upload.id)
  announceChange(isKept ? entry.upload : undefined)
}

function tell(entry: Entry, change: Partial<Upload>): void {
  entry.upload = { ...entry.upload, ...change }
  announceChange()
}

function announceChange(ended?: Upload): void {
  for (const listener of [...listeners]) listener(ended)
}

function keptOf(id: string, taskId: string, file: File, announced: string | null): KeptUpload {
  return { id, person: frameData().me, taskId, file, announced, at: Date.now() }
}

export function isStopped(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Why a file was not added, for its person. */
export function whyNot(error: unknown): string {
  return error instanceof ApiError ? error.words : t('Check the connection.')
}

if (typeof window !== 'undefined')
  window.addEventListener('online', () => {
    for (const id of entries.keys()) retryUpload(id)
  })
