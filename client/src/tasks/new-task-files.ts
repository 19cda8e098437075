/**
 * Pictures and files in the text of a task that is not made yet: kept in the browser, under an
 * address that only this page knows, and brought to the task once there is one.
 */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { api, ApiError } from '../common/api'
import { frameData } from '../common/frame-data'
import { bring, isPassing, type KeptFile } from '../common/files/bring'
import type { Outcome } from '../common/outbox'
import { t } from '../common/i18n'
import { errorToast } from '../common/ui/toast'
import { markdownOf } from '../editor/uploads'
import type { Task } from './model'
import type { Op } from './ops'
import { wordsOf } from './panel/words'

/** A text whose files follow its task: written before the task goes out, gone once they are up. */
interface Following {
  /** What the task is called until the server has named it. */
  readonly id: string
  readonly person: string
  readonly at: number
  readonly text: string
  readonly made: Pick<Task, 'id' | 'key' | 'version'> | null
  /** What stands for an address, once its file is up. */
  readonly done: Readonly<Record<string, string>>
}

interface Shelf extends DBSchema {
  files: { key: string; value: File }
  following: { key: string; value: Following }
}

const KEPT_FOR_MS = 7 * 24 * 3600 * 1000
const AGAIN_MS = 3000

const held = new Map<string, File>()
const waiting = new Map<string, Following>()
let opened: Promise<IDBPDatabase<Shelf>> | null = null

function shelf(): Promise<IDBPDatabase<Shelf>> {
  opened ??= openDB<Shelf>('teamflow-new-task-files', 2, {
    upgrade: (database, from) => {
      if (from < 1) database.createObjectStore('files')
      database.createObjectStore('following', { keyPath: 'id' })
    },
  })
  return opened
}

/** A picture or a link to a file that no server has. */
const FILE = /!?\[[^\]]*\]\((blob:[^)\s]+)\)/g

function filesIn(text: string): readonly { readonly markdown: string; readonly address: string }[] {
  return [...text.matchAll(FILE)].map(([markdown, address = '']) => ({ markdown, address }))
}

export function hasFiles(text: string): boolean {
  return filesIn(text).length > 0
}

/** Take a file into the text; where the browser keeps nothing, for as long as the page stands. */
export async function keepFile(file: File): Promise<KeptFile> {
  const url = URL.createObjectURL(file)
  held.set(url, file)
  await shelf()
    .then((database) => database.put('files', file, url))
    .catch(() => undefined)
  return { id: url, name: file.name || 'image.png', url, media_type: file.type }
}

/** A kept text, its files under addresses that hold in this page; one that is lost is left out. */
export async function revivedFiles(text: string): Promise<string> {
  let next = text
  for (const { markdown, address } of filesIn(text)) {
    if (held.has(address)) continue
    const file = await keptFile(address)
    const now = file === undefined ? '' : markdownOf(await keepFile(file))
    next = next.replace(markdown, () => now)
    await forget(address)
  }
  return next
}

export function forgetFiles(text: string): void {
  for (const { address } of filesIn(text)) void forget(address)
}

async function forget(address: string): Promise<void> {
  URL.revokeObjectURL(address)
  held.delete(address)
  await shelf()
    .then((database) => database.delete('files', address))
    .catch(() => undefined)
}

/** The task as it can be made at once: what it says without the files, which follow it. */
export function withoutFiles(task: Task): Task {
  const text = task.description ?? ''
  if (!hasFiles(text)) return task
  void keepFollowing(followingOf(task.id, text, null))
  return { ...task, description: plainText(text) }
}

export function plainText(text: string): string {
  return hasFiles(text) ? text.replace(FILE, '').trim() : text
}

/** What was typed for a task that was refused. */
export function wholeText({ id, description = '' }: Task): string {
  const text = waiting.get(id)?.text ?? description
  void forgetFollowing(id)
  return text
}

/** Bring the files of `text` to the task that was made of it, and let its description show them. */
export async function bringFiles(made: Task, text: string): Promise<void> {
  const following = followingOf(made.id, text, made)
  await keepFollowing(following)
  await follow(following.id)
}

