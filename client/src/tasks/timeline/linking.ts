/** The ways without a pointer to say what blocks what: a menu and a list to choose from. */

import { t } from '../../common/i18n'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import { openPicker } from '../../common/ui/picker'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import type { LinkStore } from './links'

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
    // The menu gives the focus back when it closes; the list takes it after that.
    const ask = () => setTimeout(() => askTarget(anchor, task, linking))
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
  const options = [...store.state.tasks.values()]
    .filter(({ id, key }) => id !== task.id && key !== '')
    .map(({ id, key, title }) => ({ id, label: `${key} ${title}` }))
  openPicker({
    anchor,
    label: t('Which task waits for %(key)s?', { key: task.key }),
    options,
    selected: [],
    onChange: ([id]) => {
      const target = store.state.tasks.get(id ?? '')
      if (target !== undefined) void links.add(task, target)
    },
  })
}
