/** What every page does so that it, and those beside it, open without a network the next time. */

import { frameData } from '../frame-data'
import { t } from '../i18n'
import { forgetProjects, type KeptProject } from '../kept'
import { OWNER_ENTRY, PAGES, TITLE_HEADER, VIEWS, isKeepable } from '../kept-names'

// What the page itself needs comes first; who only passes through costs the server nothing more.
const AFTER = 6000
const WAIT_FOR_WORKER = 2000
/** The side bar names no more; with as many, what it leaves out may still be the person's. */
const MOST_NAMED = 30

export function wireKeeping(): void {
  // Missing on plain http outside loopback: then a lost server is the browser's own page.
  if (!('serviceWorker' in navigator)) return
  navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  if (document.documentElement.dataset.kept !== undefined) return
  if (frameData().workspace.slug === '') return
  setTimeout(() => void keepThese(), AFTER)
}

async function keepThese(): Promise<void> {
  if (!navigator.onLine || document.visibilityState === 'hidden') return
  await forgetStrange()
  const registration = await navigator.serviceWorker.ready
  await new Promise((resolve) => setTimeout(resolve, registration.active ? 0 : WAIT_FOR_WORKER))
  tell({ type: 'keep', pages: besides(location.pathname) })
}

/** This page, and those that one goes to from here. */
export function besides(path: string): string[] {
  const home = /^\/w\/[^/]+\//.exec(path)?.[0]
  const project = /^\/w\/[^/]+\/p\/[^/]+\//.exec(path)?.[0]
  const views = project === undefined ? [] : VIEWS.map((view) => project + view)
  const places = home === undefined ? [] : [home, `${home}my-work/`, `${home}tasks/`]
  return [...new Set([path, ...views, ...places])].filter(isKeepable)
}

/** What this person has lost, or what another one kept here, must not stay. */
async function forgetStrange(): Promise<void> {
  const { me, workspace, projects } = frameData()
  const links = document.querySelectorAll<HTMLAnchorElement>('.sidebar-switch a[href^="/w/"]')
  const slugs = new Set([...links].map((link) => link.pathname.split('/')[2] ?? ''))
  const keys = new Set(projects.map(({ key }) => key))
  const isLost = ({ owner, slug, key }: KeptProject): boolean => {
    if (owner !== me || !slugs.has(slug)) return true
    const isNamed = projects.length < MOST_NAMED && slug === workspace.slug
    return isNamed && !keys.has(key) && !location.pathname.includes(`/p/${key}/`)
  }
  await forgetProjects((project) => {
    if (!isLost(project)) return false
    tell({ type: 'forget', path: `/w/${project.slug}/p/${project.key}/` })
    return true
  })
}

function tell(message: Readonly<Record<string, unknown>>): void {
  navigator.serviceWorker.controller?.postMessage(message)
}

/** On the page that stands in for one that was not kept: those that were. */
export function wireKeptPages(): void {
  const place = document.querySelector<HTMLElement>('[data-kept-pages]')
  if (place === null || !('caches' in window)) return
  void keptLinks().then((links) => {
    if (links.length === 0) return
    const list = document.createElement('ul')
    for (const { href, title } of links) {
      const link = document.createElement('a')
      link.href = href
      link.textContent = title
      const item = document.createElement('li')
      item.append(link)
      list.append(item)
    }
    const head = document.createElement('h2')
    head.textContent = t('Kept on this device')
    place.replaceChildren(head, list)
    place.hidden = false
  })
}

const MOST_LINKS = 12

async function keptLinks(): Promise<{ href: string; title: string }[]> {
  const cache = await caches.open(PAGES)
  const links = []
  for (const request of [...(await cache.keys())].reverse()) {
    const { pathname } = new URL(request.url)
    if (pathname === OWNER_ENTRY || links.length >= MOST_LINKS) continue
    const title = (await cache.match(request))?.headers.get(TITLE_HEADER) ?? ''
    links.push({ href: pathname, title: decodeURIComponent(title) || pathname })
  }
  return links
}
