// The service worker: pages and files for times without a network. What the server can answer, it
// answers; a page that was opened before stands in when it does not, or not soon.

import { PATIENCE, isKeepable, OFFLINE_PAGE, PAGES, PARTS } from '../common/kept-names'
import { keptUpload } from '../common/files/shelf'
import { forget, forgetAll, keptPage, keptPaths, noted, start } from '../offline/pages'
import { keepOfflinePage, keepParts, part } from '../offline/parts'

import './push'

/** What of a service worker's world is used here; TypeScript's own library for it excludes the DOM. */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Asked = Waiting & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Told = Waiting & { readonly data: Message }
type Worker = EventTarget & {
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}
type Message =
  | { readonly type: 'keep'; readonly pages: readonly string[] }
  | { readonly type: 'forget'; readonly path: string }
  | { readonly type: 'signed-out'; readonly person: string }

const worker = self as unknown as Worker
const OURS = new Set([PAGES, PARTS])

worker.addEventListener('install', (event) => {
  ;(event as Waiting).waitUntil(keepOfflinePage().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  ;(event as Waiting).waitUntil(dropOldShelves().then(() => worker.clients.claim()))
})

worker.addEventListener('fetch', (event) => {
  const asked = event as Asked
  const { request } = asked
  if (request.method !== 'GET') return
  const { pathname, origin } = new URL(request.url)
  if (origin !== location.origin) return
  const picture = request.destination === 'image' ? waitingPicture(pathname) : null
  if (picture !== null) asked.respondWith(picture.then((held) => held ?? fetch(request)))
  // A download is a navigation too: copied here, it would fill the memory, and end with this worker.
  if (pathname.startsWith('/api/') || pathname.startsWith('/files/')) return
  if (request.mode === 'navigate') asked.respondWith(page(asked))
  else if (pathname.startsWith('/static/') || pathname === '/jsi18n/')
    asked.respondWith(part(request))
})

worker.addEventListener('message', (event) => {
  const { data } = event as Told
  ;(event as Told).waitUntil(obey(data).catch(() => undefined))
})

async function obey(message: Message): Promise<void> {
  switch (message.type) {
    case 'keep':
      await keepParts()
      await keepPages(message.pages)
      return
    case 'forget':
      await forget(message.path)
      return
    case 'signed-out':
      await forgetAll(message.person)
  }
}

async function page(event: Asked): Promise<Response> {
  const { request } = event
  const url = new URL(request.url)
  const answer = fetch(request).then((response) => {
    const copy = response.clone()
    event.waitUntil(noted(url.pathname, copy).catch(() => undefined))
    return response
  })
  const kept = isKeepable(url.pathname) ? await keptPage(url.pathname) : null
  if (kept === null) return answer.catch(() => instead(url))
  const late = new Promise<Response>((resolve) => setTimeout(() => resolve(kept), PATIENCE))
  return Promise.race([answer.catch(() => kept), late])
}

/** A picture in a text, which waits in this browser for a network; null for any other address. */
function waitingPicture(path: string): Promise<Response | null> | null {
  const id = /^\/files\/([0-9a-f-]{36})\//.exec(path)?.[1]
  if (id === undefined) return null
  return keptUpload(id).then((held) => (held === undefined ? null : new Response(held.file)))
}

/** Without a server, and without the page: where the person can go from here. */
async function instead(url: URL): Promise<Response> {
  if (url.pathname === '/') {
    const path = await start(url.searchParams.get('go'))
    if (path !== null) return Response.redirect(path, 302)
  }
  const cache = await caches.open(PARTS)
  return (await cache.match(OFFLINE_PAGE)) ?? Response.error()
}

/** Views that were not opened yet, of a project that was: they work on the same kept tasks. */
async function keepPages(paths: readonly string[]): Promise<void> {
  const held = new Set(await keptPaths())
  for (const path of paths) {
    if (held.has(path) || !isKeepable(path)) continue
    const answer = await fetch(path, { redirect: 'manual' })
    await noted(path, answer)
  }
}

async function dropOldShelves(): Promise<void> {
  for (const name of await caches.keys())
    if (/^teamflow-(?:offline|pages|parts)-/.test(name) && !OURS.has(name))
      await caches.delete(name)
}

export {}
