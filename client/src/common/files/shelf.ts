/** Files that are not up yet, kept in the browser until they are: a closed tab loses none. */

import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

export interface KeptUpload {
  readonly id: string
  readonly person: string
  readonly taskId: string
  readonly file: File
  readonly announced: string | null
  readonly at: number
}

interface Shelf extends DBSchema {
  uploads: { key: string; value: KeptUpload }
}

/** What nobody came back for. */
const KEPT_FOR_MS = 7 * 24 * 3600 * 1000

/** What may wait here together: beyond it a browser may throw all of it away. */
export const MOST_WAITING = 200 * 1024 ** 2

let opened: Promise<IDBPDatabase<Shelf>> | null = null

function shelf(): Promise<IDBPDatabase<Shelf>> {
  opened ??= openDB<Shelf>('teamflow-uploads', 1, {
    upgrade: (database) => void database.createObjectStore('uploads', { keyPath: 'id' }),
  })
  return opened
}

/** Where the browser keeps nothing (a private window, a full disk), the page alone holds it. */
export async function keepUpload(upload: KeptUpload): Promise<void> {
  await shelf()
    .then((database) => database.put('uploads', upload))
    .catch(() => undefined)
}

export async function forgetUpload(id: string): Promise<void> {
  await shelf()
    .then((database) => database.delete('uploads', id))
    .catch(() => undefined)
}

/** Whether it waits still: another tab may have brought it meanwhile. */
export async function keptUpload(id: string): Promise<KeptUpload | undefined> {
  return shelf()
    .then((database) => database.get('uploads', id))
    .catch(() => undefined)
}

export async function keptUploads(person: string): Promise<readonly KeptUpload[]> {
  const all = await shelf()
    .then((database) => database.getAll('uploads'))
    .catch(() => [])
  const isOld = ({ at }: KeptUpload): boolean => at < Date.now() - KEPT_FOR_MS
  for (const old of all.filter(isOld)) void forgetUpload(old.id)
  return all.filter((each) => each.person === person && !isOld(each)).sort((a, b) => a.at - b.at)
}

/** Whether `size` bytes more may wait. */
export async function hasRoom(person: string, size: number): Promise<boolean> {
  const held = await keptUploads(person)
  return held.reduce((sum, { file }) => sum + file.size, size) <= MOST_WAITING
}

/** The task that files wait for is called by its real name now. */
export async function renameTask(tempId: string, taskId: string): Promise<void> {
  await shelf()
    .then(async (database) => {
      for (const each of await database.getAll('uploads'))
        if (each.taskId === tempId) await database.put('uploads', { ...each, taskId })
    })
    .catch(() => undefined)
}
