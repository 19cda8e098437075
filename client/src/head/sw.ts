// The service worker: when the server cannot be reached, a page that says so, in the product's own
// clothes. It keeps nothing else, and answers nothing that the server can answer.

/** What of a service worker's world is used here; TypeScript's own library for it excludes the DOM. */
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Asked = Event & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Worker = EventTarget & {
  skipWaiting(): Promise<void>
  readonly clients: { claim(): Promise<void> }
}

const worker = self as unknown as Worker
const OFFLINE = '/offline/'
const KEPT = 'teamflow-offline-1'

async function keepOfflinePage(): Promise<void> {
  const page = await fetch(OFFLINE, { credentials: 'omit' })
  if (!page.ok) throw new Error('no offline page')
  const text = await page.clone().text()
  const parts = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(
    (found) => found[1] ?? '',
  )
  const cache = await caches.open(KEPT)
  await cache.put(OFFLINE, page)
  await cache.addAll(parts)
}

async function orKept(request: Request): Promise<Response> {
  try {
    return await fetch(request)
  } catch (error) {
    const wanted = request.mode === 'navigate' ? OFFLINE : request
    const kept = await caches.match(wanted)
    if (kept) return kept
    throw error
  }
}

worker.addEventListener('install', (event) => {
  ;(event as Waiting).waitUntil(keepOfflinePage().then(() => worker.skipWaiting()))
})

worker.addEventListener('activate', (event) => {
  ;(event as Waiting).waitUntil(worker.clients.claim())
})

worker.addEventListener('fetch', (event) => {
  const { request } = event as Asked
  const isPage = request.mode === 'navigate' && request.method === 'GET'
  const isPart = new URL(request.url).pathname.startsWith('/static/')
  if (isPage || isPart) (event as Asked).respondWith(orKept(request))
})

export {}
