/**
 * Pictures and files in the text of a task that is not made yet: kept in the browser, under an
 * address that only this page knows, and brought to the task once there is one.
 */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { api } from '../common/api'
import { t } from '../common/i18n'
import { errorToast } from '../common/ui/toast'
import { bringFile, markdownOf, type KeptFile } from '../editor/uploads'
import type { Task } from './model'
import { wordsOf } from './panel/words'
import type { ProjectStore } from './project'

interface Shelf extends DBSchema {
  files: { key: string; value: File }
}

const held = new Map<string, File>()
const whole = new Map<string, string>()
let opened: Promise<IDBPDatabase<Shelf>> | null = null

function shelf(): Promise<IDBPDatabase<Shelf>> {
  opened ??= openDB<Shelf>('teamflow-new-task-files', 1, {
    upgrade: (database) => void database.createObjectStore('files'),
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
    const file = await shelf()
      .then((database) => database.get('files', address))
      .catch(() => undefined)
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
  whole.set(task.id, text)
  return { ...task, description: plainText(text) }
}

export function plainText(text: string): string {
  return hasFiles(text) ? text.replace(FILE, '').trim() : text
}

/** What was typed for a task that was refused. */
export function wholeText({ id, description = '' }: Task): string {
  return whole.get(id) ?? description
}

/** Bring the files of `text` to the task that was made of it, and let its description show them. */
export async function bringFiles(store: ProjectStore, made: Task, text: string): Promise<void> {
  let description = text
  for (const { markdown, address } of filesIn(text)) {
    const now = await brought(made, address)
    description = description.replace(markdown, () => now)
  }
  try {
    await api.patch(`tasks/${made.id}`, { description, version: made.version })
    forgetFiles(text)
  } catch (error) {
    errorToast(
      t('The pictures are among the files of %(key)s.', { key: made.key }) + ' ' + wordsOf(error),
    )
  }
  await store.loadTask(made.id).catch(() => undefined)
}

async function brought(task: Task, address: string): Promise<string> {
  const file = held.get(address)
  if (file === undefined) return ''
  try {
    return markdownOf(await bringFile(task.id, file))
  } catch (error) {
    const words = { name: file.name, why: wordsOf(error) }
    errorToast(t('%(name)s was not added. %(why)s', words))
    return ''
  }
}
