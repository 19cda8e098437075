/** Reports as the API gives them: one table, its figures, a note (tasks/reports/content.py). */

export const KINDS = [
  'burndown',
  'burnup',
  'velocity',
  'flow',
  'cycle-time',
  'throughput',
  'age',
  'workload',
  'time',
  'created-done',
  'forecast',
] as const
export type ReportKind = (typeof KINDS)[number]
export type ValueKind =
  'date' | 'moment' | 'week' | 'number' | 'days' | 'minutes' | 'percent' | 'text' | 'task'
export type Cell = string | number | boolean | null

export interface ReportField {
  readonly key: string
  readonly label: string
  readonly kind: ValueKind
  readonly state?: string
}

export interface Figure {
  readonly key: string
  readonly label: string
  readonly value: string | number | null
  readonly kind: ValueKind
}

export type Row = Readonly<Record<string, Cell>>
export type Said = Readonly<Record<string, string>>

export interface Report {
  readonly kind: ReportKind
  readonly timezone: string
  readonly from: string
  readonly to: string
  readonly asked: Said
  readonly computed_at: string | null
  readonly is_stale: boolean
  readonly is_ready: boolean
  readonly fields: readonly ReportField[]
  readonly rows: readonly Row[]
  readonly figures: readonly Figure[]
  readonly note: string
  readonly extra: Readonly<Record<string, unknown>>
}

/** Whose report: a project's (by id), or a whole workspace's (by slug). */
export type Source = { readonly project: string } | { readonly workspace: string }

export function reportPath(source: Source, kind: ReportKind): string {
  const base = 'project' in source ? `projects/${source.project}` : `workspaces/${source.workspace}`
  return `${base}/reports/${kind}`
}

export function isKind(word: string | null | undefined): word is ReportKind {
  return KINDS.some((kind) => kind === word)
}

export function numberIn(row: Row, key: string): number | null {
  const value = row[key]
  return typeof value === 'number' ? value : null
}

export function textIn(row: Row, key: string): string {
  const value = row[key]
  return typeof value === 'string' ? value : ''
}

export function figureOf(report: Report, key: string): Figure | undefined {
  return report.figures.find((figure) => figure.key === key)
}

export function figureNumber(report: Report, key: string): number | null {
  const value = figureOf(report, key)?.value
  return typeof value === 'number' ? value : null
}
