/** Consent that the workflow asks for before a task moves on: who was asked, and what they said. */

import { Check, CircleHelp, ShieldCheck, Undo2, UserPlus, X } from 'lucide-static'
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { api } from '../../common/api'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { openDialog } from '../../common/ui/dialog'
import { Connection } from '../../common/ui/offline-bar'
import { openPicker } from '../../common/ui/picker'
import { errorToast, toast } from '../../common/ui/toast'
import { isTemporary, type Column, type Task, type User } from '../model'
import type { ProjectStore } from '../project'
import type { Workflow } from '../settings/workflow-model'
import { wordsOf } from './words'

type Status = 'asked' | 'given' | 'refused'

interface Approval {
  readonly id: string
  readonly column: string
  readonly user: User
  readonly status: Status
  readonly note: string
  readonly asked_by: User | null
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
    only: { attribute: false },
    workflow: { state: true },
    said: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  /** The id of the one column that is wanted; none: every way out of the task's column. */
  declare only: string | null
  declare workflow: Workflow | null
  declare said: readonly Approval[]
  readonly #connection = new Connection(this)
  #leave: (() => void) | null = null

  constructor() {
    super()
    this.only = null
    this.workflow = null
    this.said = []
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
    const before = changed.get('task')
    if (!changed.has('task') || before?.id === this.task.id) return
    this.said = []
    void this.#load(this.workflow === null)
  }

  protected override render(): TemplateResult | typeof nothing {
    const gates = this.#gates()
    if (gates.length === 0) return nothing
    return html`<section class="panel-approvals" aria-label=${t('Approvals')}>
      ${gates.map((gate) => this.#gate(gate))}
    </section>`
  }

  #gate({ column, wanted }: Gate): TemplateResult {
    const rows = this.said.filter((each) => each.column === column.id)
    const given = rows.filter(({ status }) => status === 'given').length
    const own = rows.find(({ user }) => user.id === this.store.page.me.id)
    return html`<div class="panel-approval" data-enough=${given >= wanted}>
      <div class="panel-approval-head">
        ${icon(ShieldCheck)}
        <span class="grow">${gateWords(column, given, wanted)}</span>
        ${this.store.canEdit && !this.#connection.isOffline ? this.#acts(column, own) : nothing}
      </div>
      ${
        rows.length === 0
          ? nothing
          : html`<ul class="panel-approval-list">
              ${rows.map((row) => this.#row(row))}
            </ul>`
      }
      ${
        this.#connection.isOffline
          ? html`<p class="quiet">
              ${t('Approving needs the network: others must hear of it at once.')}
            </p>`
          : nothing
      }
      ${
        own?.status === 'given'
          ? html`<p class="quiet">${t('Yours counts when somebody else moves the task.')}</p>`
          : nothing
      }
    </div>`
  }

  #acts(column: Column, own: Approval | undefined): TemplateResult {
    const name = column.name
    // Whoever moves the task needs others: their own word would not count for this move.
    if (this.only !== null) {
      return html`<button
        class="button button-small"
        type="button"
        aria-haspopup="listbox"
        aria-expanded="false"
        @click=${(event: Event) => this.#ask(column, event.currentTarget as HTMLElement)}
      >
        ${icon(UserPlus, { size: 14 })}${t('Ask somebody')}
      </button>`
    }
    return html`<span class="panel-approval-acts">
      ${
        own?.status === 'given'
          ? nothing
          : html`<button
              class="button button-small"
              type="button"
              aria-label=${t('Approve “%(column)s”', { column: name })}
              @click=${() => void this.#say(column, 'given')}
            >
              ${icon(Check, { size: 14 })}${t('Approve')}
            </button>`
      }
      ${
        own?.status === 'refused'
          ? nothing
          : html`<button
              class="button button-ghost button-small"
              type="button"
              aria-label=${t('Refuse “%(column)s”', { column: name })}
              @click=${() => this.#refuse(column)}
            >
              ${t('Refuse')}
            </button>`
      }
      <button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-haspopup="listbox"
        aria-expanded="false"
        aria-label=${t('Ask somebody to approve “%(column)s”', { column: name })}
        data-tooltip=${t('Ask somebody')}
        @click=${(event: Event) => this.#ask(column, event.currentTarget as HTMLElement)}
      >
        ${icon(UserPlus, { size: 14 })}
      </button>
    </span>`
  }

  #row(row: Approval): TemplateResult {
    const { me } = this.store.page
    const isAsked = row.status === 'asked'
    const isMine = row.user.id === me.id ? !isAsked : isAsked && row.asked_by?.id === me.id
    return html`<li class="panel-approval-row" data-status=${row.status}>
      ${avatar(row.user, 20)}
      <span class="grow"
        ><bdi>${row.user.name}</bdi> <span class="quiet">${saidWords(row)}</span>${
          row.note === '' ? nothing : html` <q dir="auto">${row.note}</q>`
        }</span
      >
      ${icon({ asked: CircleHelp, given: Check, refused: X }[row.status], { size: 14 })}
      ${
        this.store.canEdit && isMine
          ? html`<button
              class="button button-ghost button-icon button-small"
              type="button"
              aria-label=${isAsked ? t('Take back the question to %(name)s', { name: row.user.name }) : t('Take back what you said')}
              data-tooltip=${t('Take it back')}
              @click=${() => void this.#withdraw(row)}
            >
              ${icon(Undo2, { size: 14 })}
            </button>`
          : nothing
      }
    </li>`
  }

  /** The ways out of the task's column that take consent. */
  #gates(): Gate[] {
    const { workflow, task, store } = this
    if (workflow === null || !workflow.is_restricted) return []
    return store.state.columns.flatMap((column) => {
      if (column.id === task.column.id || ![null, column.id].includes(this.only)) return []
      const ways = workflow.transitions.filter(({ target }) => target === column.id)
      const way =
        ways.find(({ source }) => source === task.column.id) ??
        ways.find(({ source }) => source === null)
      return way === undefined || way.approvals === 0 ? [] : [{ column, wanted: way.approvals }]
    })
  }

  #ask(column: Column, anchor: HTMLElement): void {
    const { me } = this.store.page
    const known = new Set(
      this.said
        .filter(({ column: id, status }) => id === column.id && status !== 'refused')
        .map(({ user }) => user.id),
    )
    const people = this.store.members.filter(({ id }) => id !== me.id && !known.has(id))
    if (people.length === 0) {
      toast(t('Everybody else was asked already.'))
      return
    }
    openPicker({
      anchor,
      label: t('Ask for approval'),
      options: people.map((user) => ({ id: user.id, label: user.name, mark: avatar(user, 20) })),
      selected: [],
      onChange: ([id]) => {
        const user = people.find((each) => each.id === id)
        if (user !== undefined) void this.#askOne(column, user)
      },
    })
  }

