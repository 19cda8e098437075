/** A thin bar that says that we are offline, and counts what waits to be sent. */

import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { t, tn } from '../i18n'
import { announce } from './announce'

type Source = { readonly isOffline: boolean; readonly waiting: number }

const sources = new Map<string, Source>()
let bar: HTMLElement | undefined

/** What one part of the page (the socket, an outbox) knows of its own connection. */
export function reportConnection(source: string, state: Source): void {
  const wasOffline = isOffline()
  sources.set(source, state)
  show()
  if (isOffline() !== wasOffline) dispatchEvent(new Event('tf-connection'))
}

/** Whether some part of the page has lost its connection. */
export function isOffline(): boolean {
  return [...sources.values()].some((state) => state.isOffline)
}

/** Draws its host anew when the connection goes, and when it comes back. */
export class Connection implements ReactiveController {
  readonly #draw: () => void

  constructor(host: ReactiveControllerHost) {
    this.#draw = () => host.requestUpdate()
    host.addController(this)
  }

  get isOffline(): boolean {
    return isOffline()
  }

  hostConnected(): void {
    addEventListener('tf-connection', this.#draw)
  }

  hostDisconnected(): void {
    removeEventListener('tf-connection', this.#draw)
  }
}

export function watchNetwork(): void {
  const report = (): void =>
    reportConnection('browser', { isOffline: !navigator.onLine, waiting: 0 })
  addEventListener('online', report)
  addEventListener('offline', report)
  if (!navigator.onLine) report()
}

/** What the bar says; empty when all is well. */
export function connectionWords(states: Iterable<Source>): string {
  const all = [...states]
  if (!all.some((state) => state.isOffline)) return ''
  const waiting = all.reduce((sum, state) => sum + state.waiting, 0)
  if (waiting === 0) return t('You are offline. What you do is kept and sent later.')
  return tn(
    'You are offline. %(count)s change is kept and waits to be sent.',
    'You are offline. %(count)s changes are kept and wait to be sent.',
    waiting,
  )
}

function show(): void {
  const words = connectionWords(sources.values())
  const wasShown = bar !== undefined && !bar.hidden
  if (words === '') {
    if (bar) bar.hidden = true
    makeRoom()
    if (wasShown) announce(t('You are online again.'))
    return
  }
  if (!bar) {
    bar = document.createElement('div')
    bar.className = 'offline-bar'
    bar.setAttribute('role', 'status')
    document.body.append(bar)
  }
  bar.hidden = false
  if (bar.textContent !== words) bar.textContent = words
  makeRoom()
}

/** It lies over nothing that one may want to press. */
function makeRoom(): void {
  const height = bar === undefined || bar.hidden ? 0 : bar.offsetHeight
  document.documentElement.style.setProperty('--top', `${String(height)}px`)
}
