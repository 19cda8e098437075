/** What the editor needs to know of a project's page: its people, its tasks, where files go. */

import { api } from '../../common/api'
import { isStopped, whyNot } from '../../common/files/queue'
import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import { tellWritingKeys } from '../../editor/keys'
import { useWorkspace } from '../../editor/references'
import { bringIntoText, type KeptFile } from '../../editor/uploads'
import type { ProjectStore } from '../project'

interface Found {
  readonly kind: string
  readonly key: string
  readonly title: string
}

export interface WritingSources {
  readonly people: () => readonly { readonly id: string; readonly name: string }[]
  readonly tasks: (query: string) => Promise<readonly { key: string; title: string }[]>
}

export function writingSources(store: ProjectStore): WritingSources {
  const { slug } = store.page.workspace
  useWorkspace(store.page.workspace)
  tellWritingKeys()
  return {
    people: () => store.members,
    tasks: async (query) => {
      const wanted = query.trim().toLowerCase()
      const near = [...store.state.tasks.values()]
        .filter(
          ({ key, title }) =>
            key.toLowerCase().startsWith(wanted) || title.toLowerCase().includes(wanted),
        )
        .slice(0, 8)
      if (near.length >= 5 || wanted.length < 2) return near
      const path = { query: { q: wanted, workspace: slug, kind: 'task', limit: 10 } }
      const far = await api.get<{ results: Found[] }>('search', path).catch(() => ({ results: [] }))
      const known = new Set(near.map(({ key }) => key))
      return [...near, ...far.results.filter(({ key }) => !known.has(key))].slice(0, 10)
    },
  }
}

/** Bring a file to the task, which then lists it among its attachments. */
export function bringTo(
  store: ProjectStore,
  taskId: string,
): (file: File, progress: (done: number) => void) => Promise<KeptFile> {
  return async (file, progress) => {
    const kept = await bringIntoText(taskId, file, progress, (error) => {
      if (isStopped(error)) return
      errorToast(t('%(name)s was not added. %(why)s', { name: file.name, why: whyNot(error) }))
    })
    if (kept.isWaiting !== true) void store.loadTask(taskId).catch(() => undefined)
    return kept
  }
}
