/** The head of the table: names, widths, order, and what can be done with a column. */

import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, EyeOff, Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { openMenu } from '../../common/ui/menu'
import { openPicker } from '../../common/ui/picker'
import { SORTS } from '../sorting'
import { setViewState } from '../view-state'
import { reordered, showColumns } from './layout'
import type { SheetField } from './fields'

export interface HeadView {
  readonly fields: readonly SheetField[]
  readonly hidden: readonly SheetField[]
  readonly sort: readonly string[]
  readonly setWidth: (id: string, width: number) => void
  readonly isAllChosen: boolean
  readonly chooseAll: () => void
}

export function tableHead(view: HeadView): TemplateResult {
  return html`<div class="sheet-row sheet-head" role="row" aria-rowindex="1">
    <span class="sheet-cell sheet-number" role="columnheader" aria-colindex="1"
      ><input
        type="checkbox"
        tabindex="-1"
        aria-label=${t('Choose all tasks')}
        .checked=${view.isAllChosen}
        @change=${view.chooseAll}
    /></span>
    ${view.fields.map((field, at) => heading(view, field, at))}
    <span class="sheet-cell sheet-add-column" role="columnheader">${adder(view)}</span>
  </div>`
}

function heading(view: HeadView, field: SheetField, at: number): TemplateResult {
  const sorted = view.sort.find((name) => name.replace('-', '') === sortName(field.id))
  const direction =
    sorted === undefined ? nothing : sorted.startsWith('-') ? 'descending' : 'ascending'
  return html`<span
    class="sheet-cell sheet-heading ${at === 0 ? 'sheet-frozen' : ''}"
    role="columnheader"
    aria-colindex=${at + 2}
    aria-sort=${direction}
    data-heading=${field.id}
    @pointerdown=${(event: PointerEvent) => startReordering(event, view, field)}
  >
    <button
      type="button"
      class="sheet-name"
      tabindex="-1"
      aria-haspopup="menu"
      @click=${(event: Event) => openColumnMenu(event.currentTarget as HTMLElement, view, field)}
    >
      <span class="truncate">${field.name}</span>
      ${sorted === undefined ? nothing : icon(sorted.startsWith('-') ? ArrowDown : ArrowUp, { size: 14 })}
    </button>
    <span
      class="sheet-resize"
      @pointerdown=${(event: PointerEvent) => resize(event, view, field)}
    ></span>
  </span>`
}

/** Sorts name one of several; fields the whole. */
function sortName(id: string): string {
  return { assignees: 'assignee', labels: '', parent: '' }[id] ?? id
}

export function openColumnMenu(anchor: HTMLElement, view: HeadView, field: SheetField): void {
  const ids = view.fields.map(({ id }) => id)
  const at = ids.indexOf(field.id)
  const name = sortName(field.id)
  const canSort = (SORTS as readonly string[]).includes(name) || name.startsWith('field:')
  const shift = (by: number) => {
    const target = ids[at + by]
    if (target !== undefined) showColumns(reordered(ids, field.id, target))
  }
  openMenu(anchor, [
    {
      icon: ArrowUp,
      label: t('Sort ascending'),
      isDisabled: !canSort,
      run: () => setViewState({ sort: [name] }),
    },
    {
      icon: ArrowDown,
      label: t('Sort descending'),
      isDisabled: !canSort,
      run: () => setViewState({ sort: [`-${name}`] }),
    },
    {
      icon: ArrowLeft,
      label: t('Move towards the start'),
      isDisabled: at < 2,
      run: () => shift(-1),
    },
    {
      icon: ArrowRight,
      label: t('Move towards the end'),
      isDisabled: at === 0 || at === ids.length - 1,
      run: () => shift(1),
    },
    {
      icon: EyeOff,
      label: t('Hide'),
      isDisabled: at === 0,
      run: () => showColumns(ids.filter((id) => id !== field.id)),
    },
  ])
}

function adder(view: HeadView): TemplateResult {
  const open = (event: Event) => {
    const anchor = event.currentTarget as HTMLElement
    openPicker({
      anchor,
      label: t('Show a field'),
      options: view.hidden.map(({ id, name }) => ({ id, label: name })),
      selected: [],
      onChange: ([id]) => {
        if (id !== undefined) showColumns([...view.fields.map((field) => field.id), id])
      },
    })
  }
  return html`<button
    type="button"
    class="button button-ghost button-icon button-small"
    aria-haspopup="listbox"
    aria-label=${t('Show a field')}
    title=${t('Show a field')}
    @click=${open}
  >
    ${icon(Plus)}
  </button>`
}

function resize(event: PointerEvent, view: HeadView, field: SheetField): void {
  event.preventDefault()
  event.stopPropagation()
  const handle = event.currentTarget as HTMLElement
  const from = event.clientX
  const width = handle.parentElement?.getBoundingClientRect().width ?? field.width
  const turn = getComputedStyle(handle).direction === 'rtl' ? -1 : 1
  const move = (next: PointerEvent) => view.setWidth(field.id, width + (next.clientX - from) * turn)
  follow(event.pointerId, move)
}

const SLACK = 6

/** A heading carried over another takes its place. */
function startReordering(event: PointerEvent, view: HeadView, field: SheetField): void {
  if (event.button !== 0 || field.id === 'title' || event.pointerType === 'touch') return
  const heading = event.currentTarget as HTMLElement
  const ids = view.fields.map(({ id }) => id)
  let target: string | null = null
  const move = (next: PointerEvent) => {
    if (Math.abs(next.clientX - event.clientX) < SLACK) return
    heading.dataset.moving = ''
    const under = document
      .elementsFromPoint(next.clientX, next.clientY)
      .map((element) => element.closest<HTMLElement>('[data-heading]')?.dataset.heading)
      .find((id) => id !== undefined && id !== field.id)
    target = under === undefined || under === 'title' ? null : under
  }
  follow(event.pointerId, move, () => {
    delete heading.dataset.moving
    if (target !== null) showColumns(reordered(ids, field.id, target))
  })
}

function follow(
  pointerId: number,
  move: (event: PointerEvent) => void,
  end: () => void = () => undefined,
): void {
  const stop = new AbortController()
  const { signal } = stop
  window.addEventListener('pointermove', (event) => event.pointerId === pointerId && move(event), {
    signal,
  })
  const done = () => {
    stop.abort()
    end()
  }
  window.addEventListener('pointerup', done, { signal })
  window.addEventListener('pointercancel', () => stop.abort(), { signal })
}
