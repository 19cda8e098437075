/** Light, dark or as the system: at once here, kept in a cookie, and with the person's profile. */

import { api } from '../api'
import { type Theme } from '../theme'

const YEAR = 365 * 24 * 3600

export function chosenTheme(): Theme {
  const chosen = document.documentElement.dataset.theme
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

export function setTheme(theme: Theme): void {
  const root = document.documentElement
  root.dataset.theme = theme
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  document.cookie = `teamflow_theme=${theme}; Path=/; Max-Age=${String(YEAR)}; SameSite=Lax${secure}`
  showChosen()
  // A person's own choice follows them to other machines; offline it stays with this browser.
  if ('themeFixed' in root.dataset) api.patch('me', { theme }).catch(() => undefined)
}

export function wireThemeSwitch(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest<HTMLElement>('[data-set-theme]')
    if (button) setTheme((button.dataset.setTheme ?? 'system') as Theme)
  })
  showChosen()
}

function showChosen(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-set-theme]')) {
    const state = button.getAttribute('role') === 'menuitemradio' ? 'aria-checked' : 'aria-pressed'
    button.setAttribute(state, String(button.dataset.setTheme === chosenTheme()))
  }
}
