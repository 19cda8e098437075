/** What a time view shows of a project: the tasks that fit the address's query, and their colour. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { groupFieldName, type GroupBy } from '../grouping'
import type { Task } from '../model'
import '../parts/filter-bar'
import { projectSource } from '../parts/view-source'
import type { ProjectStore } from '../project'
import { queryContext } from '../query/context'
import type { ProjectState } from '../state'
import { onViewState, testOf, viewState } from '../view-state'

const COLORS: readonly GroupBy[] = ['status', 'priority', 'assignee', 'label', 'type']

export class TimeFilter {
  color: string
  readonly #store: ProjectStore
  readonly #changed: () => void
  #known: {
    readonly of: unknown
    readonly search: string
    readonly tasks: readonly Task[]
  } | null = null

  constructor(store: ProjectStore, changed: () => void) {
    this.#store = store
    this.#changed = changed
    this.color = new URLSearchParams(location.search).get('color') ?? 'status'
  }

  /** Hear the address; the answer stops it. */
  start(): () => void {
    return onViewState(() => this.#changed())
  }

  /** The tasks that fit, worked out once a state and an address. */
  get tasks(): readonly Task[] {
    const { state } = this.#store
    const { search } = location
    if (this.#known?.of === state && this.#known.search === search) return this.#known.tasks
    const fits = testOf(viewState(), queryContext(this.#store))
    const tasks = [...state.tasks.values()].filter(fits)
    this.#known = { of: state, search, tasks }
    return tasks
  }

  setColor(color: string): void {
    this.color = color
    const parameters = new URLSearchParams(location.search)
    parameters.set('color', color)
    history.replaceState(history.state, '', `${location.pathname}?${parameters.toString()}`)
    this.#changed()
  }

  bar(): TemplateResult {
    const layout = location.pathname.endsWith('/timeline/') ? 'timeline' : 'calendar'
    return html`<tf-filter-bar .source=${projectSource(this.#store, layout)}></tf-filter-bar>`
  }
}

/** By which field bars are coloured. */
export function colorPicker(showing: TimeFilter, state: ProjectState): TemplateResult {
  const own = state.fields.filter(({ kind }) => kind === 'select')
  const fields = [...COLORS, ...own.map(({ id }): GroupBy => `field:${id}`)]
  return html`<label class="time-pick"
    ><span class="meta">${t('Colour')}</span>
    <select
      class="select select-small"
      @change=${(event: Event) => showing.setColor((event.target as HTMLSelectElement).value)}
    >
      ${fields.map(
        (by) =>
          html`<option value=${by} ?selected=${by === showing.color}>
            ${groupFieldName(by, state)}
          </option>`,
      )}
    </select></label
  >`
}
