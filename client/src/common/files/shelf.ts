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
