/** What rows of the list show, as the view chose it and as wide as the page is. */

import type { ItemType } from '../model'
import type { ProjectStore } from '../project'
import { sheetFields, type SheetField } from '../sheet/fields'
import { usualColumns } from '../usual'
import type { ViewState } from '../view-state'

/** These stand beside the title, in places of their own. */
const BESIDE = new Set(['title', 'priority', 'key', 'status', 'type', 'subtasks', 'parent'])
/** What goes first where the page is narrow. */
const LEAST = ['milestone', 'sprint', 'points', 'labels', 'due', 'assignees']
const WIDTHS: Readonly<Record<string, number>> = {
  labels: 168,
  sprint: 112,
  milestone: 120,
  points: 52,
  due: 112,
  start: 104,
  assignees: 76,
}
/** Up to here rows have two lines, and a place for everything. */
const PHONE = 767
const TITLE = 260
const MARKS = 220

export interface ListLook {
  readonly shows: (field: string) => boolean
  readonly types: ReadonlyMap<string, ItemType>
  /** The fields after the title. */
  readonly fields: readonly SheetField[]
  readonly all: ReadonlyMap<string, SheetField>
  /** The columns of a line, and how wide it must be at least. */
  readonly template: string
  readonly width: number
}

export function listLook(store: ProjectStore, view: ViewState, width: number): ListLook {
  const { state, members } = store
  const all = sheetFields({ state, members })
  const chosen = new Set(view.columns ?? usualColumns(store))
  const known = new Map(all.map((field) => [field.id, field]))
  const after = [...chosen].flatMap((id) => (BESIDE.has(id) ? [] : (known.get(id) ?? [])))
  const fields = view.columns === null && width > PHONE ? fitting(after, width) : after
  const lead = [
    '28px',
    ...(chosen.has('priority') ? ['30px'] : []),
    ...(chosen.has('key') ? ['72px'] : []),
    ...(chosen.has('status') ? ['30px'] : []),
  ]
  const ends = fields.map((field) => `${String(widthOf(field))}px`)
  return {
    shows: (field) => chosen.has(field),
    types: new Map(state.types.map((type) => [type.id, type])),
    fields,
    all: known,
    template: [...lead, 'minmax(160px, 1fr)', ...ends, '36px'].join(' '),
    width: MARKS + TITLE + sumOf(fields),
  }
}

function widthOf({ id, width }: SheetField): number {
  return WIDTHS[id] ?? width
}

function sumOf(fields: readonly SheetField[]): number {
  return fields.reduce((sum, field) => sum + widthOf(field), 0)
}

function fitting(fields: readonly SheetField[], width: number): readonly SheetField[] {
  let kept = fields
  for (const id of LEAST) {
    if (MARKS + TITLE + sumOf(kept) <= width) return kept
    kept = kept.filter((field) => field.id !== id)
  }
  return kept
}
