/** The side bar: folded to icons on a wide screen, a drawer on a narrow one. */

import { isTyping } from './keys'

const STORED = 'teamflow:sidebar'

export function toggleSidebar(): void {
  const root = document.documentElement
  const isFolded = root.dataset.sidebar === 'folded'
  if (isFolded) delete root.dataset.sidebar
  else root.dataset.sidebar = 'folded'
  localStorage.setItem(STORED, isFolded ? 'open' : 'folded')
}

export function wireFrame(): void {
  const root = document.documentElement
  const opener = document.querySelector<HTMLElement>('[data-drawer-open]')
  const scrim = document.querySelector<HTMLElement>('.drawer-scrim')
  const sidebar = document.getElementById('sidebar')
  const main = document.querySelector<HTMLElement>('.app-main')

  const setDrawer = (isOpen: boolean): void => {
    if (isOpen === (root.dataset.drawer === 'open')) return
    if (isOpen) root.dataset.drawer = 'open'
    else delete root.dataset.drawer
    if (scrim) scrim.hidden = !isOpen
    // What lies under the drawer cannot be reached by Tab while it is open.
    if (main) main.inert = isOpen
    opener?.setAttribute('aria-expanded', String(isOpen))
    if (isOpen) sidebar?.querySelector<HTMLElement>('button, a')?.focus()
    else opener?.focus()
  }
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('[data-fold]')) toggleSidebar()
    if (event.target.closest('[data-drawer-open]')) setDrawer(true)
    if (event.target.closest('[data-drawer-close]')) setDrawer(false)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !isTyping(event) && !event.defaultPrevented) setDrawer(false)
  })
  matchMedia('(min-width: 768px)').addEventListener('change', () => setDrawer(false))
}
