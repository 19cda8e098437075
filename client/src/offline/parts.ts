/** The files of the application, kept so that every page of it works without a network. */

import {
  isImmutable,
  MOST_RELEASES,
  OFFLINE_PAGE,
  PARTS,
  PARTS_LIST,
  RELEASES_ENTRY,
} from '../common/kept-names'

interface Release {
  readonly release: string
  readonly parts: readonly string[]
}

const LOOSE: CacheQueryOptions = { ignoreVary: true }
const AT_ONCE = 4

/** The page that stands in for all others, with the files that it names. */
export async function keepOfflinePage(): Promise<void> {
  const page = await fetch(OFFLINE_PAGE, { credentials: 'omit' })
  if (!page.ok) throw new Error('no offline page')
  const text = await page.clone().text()
  const cache = await caches.open(PARTS)
  await cache.put(OFFLINE_PAGE, page)
  await cache.addAll(partsIn(text))
}

/** The files that a page names. */
export function partsIn(text: string): string[] {
  const named = [...text.matchAll(/(?:href|src)="(\/(?:static|jsi18n)\/[^"]+)"/g)]
  return [...new Set(named.map(([, path]) => path ?? ''))]
}

/**
 * Every file of the newest release, and those of the few before it: a tab that was left open, or a
 * page that was kept, still asks for its own.
 */
export async function keepParts(): Promise<void> {
  const answer = await fetch(PARTS_LIST)
  if (!answer.ok) return
  const newest = (await answer.json()) as Release
  const cache = await caches.open(PARTS)
  const known = (await (await cache.match(RELEASES_ENTRY))?.json()) as Release[] | undefined
  const others = (known ?? []).filter(({ release }) => release !== newest.release)
  const isNew = known?.[0]?.release !== newest.release
  const held = new Set((await cache.keys()).map(({ url }) => pathOf(url)))
  const missing = newest.parts.filter((part) => !held.has(part) || (isNew && !isImmutable(part)))
  if (!(await fetchAll(cache, missing))) return
  const releases = [newest, ...others].slice(0, MOST_RELEASES)
  await cache.put(RELEASES_ENTRY, new Response(JSON.stringify(releases)))
  if (isNew) await keepOfflinePage()
  await dropUnused(cache, releases)
}

/** A file: as kept where its name says what it holds, otherwise as the server has it now. */
export async function part(request: Request): Promise<Response> {
  const path = pathOf(request.url)
  const cache = await caches.open(PARTS)
  const kept = await cache.match(path, LOOSE)
  if (kept !== undefined && isImmutable(path)) return kept
  try {
    const answer = await fetch(request)
    const isKnown = kept !== undefined && kept.headers.get('ETag') === answer.headers.get('ETag')
    if (answer.status === 200 && !isKnown) await cache.put(path, answer.clone())
    return answer
  } catch (error) {
    if (kept !== undefined) return kept
    throw error
  }
}

async function fetchAll(cache: Cache, paths: readonly string[]): Promise<boolean> {
  const waiting = [...paths]
  const one = async (): Promise<boolean> => {
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      const answer = await fetch(path)
      // A release that came meanwhile took it away; the next time its own list is read.
      if (!answer.ok) return false
      await cache.put(path, answer)
    }
    return true
  }
  const done = await Promise.all(Array.from({ length: AT_ONCE }, one))
  return done.every(Boolean)
}

async function dropUnused(cache: Cache, releases: readonly Release[]): Promise<void> {
  const used = new Set(releases.flatMap(({ parts }) => parts))
  const offline = await (await cache.match(OFFLINE_PAGE))?.text()
  for (const path of partsIn(offline ?? '')) used.add(path)
  for (const path of [OFFLINE_PAGE, RELEASES_ENTRY]) used.add(path)
  for (const request of await cache.keys())
    if (!used.has(pathOf(request.url))) await cache.delete(request)
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url)
  return pathname + search
}
