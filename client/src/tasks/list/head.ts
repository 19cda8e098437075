/** The heads of the list: of its columns, which sort it, and of its groups, which fold. */

import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { groupMark } from '../parts/group-mark'
import type { SheetField } from '../sheet/fields'
import { SORTS } from '../sorting'
import { setViewState } from '../view-state'
import type { ListLook } from './look'
import type { HeadRow } from './rows'

const LEADING = ['priority', 'key', 'status'] as const

export function columnHeads(
  look: ListLook,
  sort: readonly string[],
  choice: { readonly isAll: boolean; readonly canChoose: boolean; readonly toggle: () => void },
): TemplateResult {
  const named = (id: string): Pick<SheetField, 'id' | 'name'> =>
    look.all.get(id) ?? { id, name: id === 'key' ? t('Key') : id }
  return html`<div class="list-columns" role="row" aria-rowindex="1">
    <span class="list-cell list-check" role="columnheader"
      >${
        choice.canChoose
          ? html`<input
              type="checkbox"
              tabindex="-1"
              aria-label=${t('Choose all tasks')}
              .checked=${choice.isAll}
              @change=${choice.toggle}
            />`
          : html`<span class="visually-hidden">${t('Chosen')}</span>`
      }</span
    >
    ${LEADING.map((id) => (look.shows(id) ? heading(named(id), sort, id !== 'key') : nothing))}
    ${heading(named('title'), sort)} ${look.fields.map((field) => heading(field, sort))}
    <span class="list-cell" role="columnheader"
      ><span class="visually-hidden">${t('Acts')}</span></span
    >
  </div>`
}

/** Sorts name one of several; fields the whole. */
function sortName(id: string): string {
  return { assignees: 'assignee', labels: '', parent: '', subtasks: '' }[id] ?? id
}

/** First up, then down, then by hand again. */
export function nextSort(name: string, sort: readonly string[]): readonly string[] {
  if (sort[0] === name) return [`-${name}`]
  return sort[0] === `-${name}` ? [] : [name]
}

function heading(
  { id, name }: Pick<SheetField, 'id' | 'name'>,
  sort: readonly string[],
  isShort = false,
): TemplateResult {
  const key = sortName(id)
  const canSort = (SORTS as readonly string[]).includes(key) || key.startsWith('field:')
  const used = sort.find((each) => each.replace('-', '') === key && key !== '')
  const isDown = used?.startsWith('-') === true
  const words = html`<span class=${isShort ? 'visually-hidden' : 'truncate'}>${name}</span>`
  return html`<span
    class="list-cell"
    role="columnheader"
    aria-sort=${used === undefined ? nothing : isDown ? 'descending' : 'ascending'}
    >${
      canSort
        ? html`<button
            type="button"
            class="list-sort"
            tabindex="-1"
            title=${t('Sort by %(field)s', { field: name })}
            ?data-short=${isShort}
            @click=${() => setViewState({ sort: nextSort(key, sort) })}
          >
            ${words}
            ${used !== undefined ? icon(isDown ? ArrowDown : ArrowUp, { size: 14 }) : isShort ? html`<span class="list-sort-mark" aria-hidden="true">${icon(ArrowUp, { size: 14 })}</span>` : nothing}
          </button>`
        : words
    }</span
  >`
}

export interface HeadActs {
  readonly isActive: boolean
  readonly canEdit: boolean
  readonly fold: () => void
  readonly add: () => void
}

export function groupHead(row: HeadRow, acts: HeadActs): TemplateResult {
  const { group, count, points, isFolded } = row
  return html`<div class="list-head" role="gridcell" data-level=${row.laneId === null ? 1 : 2}>
    <button
      type="button"
      class="list-fold"
      data-cell="title"
      tabindex=${acts.isActive ? 0 : -1}
      aria-expanded=${!isFolded}
      @click=${acts.fold}
    >
      ${icon(isFolded ? ChevronRight : ChevronDown, { flip: true })} ${groupMark(group.value)}
      <span class="truncate">${group.name}</span>
      <span class="meta" aria-label=${tn('%(count)s task', '%(count)s tasks', count)}
        >${count}</span
      >
      ${
        points === 0
          ? nothing
          : html`<span class="column-points"
              >${tn('%(count)s point', '%(count)s points', points)}</span
            >`
      }
    </button>
    ${
      acts.canEdit
        ? html`<button
            type="button"
            class="button button-ghost button-icon button-small list-add"
            data-cell="add"
            tabindex="-1"
            aria-label=${t('Add a task to %(column)s', { column: group.name })}
            title=${t('Add a task to %(column)s', { column: group.name })}
            @click=${acts.add}
          >
            ${icon(Plus)}
          </button>`
        : nothing
    }
  </div>`
}
