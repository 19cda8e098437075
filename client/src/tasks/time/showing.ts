/** What a time view shows of a project: the tasks that fit the address's query, and their colour. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { groupFieldName, type GroupBy } from '../grouping'
import type { Task } from '../model'
import '../parts/filter-bar'
import { projectSource, type ViewSource } from '../parts/view-source'
import type { ProjectStore } from '../project'
import { queryContext } from '../query/context'
import type { ProjectState } from '../state'
import { onViewState, setViewState, testOf, viewState } from '../view-state'

const COLORS: readonly GroupBy[] = ['status', 'priority', 'assignee', 'label', 'type']

interface Shown {
  readonly layout: 'calendar' | 'timeline'
  readonly hasGroups: boolean
  /** What else this view has to set. */
  readonly lines?: () => TemplateResult
}

export class TimeFilter {
  readonly #store: ProjectStore
  readonly #changed: () => void
  readonly #source: ViewSource
  #known: {
    readonly of: unknown
    readonly search: string
    readonly tasks: readonly Task[]
  } | null = null

  constructor(store: ProjectStore, changed: () => void, { layout, hasGroups, lines }: Shown) {
    this.#store = store
    this.#changed = changed
    this.#source = {
      ...projectSource(store, layout),
      display: {
        hasGroups,
        lines: () => html`${colorLine(this, store.state)} ${lines?.() ?? ''}`,
      },
    }
  }

  get color(): string {
    return viewState().color ?? 'status'
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
    setViewState({ color })
  }

  bar(): TemplateResult {
    return html`<tf-filter-bar .source=${this.#source}></tf-filter-bar>`
  }
}

/** By which field bars are coloured. */
function colorLine(showing: TimeFilter, state: ProjectState): TemplateResult {
  const own = state.fields.filter(({ kind }) => kind === 'select')
  const fields = [...COLORS, ...own.map(({ id }): GroupBy => `field:${id}`)]
  return html`<label class="display-line">
    <span>${t('Colour by')}</span>
    <select
      class="select"
      data-color-by
      @change=${(event: Event) => showing.setColor((event.target as HTMLSelectElement).value)}
    >
      ${fields.map(
        (by) =>
          html`<option value=${by} ?selected=${by === showing.color}>
            ${groupFieldName(by, state)}
          </option>`,
      )}
    </select>
  </label>`
}

/** One thing that is shown or not, or done or not, among the display settings. */
export function switchLine(
  label: string,
  isOn: boolean,
  set: (isOn: boolean) => void,
): TemplateResult {
  return html`<label class="display-line">
    <span>${label}</span>
    <input
      type="checkbox"
      .checked=${isOn}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
    />
  </label>`
}
