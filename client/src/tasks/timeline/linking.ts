/** The ways without a pointer to say what blocks what: a menu and a list to choose from. */

import { t } from '../../common/i18n'
import { closeMenu, openMenu, type MenuItem } from '../../common/ui/menu'
import { bestMatches } from '../../common/ui/match'
import { openPicker, type PickerOption } from '../../common/ui/picker'
import type { Task } from '../model'
import { stateMark } from '../parts/marks'
import type { ProjectStore } from '../project'
import type { LinkStore } from './links'

const SHOWN = 30

export interface Linking {
  readonly store: ProjectStore
  readonly links: LinkStore
  readonly open: (task: Task) => void
}

export function openTaskMenu(anchor: HTMLElement, task: Task, linking: Linking): void {
  const { store, links, open } = linking
  const key = (id: string) => store.state.tasks.get(id)?.key ?? '…'
  const own = links.links.filter(({ source, target }) => source === task.id || target === task.id)
  const items: MenuItem[] = [{ label: t('Open'), run: () => open(task) }]
  if (store.canEdit) {
    const ask = () => {
      // The menu gives the focus back first; then the list takes it.
      closeMenu()
      askTarget(anchor, task, linking)
    }
    items.push({ label: t('Blocks…'), keys: 'L', run: ask })
    if (own.length > 0) items.push({ kind: 'line' })
    for (const link of own) {
      const names = { source: key(link.source), target: key(link.target) }
      const label = t('Remove “%(source)s blocks %(target)s”', names)
      items.push({ label, run: () => void links.remove(link) })
    }
  }
  openMenu(anchor, items, { label: task.key })
}

export function askTarget(anchor: HTMLElement, task: Task, { store, links }: Linking): void {
  const near = (words: string) => choices(store, task, words)
  openPicker({
    anchor,
    label: t('Which task waits for %(key)s?', { key: task.key }),
    options: near(''),
    selected: [],
    // Words typed before every task has come are answered when they have.
    search: (words) =>
      store.state.isComplete ? near(words) : whole(store).then(() => near(words)),
    onChange: ([id]) => {
      const target = store.state.tasks.get(id ?? '')
      if (target !== undefined) void links.add(task, target)
    },
  })
}

function choices(store: ProjectStore, task: Task, words: string): readonly PickerOption[] {
  const others = [...store.state.tasks.values()].filter(
    ({ id, key }) => id !== task.id && key !== '',
  )
  return bestMatches(others, words, ({ key, title }) => `${key} ${title}`)
    .slice(0, SHOWN)
    .map(({ id, key, title, status }) => ({
      id,
      label: `${key} ${title}`,
      mark: stateMark(status),
    }))
}

/** Until all of the project's tasks are known. */
function whole(store: ProjectStore): Promise<void> {
  return new Promise((done) => {
    const leave = store.subscribe(() => {
      if (!store.state.isComplete && store.loadError === null) return
      leave()
      done()
    })
  })
}
