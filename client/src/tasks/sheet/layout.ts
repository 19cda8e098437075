/** The columns of the table: which, in what order (in the address), how wide (kept for the person). */

import type { ProjectStore } from '../project'
import { setViewState, type ViewState } from '../view-state'
import { PLAIN_COLUMNS, sheetFields, type SheetField } from './fields'

const PREFIX = 'teamflow.widths.'
const NUMBER = 112
const LEAST = 56
const MOST = 900

/** The title first, then what the view shows. */
export function shownFields(store: ProjectStore, { columns }: ViewState): readonly SheetField[] {
  const { state, members } = store
  const all = new Map(sheetFields({ state, members }).map((field) => [field.id, field]))
  const wanted = (columns ?? PLAIN_COLUMNS).filter((id) => id !== 'title')
  return ['title', ...wanted].flatMap((id) => all.get(id) ?? [])
}

export function hiddenFields(store: ProjectStore, view: ViewState): readonly SheetField[] {
  const { state, members } = store
  const shown = new Set(shownFields(store, view).map(({ id }) => id))
  return sheetFields({ state, members }).filter(({ id }) => !shown.has(id))
}

export function showColumns(ids: readonly string[]): void {
  setViewState({ columns: ids.filter((id) => id !== 'title') })
}

/** `id` moved to where `target` is. */
export function reordered(ids: readonly string[], id: string, target: string): readonly string[] {
  const to = ids.indexOf(target)
  const others = ids.filter((each) => each !== id)
  return [...others.slice(0, to), id, ...others.slice(to)]
}

export class Widths {
  readonly #name: string
  #widths: Readonly<Record<string, number>>

  constructor(projectId: string) {
    this.#name = PREFIX + projectId
    this.#widths = read(this.#name)
  }

  of(field: SheetField): number {
    return this.#widths[field.id] ?? field.width
  }

  /** As a grid's template: the number, the fields, and the rest of the line. */
  columns(fields: readonly SheetField[]): string {
    const widths = fields.map((field) => `${String(this.of(field))}px`)
    return `${String(NUMBER)}px ${widths.join(' ')} minmax(48px, 1fr)`
  }

  set(id: string, width: number): void {
    this.#widths = { ...this.#widths, [id]: Math.round(Math.max(LEAST, Math.min(MOST, width))) }
    try {
      localStorage.setItem(this.#name, JSON.stringify(this.#widths))
    } catch {
      // Full or forbidden storage: the width holds as long as the page.
    }
  }
}

function read(name: string): Readonly<Record<string, number>> {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Record<string, number>
  } catch {
    return {}
  }
}
