/** What a task may hold besides: shown where it is filled, the empty ones on demand. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { t, tn } from '../../common/i18n'
import { minutesWords, readMinutes } from '../effort/minutes'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { patch } from './fields'
import { isFilled, ownField, type OwnFieldHost } from './own-fields'
import { blank, row } from './rows'
import { milestoneButton, parentButton, sprintButton } from './shape-buttons'

interface Line {
  readonly id: string
  readonly isFilled: boolean
  readonly show: () => TemplateResult
}

const KEPT = 'tf-all-properties'
const ESTIMATE = 'estimate'

export class TfMoreProperties extends LitElement implements OwnFieldHost {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    isOpen: { state: true },
    problems: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare isOpen: boolean
  declare problems: Readonly<Record<string, string>>

  constructor() {
    super()
    this.isOpen = localStorage.getItem(KEPT) === 'yes'
    this.problems = {}
  }

  override createRenderRoot(): this {
    return this
  }

  problem(fieldId: string): string {
    return this.problems[fieldId] ?? ''
  }

  setProblem(fieldId: string, words: string): void {
    this.problems = { ...this.problems, [fieldId]: words }
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('task') && changed.get('task')?.id !== this.task.id) this.problems = {}
  }

  protected override render(): TemplateResult | typeof nothing {
    const lines = this.#lines()
    const empty = lines.filter((line) => !line.isFilled && !this.problem(line.id))
    const shown = this.isOpen ? lines : lines.filter((line) => !empty.includes(line))
    return html`${
      shown.length === 0
        ? nothing
        : html`<dl class="properties">
            ${repeat(
              shown,
              ({ id }) => id,
              (line) => line.show(),
            )}
          </dl>`
    }
    ${empty.length === 0 ? nothing : this.#toggle(empty.length)}`
  }

  #toggle(count: number): TemplateResult {
    const words = this.isOpen
      ? t('Fewer properties')
      : tn('%(count)s more property', '%(count)s more properties', count)
    return html`<button
      class="property-more"
      type="button"
      aria-expanded=${String(this.isOpen)}
      @click=${() => {
        this.isOpen = !this.isOpen
        localStorage.setItem(KEPT, this.isOpen ? 'yes' : 'no')
      }}
    >
      ${words}
    </button>`
  }

  #lines(): Line[] {
    const { store, task } = this
    const { sprints, milestones, fields } = store.state
    const line = (id: string, held: unknown, name: string, value: () => TemplateResult): Line => ({
      id,
      isFilled: held !== null && held !== undefined,
      show: () => row(name, value()),
    })
    const shape = [
      line('parent', task.parent, t('Parent'), () => parentButton(store, task)),
      ...(sprints.length === 0
        ? []
        : [line('sprint', task.sprint, t('Sprint'), () => sprintButton(store, task))]),
      ...(milestones.length === 0
        ? []
        : [line('milestone', task.milestone, t('Milestone'), () => milestoneButton(store, task))]),
      line(ESTIMATE, task.estimate_minutes, t('Estimate'), () => estimateField(this)),
    ]
    const own = fields.map((field) => ({
      id: field.id,
      isFilled: isFilled(task, field),
      show: () => row(field.name, ownField(this, field), field.description),
    }))
    return [...shape, ...own]
  }
}

/** The time that the task is thought to take, typed as people write it. */
export function estimateField(host: OwnFieldHost): TemplateResult {
  const held = host.task.estimate_minutes ?? null
  const words = held === null ? '' : minutesWords(held)
  if (!host.store.canEdit)
    return html`<span class="property-text">${words === '' ? blank(t('None')) : words}</span>`
  const problem = host.problem(ESTIMATE)
  return html`<input
      class="input input-bare input-small property-number"
      autocomplete="off"
      placeholder=${t('None')}
      aria-label=${t('Estimate, such as 2h 30m')}
      aria-invalid=${problem !== ''}
      .value=${words}
      @change=${(event: Event) => setEstimate(host, event.target as HTMLInputElement)}
    />
    ${problem === '' ? nothing : html`<p class="field-error" role="alert">${problem}</p>`}`
}

function setEstimate(host: OwnFieldHost, input: HTMLInputElement): void {
  const minutes = input.value.trim() === '' ? null : readMinutes(input.value)
  const isWrong = minutes === null && input.value.trim() !== ''
  host.setProblem(ESTIMATE, isWrong ? t('Write the time as 1h 30m, 1:30 or 90.') : '')
  if (isWrong || minutes === (host.task.estimate_minutes ?? null)) return
  void patch(host.store, host.task, { estimate_minutes: minutes })
}

customElements.define('tf-more-properties', TfMoreProperties)
