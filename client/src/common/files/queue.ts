/**
 * Files on their way to tasks: three at a time, each with its progress; they can be stopped and
 * tried again, and go on by themselves after a cut, in this tab or in the next one.
 */

import { api, ApiError, newKey } from '../api'
import { frameData } from '../frame-data'
import { t } from '../i18n'
import { errorToast } from '../ui/toast'
import type { Outcome } from '../outbox'
import { bring, isPassing, nameOf, type Errand, type KeptFile } from './bring'
import {
  forgetUpload,
  hasRoom,
  keepUpload,
  keptUpload,
  keptUploads,
  MOST_WAITING,
  renameTask,
  type KeptUpload,
} from './shelf'
import { sizeName } from './sizes'

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
export async function bringFile(
  taskId: string,
  file: File,
  progress: (done: number) => void = () => undefined,
): Promise<KeptFile> {
  return begun(newId(), taskId, file, progress)
}

/** The same for a text: where the file must wait, the answer says at once what it will be called. */
export async function bringIntoText(
  taskId: string,
  file: File,
  progress: (done: number) => void,
  onRefused: (error: unknown) => void,
): Promise<KeptFile> {
  const id = newId()
  const answer = begun(id, taskId, file, progress)
  return new Promise((resolve, reject) => {
    let isAnswered = false
    const unwatch = watchUploads(() => {
      const upload = entries.get(id)?.upload
      if (upload === undefined || !mustWait(upload)) return
      isAnswered = true
      unwatch()
      resolve(expected(id, file))
    })
    answer.then(resolve, (error: unknown) => (isAnswered ? onRefused(error) : reject(error)))
    void answer.finally(unwatch).catch(() => undefined)
  })
}

function mustWait({ state, taskId }: Upload): boolean {
  return state === 'stuck' || isUnnamed(taskId)
}

/** What the server will say of it. */
function expected(id: string, file: File): KeptFile {
  const name = nameOf(file)
  const path = encodeURIComponent(name.slice(0, 80)).replace(/[!'()*]/g, (letter) => {
    return `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
  })
  return { id, name, url: `/files/${id}/${path}`, media_type: file.type, isWaiting: true }
}

async function begun(
  id: string,
  taskId: string,
  file: File,
  progress: (done: number) => void,
): Promise<KeptFile> {
  const mayBeKept = hasRoom(frameData().me, file.size)
  // With a network the page brings it; without one it must be kept, or it would be lost.
  if (!navigator.onLine && !(await mayBeKept)) throw new NoRoom()
  void mayBeKept.then((isRoom) => {
    if (isRoom && entries.has(id)) void keepUpload(keptOf(id, taskId, file, null))
  })
  const answer = enter(id, taskId, file, null, progress)
  pump()
  return answer
}

/** Too much waits for a network already. */
class NoRoom extends Error {
  override readonly name = 'NoRoom'
}

/** As the server writes them, also where the browser has no randomUUID. */
function newId(): string {
  const key = newKey().replaceAll('-', '')
  return key.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** A task that the server has not named yet cannot have files there. */
function isUnnamed(taskId: string): boolean {
  return taskId.startsWith('tmp-')
}

/** A task that files wait for was made, perhaps by the page after the one that was closed. */
export function uploadsFollow({ kind, entry, ...rest }: Outcome): void {
  const { tempId } = entry
  const id = 'answer' in rest ? (rest.answer as { id?: string } | undefined)?.id : undefined
  if (kind !== 'done' || tempId === undefined || typeof id !== 'string') return
  for (const each of entries.values()) if (each.upload.taskId === tempId) tell(each, { taskId: id })
  void renameTask(tempId, id).then(resumeUploads)
  pump()
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
    if (isUnnamed(held.taskId)) return
    const answer = enter(id, held.taskId, held.file, held.announced, undefined, true)
    pump()
    const { name } = held.file
    await answer.catch((error: unknown) => {
      if (!isStopped(error))
        errorToast(t('%(name)s was not added. %(why)s', { name, why: whyNot(error) }))
    })
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
  const next = all.filter(({ upload: { state, taskId } }) => {
    return state === 'waiting' && !isUnnamed(taskId)
  })
  for (const entry of next.slice(0, Math.max(0, AT_ONCE - busy.length))) void run(entry)
}

async function run(entry: Entry): Promise<void> {
  if (!navigator.onLine) {
    wait(entry)
    return
  }
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
    ...{ id: upload.id, taskId: upload.taskId, file, announced, signal: stop.signal },
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
  if (error instanceof NoRoom) {
    const size = sizeName(MOST_WAITING)
    return t('At most %(size)s can wait for a network. Bring it when you are online.', { size })
  }
  return error instanceof ApiError ? error.words : t('Check the connection.')
}

if (typeof window !== 'undefined')
  for (const back of ['online', 'tf-back'])
    window.addEventListener(back, () => {
      for (const id of entries.keys()) retryUpload(id)
    })
