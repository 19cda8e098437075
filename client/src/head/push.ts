// Push: what the server sends is shown; a click brings up the tab that is open, or a new one.

interface Message {
  readonly title: string
  readonly body: string
  readonly url: string
  readonly tag: string
}
type Waiting = Event & { waitUntil(work: Promise<unknown>): void }
type Pushed = Waiting & { readonly data: { json(): unknown } | null }
type Clicked = Waiting & {
  readonly notification: { readonly data: unknown; close(): void }
}
interface Tab {
  readonly url: string
  focus(): Promise<unknown>
  navigate(url: string): Promise<unknown>
}
type PushWorker = EventTarget & {
  readonly location: { readonly origin: string }
  readonly registration: {
    showNotification(title: string, options: Record<string, unknown>): Promise<void>
  }
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly Tab[]>
    openWindow(url: string): Promise<unknown>
  }
}

const worker = self as unknown as PushWorker

/** What cannot be read still has to be shown: a browser takes push away from who shows nothing. */
function readMessage(event: Pushed): Message {
  const usual = { title: 'TeamFlow', body: '', url: '/', tag: 'teamflow' }
  try {
    return { ...usual, ...(event.data?.json() as Partial<Message>) }
  } catch {
    return usual
  }
}

async function goTo(path: string): Promise<unknown> {
  const target = new URL(path, worker.location.origin)
  const url = target.origin === worker.location.origin ? target.href : worker.location.origin
  const tabs = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = tabs.find((tab) => tab.url === url) ?? tabs[0]
  if (open === undefined) return worker.clients.openWindow(url)
  // A browser that does not bring the tab to the front still shows the task in it.
  await open.focus().catch(() => undefined)
  try {
    return open.url === url ? undefined : await open.navigate(url)
  } catch {
    // A tab that this worker does not control cannot be led anywhere.
    return worker.clients.openWindow(url)
  }
}

worker.addEventListener('push', (event) => {
  const { title, body, url, tag } = readMessage(event as Pushed)
  const icon = '/static/img/favicon.svg'
  const options = { body, tag, renotify: true, icon, badge: icon, data: { url } }
  ;(event as Pushed).waitUntil(worker.registration.showNotification(title, options))
})

worker.addEventListener('notificationclick', (event) => {
  const { notification } = event as Clicked
  notification.close()
  const { url = '/' } = (notification.data ?? {}) as { url?: string }
  ;(event as Clicked).waitUntil(goTo(url))
})

export {}
