/** What the server wrote into the page about the workspace and its places (frame.py). */

export type Link = { readonly label: string; readonly href: string }

export type FrameData = {
  readonly workspace: { readonly slug: string; readonly id: string }
  readonly role: string
  readonly me: string
  readonly unread: number
  /** By room, how far its log went when the page was written. */
  readonly heads: Readonly<Record<string, number>>
  readonly canCreate: boolean
  readonly places: readonly Link[]
  readonly projects: readonly (Link & { readonly key: string })[]
  readonly boards: readonly Link[]
  /** Saved views that the person keeps at hand. */
  readonly views: readonly Link[]
  /** How many bytes a file, and the files of a task, may have. */
  readonly files: { readonly file: number; readonly task: number }
}

const NOTHING: FrameData = {
  workspace: { slug: '', id: '' },
  role: '',
  me: '',
  unread: 0,
  heads: {},
  canCreate: false,
  places: [],
  projects: [],
  boards: [],
  views: [],
  files: { file: 10 * 1024 ** 2, task: 50 * 1024 ** 2 },
}

let known: FrameData | undefined

export function frameData(): FrameData {
  known ??= read()
  return known
}

function read(): FrameData {
  const text = document.getElementById('frame-data')?.textContent
  // A page that the service worker kept may be older than this script.
  return text ? { ...NOTHING, ...(JSON.parse(text) as Partial<FrameData>) } : NOTHING
}