/** A task that a page asked for is made, perhaps by the page after it: its files follow. */
export function filesFollow(outcome: Outcome): void {
  const op = outcome.entry.op as Op
  if (outcome.kind !== 'done' || op.kind !== 'task.create') return
  const { id, key, version } = outcome.answer as Task
  void (async () => {
    const following = waiting.get(op.task.id) ?? (await keptFollowing(op.task.id))
    if (following === undefined) return
    await keepFollowing({ ...following, made: { id, key, version } })
    await follow(following.id)
  })()
}

/** Go on with what a closed tab left behind; one tab alone. */
export async function resumeFollowing(): Promise<void> {
  const { me } = frameData()
  const all = await shelf()
    .then((database) => database.getAll('following'))
    .catch(() => [])
  for (const { id, at, person, made } of all) {
    if (at < Date.now() - KEPT_FOR_MS) void forgetFollowing(id)
    else if (person === me && made !== null && !waiting.has(id)) void follow(id)
  }
}

function followingOf(id: string, text: string, made: Following['made']): Following {
  return { id, person: frameData().me, at: Date.now(), text, made, done: {} }
}

/** In one tab alone; where the browser has no locks, in this one. */
async function follow(id: string): Promise<void> {
  if (!('locks' in navigator)) {
    await bringAll(id)
    return
  }
  const name = `teamflow-following-${id}`
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await bringAll(id)
  })
}

async function bringAll(id: string): Promise<void> {
  let following = waiting.get(id) ?? (await keptFollowing(id))
  if (following === undefined || following.made === null) return
  const { made } = following
  for (const { address } of filesIn(following.text)) {
    if (address in following.done) continue
    const markdown = await brought(made, address)
    following = { ...following, done: { ...following.done, [address]: markdown } }
    await keepFollowing(following)
  }
  await showFiles(following, made)
  await forgetFollowing(id)
}

async function showFiles(
  { text, done }: Following,
  { id, key, version }: NonNullable<Following['made']>,
): Promise<void> {
  const description = text.replace(FILE, (markdown, address: string) => done[address] ?? markdown)
  try {
    await api.patch(`tasks/${id}`, { description, version })
    forgetFiles(text)
  } catch (error) {
    if (isPassing(error)) {
      await pause()
      await showFiles({ text, done } as Following, { id, key, version })
      return
    }
    errorToast(t('The pictures are among the files of %(key)s.', { key }) + ' ' + wordsOf(error))
  }
}

/** The file as Markdown once it is up, however often the line is cut; nothing if it is refused. */
async function brought({ id: taskId }: { readonly id: string }, address: string): Promise<string> {
  const file = held.get(address) ?? (await keptFile(address))
  if (file === undefined) return ''
  let announced: string | null = null
  for (;;) {
    try {
      const errand = { taskId, file, announced, signal: new AbortController().signal }
      const onAnnounced = (made: string): void => void (announced = made)
      return markdownOf(await bring({ ...errand, progress: () => undefined, onAnnounced }))
    } catch (error) {
      if (!isPassing(error)) {
        const why = error instanceof ApiError ? wordsOf(error) : ''
        errorToast(t('%(name)s was not added. %(why)s', { name: file.name, why }))
        return ''
      }
      await pause()
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
}

function keptFile(address: string): Promise<File | undefined> {
  return shelf()
    .then((database) => database.get('files', address))
    .catch(() => undefined)
}

async function keepFollowing(following: Following): Promise<void> {
  waiting.set(following.id, following)
  await shelf()
    .then((database) => database.put('following', following))
    .catch(() => undefined)
}

async function keptFollowing(id: string): Promise<Following | undefined> {
  return shelf()
    .then((database) => database.get('following', id))
    .catch(() => undefined)
}

async function forgetFollowing(id: string): Promise<void> {
  waiting.delete(id)
  await shelf()
    .then((database) => database.delete('following', id))
    .catch(() => undefined)
}
