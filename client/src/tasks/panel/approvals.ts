/** Consent that the workflow asks for before a task moves on, and who gave it. */

import { Check, ShieldCheck } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { api } from '../../common/api'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import type { Column, Task, User } from '../model'
import type { ProjectStore } from '../project'
import type { Workflow } from '../settings/workflow-model'
import { wordsOf } from './words'

interface Approval {
  readonly id: string
  readonly column: string
  readonly user: User
}

/** A way out of the task's column that takes consent. */
interface Gate {
  readonly column: Column
  readonly wanted: number
}

export class TfApprovals extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    workflow: { state: true },
    given: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare workflow: Workflow | null
  declare given: readonly Approval[]
  #leave: (() => void) | null = null

  constructor() {
    super()
    this.workflow = null
    this.given = []
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#leave = this.store.watch((event) => {
      if (event.type === 'project.updated') void this.#load(true)
      else if (event.target?.id === this.task.id) void this.#load(false)
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#leave?.()
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('task') && changed.get('task')?.id !== this.task.id) {
      this.given = []
      void this.#load(this.workflow === null)
    }
  }

  protected override render(): TemplateResult | typeof nothing {
    const gates = this.#gates()
    if (gates.length === 0) return nothing
    return html`<section class="panel-approvals" aria-label=${t('Approvals')}>
      ${gates.map((gate) => this.#gate(gate))}
    </section>`
  }

  #gate({ column, wanted }: Gate): TemplateResult {
    const { me } = this.store.page
    const given = this.given.filter((each) => each.column === column.id)
    const own = given.find(({ user }) => user.id === me.id)
    const count = Math.min(given.length, wanted)
    const names = given.map(({ user }) => user.name).join(', ')
    return html`<div class="panel-approval">
      ${icon(ShieldCheck)}
      <span class="grow"
        >${t('%(count)s of %(wanted)s approvals for “%(column)s”', { count, wanted, column: column.name })}${
          names === '' ? nothing : html` <span class="quiet">· ${names}</span>`
        }</span
      >
      ${
        this.store.canEdit
          ? html`<button
              class="button button-small"
              type="button"
              aria-pressed=${String(own !== undefined)}
              @click=${() => void this.#give(column, own)}
            >
              ${own === undefined ? nothing : icon(Check, { size: 14 })}${own === undefined ? t('Approve') : t('Approved')}
            </button>`
          : nothing
      }
    </div>`
  }

  #gates(): Gate[] {
    const { workflow, task, store } = this
    if (workflow === null || !workflow.is_restricted) return []
    return store.state.columns.flatMap((column) => {
      if (column.id === task.column.id) return []
      const ways = workflow.transitions.filter(({ target }) => target === column.id)
      const way =
        ways.find(({ source }) => source === task.column.id) ??
        ways.find(({ source }) => source === null)
      return way === undefined || way.approvals === 0 ? [] : [{ column, wanted: way.approvals }]
    })
  }

  async #give(column: Column, own: Approval | undefined): Promise<void> {
    try {
      if (own === undefined) {
        await api.post(`tasks/${this.task.id}/approvals`, { column: column.id })
      } else await api.delete(`approvals/${own.id}`)
    } catch (error) {
      errorToast(wordsOf(error))
    }
    await this.#load(false)
  }

  async #load(withWorkflow: boolean): Promise<void> {
    const asked = this.task.id
    if (asked.startsWith('tmp-')) return
    try {
      if (withWorkflow)
        this.workflow = await api.get<Workflow>(`projects/${this.store.id}/workflow`)
      if (this.#gates().length === 0) return
      const { results } = await api.get<{ results: Approval[] }>(`tasks/${asked}/approvals`)
      if (asked === this.task.id) this.given = results
    } catch {
      // What stands stays; a refused move says what is missing.
    }
  }
}

customElements.define('tf-approvals', TfApprovals)
