/** One day of the calendar: its number, what found no room, and the field for a new task. */

import { Plus } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { locale, t, tn } from '../../common/i18n'
import type { ProjectStore } from '../project'
import { quickAdd } from '../quick/help'
import { inWords } from '../time/days'

export interface CellView {
  readonly day: string
  readonly isOther: boolean
  readonly isToday: boolean
  readonly isSelected: boolean
  readonly count: number
  /** Tasks that found no lane. */
  readonly more: number
  readonly store: ProjectStore
  readonly canEdit: boolean
  readonly isAdding: boolean
  readonly select: () => void
  readonly keyed: (event: KeyboardEvent) => void
  readonly startAdding: () => void
  readonly add: (title: string) => void
  readonly endAdding: (returnsFocus: boolean) => void
  readonly showAll: (anchor: Element) => void
}

export function cell(view: CellView): TemplateResult {
  const words = inWords(view.day, locale())
  const { count } = view
  const label = tn('%(day)s, %(count)s task', '%(day)s, %(count)s tasks', count, { day: words })
  return html`<div
    class="cal-cell"
    role="gridcell"
    data-day=${view.day}
    ?data-other=${view.isOther}
    ?data-today=${view.isToday}
    aria-current=${view.isToday ? 'date' : nothing}
    aria-selected=${view.isSelected}
    aria-label=${label}
    tabindex=${view.isSelected ? 0 : -1}
    @click=${view.select}
    @dblclick=${view.startAdding}
    @keydown=${view.keyed}
  >
    <span class="cal-date" aria-hidden="true">${Number(view.day.slice(8))}</span>
    ${view.canEdit ? addButton(view, words) : nothing} ${view.isAdding ? adder(view) : nothing}
    ${
      view.more > 0
        ? html`<button
            class="cal-more"
            type="button"
            @click=${(event: Event) => view.showAll(event.currentTarget as Element)}
          >
            ${tn('%(count)s more', '%(count)s more', view.more)}
          </button>`
        : nothing
    }
  </div>`
}

function addButton(view: CellView, words: string): TemplateResult {
  return html`<button
    class="cal-add button button-ghost button-icon button-small"
    type="button"
    tabindex="-1"
    aria-label=${t('New task on %(day)s', { day: words })}
    @click=${view.startAdding}
  >
    ${icon(Plus, { size: 14 })}
  </button>`
}

function adder(view: CellView): TemplateResult {
  const keyed = (event: KeyboardEvent) => {
    event.stopPropagation()
    const field = event.target as HTMLInputElement
    const title = field.value.trim()
    if (event.key === 'Escape') view.endAdding(true)
    if (event.key !== 'Enter' || event.isComposing || title === '') return
    view.add(title)
    field.value = ''
  }
  return html`<input
    class="input input-small cal-adder"
    maxlength="300"
    aria-label=${t('Title of the new task')}
    placeholder=${t('New task')}
    ${quickAdd(view.store)}
    @keydown=${keyed}
    @blur=${() => view.endAdding(false)}
  />`
}
