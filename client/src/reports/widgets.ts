/** What stands on a dashboard (tasks/reports/widgets.py checks the same on the server). */

import { newKey } from '../common/api'
import { t } from '../common/i18n'
import type { Project } from '../tasks/model'
import type { ReportKind, Said } from './model'
import { wordsOf } from './words'

interface Shared {
  readonly id: string
  readonly title: string
  readonly size: 1 | 2 | 3
  readonly project: string | null
}

export type Widget = Shared &
  (
    | { readonly kind: 'report'; readonly report: ReportKind; readonly said: Said }
    | {
        readonly kind: 'number'
        readonly report: ReportKind
        readonly said: Said
        readonly figure: string
      }
    | { readonly kind: 'tasks'; readonly query: string; readonly limit: number }
  )

export interface Dashboard {
  readonly id: string
  readonly name: string
  readonly is_shared: boolean
  readonly owner: { readonly id: string; readonly name: string }
  readonly widgets: readonly Widget[]
  readonly can_edit: boolean
  readonly can_delete: boolean
}

export const OF_PROJECTS_ONLY: readonly ReportKind[] = ['burndown', 'burnup', 'velocity']

/** The widget at `from` put where the one at `to` stands. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list[from]
  if (item === undefined || to < 0 || to >= list.length || from === to) return list
  const rest = list.filter((_each, place) => place !== from)
  return [...rest.slice(0, to), item, ...rest.slice(to)]
}

export function titleOf(widget: Widget): string {
  if (widget.title !== '') return widget.title
  return widget.kind === 'tasks' ? t('Tasks') : wordsOf(widget.report).name
}

/** Something to begin with: what most teams look at first. */
export function sampleWidgets(project: Project): readonly Widget[] {
  const shared = (size: 1 | 2 | 3) => ({ id: newKey(), title: '', size, project: project.id })
  return [
    { ...shared(2), kind: 'report', report: 'burndown', said: {} },
    { ...shared(1), kind: 'report', report: 'workload', said: {} },
    { ...shared(2), kind: 'report', report: 'flow', said: {} },
    { ...shared(1), kind: 'tasks', query: 'status:in_progress', limit: 10 },
  ]
}