  async #askOne(column: Column, user: User): Promise<void> {
    const body = { column: column.id, people: [user.id] }
    const isDone = await this.#send(() => api.post(`tasks/${this.task.id}/approvals/ask`, body))
    if (isDone) toast(t('Asked %(name)s', { name: user.name }))
  }

  #say(column: Column, status: Status, note = ''): Promise<boolean> {
    const body = { column: column.id, status, note }
    return this.#send(() => api.post(`tasks/${this.task.id}/approvals`, body))
  }

  #refuse(column: Column): void {
    const form = html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault()
        const note = new FormData(event.currentTarget as HTMLFormElement).get('note')
        const words = typeof note === 'string' ? note.trim() : ''
        // What was not taken stays in the field.
        void this.#say(column, 'refused', words).then((isDone) => isDone && dialog.close())
      }}
    >
      <div class="field">
        <label for="refusal-note">${t('Why not?')}</label>
        <textarea
          class="textarea"
          id="refusal-note"
          name="note"
          rows="3"
          maxlength="500"
          dir="auto"
          placeholder=${t('What is missing yet; whoever asked reads it')}
        ></textarea>
      </div>
      <p class="form-actions"><button class="button button-primary">${t('Refuse')}</button></p>
    </form>`
    const dialog = openDialog({
      title: t('Refuse “%(column)s”', { column: column.name }),
      body: form,
    })
  }

  async #withdraw(row: Approval): Promise<void> {
    const isDone = await this.#send(() => api.delete(`approvals/${row.id}`))
    if (!isDone) return
    toast(t('Taken back'), {
      undo: async () => {
        const again = `tasks/${this.task.id}/approvals`
        const { status, note } = row
        const body =
          status === 'asked'
            ? { column: row.column, people: [row.user.id] }
            : { column: row.column, status, note }
        await this.#send(() => api.post(status === 'asked' ? `${again}/ask` : again, body))
      },
    })
  }

  async #send(call: () => Promise<unknown>): Promise<boolean> {
    let isDone = true
    try {
      await call()
    } catch (error) {
      isDone = false
      errorToast(wordsOf(error))
    }
    await this.#load(false)
    return isDone
  }

  async #load(withWorkflow: boolean): Promise<void> {
    const asked = this.task.id
    if (isTemporary(asked)) return
    try {
      if (withWorkflow)
        this.workflow = await api.get<Workflow>(`projects/${this.store.id}/workflow`, {
          isKept: true,
        })
      if (this.#gates().length === 0) return
      const { results } = await api.get<{ results: Approval[] }>(`tasks/${asked}/approvals`, {
        isKept: true,
      })
      if (asked === this.task.id) this.said = results
    } catch {
      // What stands stays; a refused move says what is missing.
    }
  }
}

function gateWords(column: Column, given: number, wanted: number): string {
  const values = { count: Math.min(given, wanted), wanted, column: column.name }
  return tn(
    '“%(column)s”: %(count)s of %(wanted)s approval',
    '“%(column)s”: %(count)s of %(wanted)s approvals',
    wanted,
    values,
  )
}

function saidWords({ status, asked_by: asker }: Approval): string {
  switch (status) {
    case 'given':
      return t('approved')
    case 'refused':
      return t('refused')
    case 'asked':
      return asker === null ? t('was asked') : t('was asked by %(name)s', { name: asker.name })
  }
}

customElements.define('tf-approvals', TfApprovals)
