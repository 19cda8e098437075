/** A project's archived tasks: read when a view asks for them, and kept true from then on. */

import { pages } from '../common/api'
import { t } from '../common/i18n'
import { toast } from '../common/ui/toast'
import type { Task } from './model'
import type { ProjectStore } from './project'

const asked = new WeakSet<ProjectStore>()

/** However often a view asks, they are read once. */
export function askArchived(store: ProjectStore): void {
  if (asked.has(store)) return
  asked.add(store)
  void load(store)
}

async function load(store: ProjectStore): Promise<void> {
  const query = { status: 'archived', limit: 100 }
  try {
    for await (const page of pages<Task>(`projects/${store.id}/tasks`, { query }))
      store.keepArchived(page)
  } catch {
    const again = () => {
      asked.delete(store)
      askArchived(store)
    }
    const words = t('The archived tasks could not be loaded.')
    toast(words, { kind: 'error', undo: again, actionLabel: t('Try again') })
  }
}
