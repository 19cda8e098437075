// On every page: menus, dialogs, toasts, tooltips, keys, the palette, the theme, the side bar.

import 'htmx.org'
import {
  ArrowRight,
  CirclePlus,
  Keyboard,
  LayoutGrid,
  LogOut,
  Moon,
  PanelLeft,
  Search,
  SquarePen,
  UserRound,
} from 'lucide-static'
import { resumeUploads } from '../common/files/queue'
import { frameData, type Link } from '../common/frame-data'
import { t } from '../common/i18n'
import { indexedStorage } from '../common/outbox'
import {
  onChoices,
  asking,
  registerActions,
  wireKeys,
  type Action,
  type Choice,
} from '../common/ui/actions'
import { wireBoardTemplates } from '../common/ui/board-templates'
import { wireCopying } from '../common/ui/copy'
import { showModal, wireDialogs } from '../common/ui/dialog'
import { wireForms } from '../common/ui/forms'
import { toggleSidebar, wireFrame } from '../common/ui/frame'
import { keyCaps } from '../common/ui/keys'
import { TfMenu } from '../common/ui/menu'
import { wireProjectTemplates } from '../common/ui/project-templates'
import { wireKeptPages, wireKeeping } from '../common/ui/keeping'
import { watchNetwork } from '../common/ui/offline-bar'
import { Palette } from '../common/ui/palette'
import { watchRelease } from '../common/ui/release'
import { wireServerPages } from '../common/ui/server-pages'
import { openShortcuts } from '../common/ui/shortcuts-sheet'
import { chosenTheme, setTheme, wireThemeSwitch } from '../common/ui/theme-switch'
import { showServerMessages } from '../common/ui/toast'
import { wireBadge } from '../tasks/inbox/badge'
import { wireSideViews } from '../tasks/parts/side-views'
import { wireTooltips } from '../common/ui/tooltip'
import '../tasks/effort/timer'

let palette: Palette | undefined

function openPalette(page: Action | null = null): void {
  palette ??= new Palette()
  palette.open(page)
}

function opens(dialogId: string): Pick<Action, 'isEnabled' | 'run'> {
  const dialog = (): HTMLElement | null => document.getElementById(dialogId)
  return {
    isEnabled: () => dialog() !== null,
    run: () => showModal(dialog() as HTMLDialogElement),
  }
}

/** The places of the side bar that have a key: `g i` is the inbox. */
const PLACE_KEYS: Readonly<Record<string, string>> = {
  ...{ '': 'h', inbox: 'i', 'my-work': 'm', tasks: 'a', boards: 'b', roadmap: 'd' },
  ...{ sprints: 's', reports: 'r', timesheet: 't', members: 'p' },
  ...{ integrations: 'n', settings: ',' },
}

function goes({ href, label }: Link): Action[] {
  const home = `/w/${frameData().workspace.slug}/`
  const ending = href.startsWith(home) ? href.slice(home.length).replace(/\/$/, '') : null
  const letter = PLACE_KEYS[ending ?? '-']
  if (letter === undefined) return []
  return [
    {
      id: `go.${ending ?? ''}`,
      label,
      group: t('Go to'),
      keys: `g ${letter}`,
      isKeyOnly: true,
      run: () => location.assign(href),
    },
  ]
}

function themes(): readonly Choice[] {
  const names = { light: t('Light'), dark: t('Dark'), system: t('As the system has it') }
  return (['light', 'dark', 'system'] as const).map((id) => ({
    ...{ id, label: names[id], icon: Moon, isChecked: chosenTheme() === id },
    run: () => setTheme(id),
  }))
}

/** The views of the project, as its tabs name them: `v b` is the board. */
function viewActions(): Action[] {
  const letters: Readonly<Record<string, string>> = {
    ...{ timeline: 'g', intake: 'q', import: 'm', settings: ',' },
  }
  const tabs = [...document.querySelectorAll<HTMLAnchorElement>('.tabs > a.tab')]
  return tabs.map((tab) => {
    const name = /\/p\/[^/]+\/(?:([^/]+)\/)?/.exec(tab.pathname)?.[1] ?? 'board'
    return {
      id: `view.${name}`,
      label: t('Go to: %(view)s', { view: tab.textContent.trim() }),
      group: t('Views of the project'),
      keys: `v ${letters[name] ?? name.charAt(0)}`,
      icon: ArrowRight,
      run: () => location.assign(tab.href),
    }
  })
}

function ofThePerson(): Action[] {
  const group = t('Everywhere')
  const signOut = document.querySelector<HTMLFormElement>('.sidebar-foot form')
  return [
    {
      ...{ id: 'me', label: t('Profile and settings'), group, icon: UserRound, keys: 'g e' },
      isEnabled: () => document.querySelector('.sidebar-foot a[href="/me/"]') !== null,
      run: () => location.assign('/me/'),
    },
    {
      ...{ id: 'sign-out', label: t('Sign out'), group, icon: LogOut },
      words: t('log out leave'),
      isEnabled: () => signOut !== null,
      run: () => signOut?.requestSubmit(),
    },
  ]
}

function everywhere(): Action[] {
  const group = t('Everywhere')
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
      run: () => openPalette(),
    },
    {
      id: 'search',
      label: t('Search'),
      group,
      keys: '/',
      isKeyOnly: true,
      isFallback: true,
      isEnabled: isInApp,
      run: () => openPalette(),
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
    asking({
      id: 'theme',
      label: t('Theme…'),
      group,
      icon: Moon,
      words: t('light dark'),
      choices: themes,
    }),
    ...ofThePerson(),
    asking({
      id: 'task.new.in',
      label: t('New task in…'),
      group: t('Create'),
      keys: 'c',
      icon: CirclePlus,
      isFallback: true,
      isEnabled: () => frameData().canCreate && frameData().projects.length > 0,
      choices: () =>
        frameData().projects.map(({ href, label, key }) => ({
          ...{ id: href, label, hint: key, icon: LayoutGrid },
          run: () => location.assign(`${href}#new-task`),
        })),
    }),
    ...viewActions(),
    ...frameData().places.flatMap(goes),
  ]
}

customElements.define('tf-menu', TfMenu)
wireKeys()
onChoices(openPalette)
wireDialogs()
wireForms()
wireBoardTemplates()
wireProjectTemplates()
wireFrame()
wireTooltips()
wireThemeSwitch()
wireCopying()
wireServerPages()
watchNetwork()
registerActions(everywhere())
showServerMessages()
wireBadge()
wireSideViews()
void resumeUploads()

/** What a closed tab of tasks left is sent from whichever page is open next. */
async function sendWhatWaits(): Promise<void> {
  const { me } = frameData()
  if (me === '' || !navigator.onLine) return
  const waiting = await indexedStorage(me)
    .load()
    .catch(() => [])
  if (waiting.length > 0) (await import('../tasks/session')).pageOutbox(me)
}
setTimeout(() => void sendWhatWaits(), 2000)

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return
  if (event.target.closest('[data-palette]')) openPalette()
  if (event.target.closest('[data-shortcuts]')) openShortcuts()
})
for (const cap of document.querySelectorAll<HTMLElement>('[data-mod-key]'))
  cap.textContent = keyCaps(`mod+${cap.dataset.modKey ?? ''}`).join(' ')

wireKeptPages()
wireKeeping()
watchRelease()
