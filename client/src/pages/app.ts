// On every page: menus, dialogs, toasts, tooltips, keys, the palette, the theme, the side bar.

import 'htmx.org'
import { Keyboard, LayoutGrid, Moon, PanelLeft, Search, SquarePen } from 'lucide-static'
import { frameData } from '../common/frame-data'
import { t } from '../common/i18n'
import { registerActions, wireKeys, type Action } from '../common/ui/actions'
import { wireCopying } from '../common/ui/copy'
import { showModal, wireDialogs } from '../common/ui/dialog'
import { wireForms } from '../common/ui/forms'
import { toggleSidebar, wireFrame } from '../common/ui/frame'
import { keyCaps } from '../common/ui/keys'
import { TfMenu } from '../common/ui/menu'
import { watchNetwork } from '../common/ui/offline-bar'
import { Palette } from '../common/ui/palette'
import { wireServerPages } from '../common/ui/server-pages'
import { openShortcuts } from '../common/ui/shortcuts-sheet'
import { chosenTheme, setTheme, wireThemeSwitch } from '../common/ui/theme-switch'
import { showServerMessages } from '../common/ui/toast'
import { wireBadge } from '../tasks/inbox/badge'
import { wireTooltips } from '../common/ui/tooltip'
import '../tasks/effort/timer'

let palette: Palette | undefined

function openPalette(): void {
  palette ??= new Palette()
  palette.open()
}

function opens(dialogId: string): Pick<Action, 'isEnabled' | 'run'> {
  const dialog = (): HTMLElement | null => document.getElementById(dialogId)
  return {
    isEnabled: () => dialog() !== null,
    run: () => showModal(dialog() as HTMLDialogElement),
  }
}

function goes(id: string, label: string, keys: string, ending: string): Action {
  const home = `/w/${frameData().workspace.slug}/`
  const place = frameData().places.find(({ href }) => href === home + ending)
  return {
    id,
    label,
    group: t('Go to'),
    keys,
    isKeyOnly: true,
    isEnabled: () => place !== undefined,
    run: () => location.assign(place?.href ?? '/'),
  }
}

function everywhere(): Action[] {
  const group = t('Everywhere')
  const isDark = (): boolean => chosenTheme() === 'dark'
  const isInApp = (): boolean => frameData().workspace.slug !== ''
  return [
    {
      id: 'palette',
      label: t('Search and commands'),
      group,
      keys: 'mod+k',
      icon: Search,
      isKeyOnly: true,
      isEnabled: isInApp,
      run: openPalette,
    },
    {
      id: 'search',
      label: t('Search'),
      group,
      keys: '/',
      isKeyOnly: true,
      isEnabled: isInApp,
      run: openPalette,
    },
    {
      id: 'shortcuts',
      label: t('Keyboard shortcuts'),
      group,
      keys: '?',
      icon: Keyboard,
      run: openShortcuts,
    },
    {
      id: 'new-project',
      label: t('New project'),
      group: t('Create'),
      keys: 'n p',
      icon: LayoutGrid,
      ...opens('new-project'),
    },
    {
      id: 'new-board',
      label: t('New board'),
      group: t('Create'),
      keys: 'n b',
      icon: SquarePen,
      ...opens('new-board'),
    },
    {
      id: 'fold',
      label: t('Fold or unfold the side bar'),
      group,
      keys: '[',
      icon: PanelLeft,
      isEnabled: isInApp,
      run: toggleSidebar,
    },
    {
      id: 'theme',
      label: t('Switch between light and dark'),
      group,
      icon: Moon,
      words: t('theme'),
      run: () => setTheme(isDark() ? 'light' : 'dark'),
    },
    goes('go-home', t('Home'), 'g h', ''),
    goes('go-inbox', t('Inbox'), 'g i', 'inbox/'),
    goes('go-boards', t('Boards'), 'g b', 'boards/'),
    goes('go-reports', t('Reports'), 'g r', 'reports/'),
    goes('go-people', t('People'), 'g p', 'members/'),
  ]
}

customElements.define('tf-menu', TfMenu)
wireKeys()
wireDialogs()
wireForms()
wireFrame()
wireTooltips()
wireThemeSwitch()
wireCopying()
wireServerPages()
watchNetwork()
registerActions(everywhere())
showServerMessages()
wireBadge()

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return
  if (event.target.closest('[data-palette]')) openPalette()
  if (event.target.closest('[data-shortcuts]')) openShortcuts()
})
for (const cap of document.querySelectorAll<HTMLElement>('[data-mod-key]'))
  cap.textContent = keyCaps(`mod+${cap.dataset.modKey ?? ''}`).join(' ')

// Missing on plain http outside loopback: then a lost server is the browser's own page.
if ('serviceWorker' in navigator) navigator.serviceWorker.register('/sw.js').catch(() => undefined)
