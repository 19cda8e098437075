/** The pages that one person can open without a network, as the service worker keeps them. */

import {
  ANSWERS,
  isKeepable,
  NOBODY,
  OWNER_ENTRY,
  PAGES,
  PERSON_HEADER,
  projectOf,
  SIZE_HEADER,
  startOf,
  surplusOf,
  TITLE_HEADER,
} from '../common/kept-names'
import { forgetProjects } from '../common/kept'

const LOOSE: CacheQueryOptions = { ignoreVary: true, ignoreSearch: true }

let turn: Promise<void> = Promise.resolve()

/** Take note of what the server answered to a page's address; one answer after the other. */
export function noted(path: string, answer: Response): Promise<void> {
  turn = turn.catch(() => undefined).then(() => note(path, answer))
  return turn
}

async function note(path: string, answer: Response): Promise<void> {
  const person = answer.headers.get(PERSON_HEADER)
  // A proxy's own error, a file: they say nothing of who is signed in.
  if (person === null) return
  if (person !== (await owner())) await forgetAll(person)
  if (person === NOBODY || answer.redirected || !isKeepable(path)) return
  if (answer.status === 200) await keep(path, answer)
  else if (answer.status === 403 || answer.status === 404) await forget(path)
}

/** The page as it was kept; null when it was not. */
export async function keptPage(path: string): Promise<Response | null> {
  const cache = await caches.open(PAGES)
  return (await cache.match(path, LOOSE)) ?? null
}

/** The paths that are kept, the longest unused first. */
export async function keptPaths(): Promise<string[]> {
  const cache = await caches.open(PAGES)
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname)
  return paths.filter((path) => path !== OWNER_ENTRY)
}

export async function start(place: string | null): Promise<string | null> {
  return startOf(await keptPaths(), place)
}

/** What is kept of a project that is gone, or that this person may not see any more. */
export async function forget(path: string): Promise<void> {
  const cache = await caches.open(PAGES)
  const project = projectOf(path)
  // A task that is gone takes only its page with it.
  const isView = project !== null && path.includes('/p/')
  const related = isView ? (each: string) => projectOf(each) === project : () => false
  for (const each of await keptPaths())
    if (each === path || related(each)) await cache.delete(each, LOOSE)
  if (isView) {
    const [slug, key] = project.split('/')
    await forgetProjects((row) => row.slug === slug && row.key === key)
  }
}

/**
 * Everything that was kept for whoever was here before; `person` is here now. What their own page
 * kept before the worker knew of them stays.
 */
export async function forgetAll(person: string): Promise<void> {
  const ofOthers = forgetProjects(({ owner: whose }) => whose !== person)
  await Promise.all([caches.delete(PAGES), caches.delete(ANSWERS), ofOthers])
  if (person === NOBODY) return
  await (await caches.open(PAGES)).put(OWNER_ENTRY, new Response(person))
}

async function owner(): Promise<string> {
  const entry = await (await caches.open(PAGES)).match(OWNER_ENTRY)
  return entry === undefined ? NOBODY : entry.text()
}

async function keep(path: string, answer: Response): Promise<void> {
  const text = await answer.text()
  const headers = new Headers({
    'Content-Type': 'text/html; charset=utf-8',
    [SIZE_HEADER]: String(text.length),
    [TITLE_HEADER]: encodeURIComponent(titleOf(text)),
  })
  const policy = answer.headers.get('Content-Security-Policy')
  if (policy !== null) headers.set('Content-Security-Policy', policy)
  // The page must know that it is a kept one: its data are as old as the mark says.
  const marked = text.replace('<html ', `<html data-kept="${String(Date.now())}" `)
  const cache = await caches.open(PAGES)
  await cache.put(path, new Response(marked, { headers }))
  await tidy(cache)
}

async function tidy(cache: Cache): Promise<void> {
  const pages = []
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname
    if (path === OWNER_ENTRY) continue
    const size = Number((await cache.match(request))?.headers.get(SIZE_HEADER) ?? 0)
    pages.push({ path, size })
  }
  for (const path of surplusOf(pages)) await cache.delete(path)
}

function titleOf(text: string): string {
  const title = /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? ''
  return title.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"').trim()
}
