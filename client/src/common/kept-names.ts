/** What is kept for times without a network: where, how much, and under which names. Pure. */

/** Files of releases: nobody's in particular. */
export const PARTS = 'teamflow-parts-1'
/** Pages of the one person who is signed in here. */
export const PAGES = 'teamflow-pages-1'
/** Answers of the API that pages asked to keep, each under its person's name. */
export const ANSWERS = 'teamflow-answers-1'
export const KEPT_DATABASE = 'teamflow-kept'

export const PERSON_HEADER = 'X-TeamFlow-Person'
export const NOBODY = 'none'
export const TITLE_HEADER = 'X-Kept-Title'
export const SIZE_HEADER = 'X-Kept-Size'
/** Whose the kept pages are; no page has this address. */
export const OWNER_ENTRY = '/offline/owner'
/** Which releases' files are kept, the newest first. */
export const RELEASES_ENTRY = '/offline/releases'
export const OFFLINE_PAGE = '/offline/'
export const PARTS_LIST = '/offline/parts'

export const MOST_PROJECTS = 20
export const MOST_PAGES = 150
export const MOST_BYTES = 40 * 1024 * 1024
export const MOST_ANSWERS = 400
/** A bigger project is kept as far as its pages show it. */
export const MOST_TASKS = 20_000
/** A tab that is older than this many releases loads afresh. */
export const MOST_RELEASES = 3
/** How long a page that is kept waits for a slow network. */
export const PATIENCE = 3000

/** Views that work on what is kept of a project; below its address. */
export const VIEWS = ['', 'list/', 'table/', 'calendar/', 'timeline/'] as const

const PLACES = /^\/w\/[^/]+\/(?:(?:my-work|tasks|inbox|search)\/)?$/
const VIEW = /^\/w\/([^/]+)\/p\/([^/]+)\/(?:(?:list|table|calendar|timeline|overview|sprints)\/)?$/
const TASK = /^\/w\/([^/]+)\/t\/([^/]+)-\d+\/$/

/** Whether a page is of use without a network. */
export function isKeepable(path: string): boolean {
  return PLACES.test(path) || VIEW.test(path) || TASK.test(path)
}

/** The project that a page is about (`workspace/KEY`), or null. */
export function projectOf(path: string): string | null {
  const found = VIEW.exec(path) ?? TASK.exec(path)
  return found === null ? null : `${found[1] ?? ''}/${found[2] ?? ''}`
}

/** The workspace that a page is in, or null. */
export function workspaceOf(path: string): string | null {
  return /^\/w\/([^/]+)\//.exec(path)?.[1] ?? null
}

/** A name that says what the file holds: it can be kept without ever asking again. */
export function isImmutable(path: string): boolean {
  return /^\/static\/(?:dist\/chunks\/.+|.+\.[0-9a-f]{12}\.\w+)$/.test(path)
}

export interface KeptPage {
  readonly path: string
  readonly size: number
}

/** Which pages must go; they come the longest unused first. */
export function surplusOf(pages: readonly KeptPage[]): readonly string[] {
  const projects = new Set<string>()
  let count = 0
  let bytes = 0
  const surplus: string[] = []
  for (const { path, size } of [...pages].reverse()) {
    const project = projectOf(path)
    if (project !== null) projects.add(project)
    count += 1
    bytes += size
    if (count > MOST_PAGES || bytes > MOST_BYTES || projects.size > MOST_PROJECTS)
      surplus.push(path)
  }
  return surplus
}

/** Where `/` (or a shortcut of the installed application) leads among the kept pages. */
export function startOf(paths: readonly string[], place: string | null): string | null {
  const latest = [...paths].reverse()
  const wanted = place === null ? undefined : latest.find((path) => path.endsWith(`/${place}/`))
  return wanted ?? latest.find((path) => PLACES.test(path)) ?? latest[0] ?? null
}
