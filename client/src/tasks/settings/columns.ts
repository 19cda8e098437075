/** `<tf-settings-columns>`: the steps that a task goes through, what each means, how full it may be. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { Plus } from 'lucide-static'
import { api } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { openDialog } from '../../common/ui/dialog'
import { STATES, type Column, type State } from '../model'
import { stateMark } from '../parts/marks'
import { stateName } from '../parts/text'
import { onFieldKey, removeButton, taskCount, valueOf } from './controls'
import { errorId, valuesOf } from './part'
import { RowsPart } from './rows'

const ALL_STATES: readonly State[] = [...STATES, 'archived']

export class TfSettingsColumns extends RowsPart {
  readonly noun = 'columns'

  protected override render(): TemplateResult {
    const { columns, workflow } = this.store.state
    const wip = {
      off: t('Limits are not looked at.'),
      warn: t('A column over its limit is marked.'),
      refuse: t('A full column takes no more tasks.'),
    }[workflow.wip]
    return html`${this.head(t('Columns'), t('What a column means is the status of the tasks in it. The order here is the order on the board.'))}
      ${this.why('manage')}
      <ul class="list settings-rows" data-rows>
        ${repeat(
          this.order.arranged(columns),
          ({ id }) => id,
          (column) => this.#row(column, columns),
        )}
      </ul>
      ${this.can('manage') ? this.#adder() : nothing}
      <p class="quiet">${wip} <a href="../workflow/">${t('Change this in Workflow')}</a></p>`
  }

  #row(column: Column, columns: readonly Column[]): TemplateResult {
    const canEdit = this.can('manage')
    const { name } = column
    const count = this.store.state.usage.columns[column.id] ?? 0
    const isOver = column.wip_limit !== null && count > column.wip_limit
    return html`<li
      class="settings-row"
      data-row=${column.id}
      ?data-held=${this.order.isHeld(column)}
    >
      ${canEdit ? this.order.handle(column, columns) : nothing} ${stateMark(column.state)}
      ${this.nameField(column, t('Name of %(name)s', { name }), 60, canEdit)}
      ${isOver ? html`<span class="chip chip-warning">${t('Over its limit')}</span>` : nothing}
      ${canEdit ? this.#state(column) : html`<span class="meta">${stateName(column.state)}</span>`}
      ${canEdit ? this.#limit(column) : this.#limitWords(column)} ${taskCount(count)}
      ${canEdit && columns.length > 1 ? removeButton(t('Remove %(name)s', { name }), () => void this.#remove(column)) : nothing}
      ${this.errorOf(`${column.id}.name`)} ${this.errorOf(`${column.id}.wip_limit`)}
    </li>`
  }

  #state(column: Column): TemplateResult {
    return html`<select
      class="select select-small settings-state"
      aria-label=${t('Meaning of %(name)s', { name: column.name })}
      .value=${live(column.state)}
      @change=${(event: Event) => void this.change(column, { state: valueOf(event) as State })}
    >
      ${ALL_STATES.map((state) => html`<option value=${state} ?selected=${state === column.state}>${stateName(state)}</option>`)}
    </select>`
  }

  #limit(column: Column): TemplateResult {
    const text = column.wip_limit === null ? '' : String(column.wip_limit)
    const at = `${column.id}.wip_limit`
    return html`<input
      class="input input-small settings-limit"
      type="number"
      min="1"
      max="1000"
      placeholder=${t('No limit')}
      aria-label=${t('Limit of %(name)s', { name: column.name })}
      aria-invalid=${this.problem(at) === '' ? 'false' : 'true'}
      aria-describedby=${errorId(at)}
      .value=${live(text)}
      @keydown=${(event: KeyboardEvent) => onFieldKey(event, text)}
      @change=${(event: Event) => {
        const typed = valueOf(event)
        void this.change(column, { wip_limit: typed === '' ? null : Number(typed) })
      }}
    />`
  }

  #limitWords({ wip_limit: limit }: Column): TemplateResult | typeof nothing {
    if (limit === null) return nothing
    return html`<span class="meta">${t('at most %(limit)s', { limit })}</span>`
  }

  #adder(): TemplateResult {
    return html`<form
      class="settings-adder"
      @submit=${(event: SubmitEvent) => void this.#add(event)}
    >
      <input
        class="input grow"
        name="name"
        required
        maxlength="60"
        autocomplete="off"
        placeholder=${t('New column')}
        aria-label=${t('Name of the new column')}
      />
      <select class="select" name="state" aria-label=${t('Meaning of the new column')}>
        ${ALL_STATES.map((state) => html`<option value=${state}>${stateName(state)}</option>`)}
      </select>
      <input
        class="input settings-limit"
        name="wip_limit"
        type="number"
        min="1"
        max="1000"
        placeholder=${t('No limit')}
        aria-label=${t('Limit of the new column')}
      />
      <button class="button button-primary">${icon(Plus)}${t('Add column')}</button>
      ${this.errorOf('new')}
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const { name, state, wip_limit: limit } = valuesOf(event)
    const values = { name, state, wip_limit: limit ? Number(limit) : null }
    const isDone = await this.act('new', () => api.post(`${this.store.path}/columns`, values))
    if (isDone) form.reset()
  }

  async #remove(column: Column): Promise<void> {
    let count = 0
    const isCounted = await this.act('', async () => {
      count = (await this.store.count()).columns[column.id] ?? 0
    })
    if (!isCounted) return
    if (count > 0) {
      this.#askWhere(column, count)
      return
    }
    await this.removePart(`columns/${column.id}`, column)
  }

  /** A column's tasks stay in the project: the person says in which column. */
  #askWhere(column: Column, count: number): void {
    const others = this.store.state.columns.filter(({ id }) => id !== column.id)
    const near = others.find(({ state }) => state === column.state) ?? others[0]
    const agree = async (): Promise<void> => {
      const target = dialog.querySelector('select')?.value ?? ''
      dialog.close()
      await this.removePart(`columns/${column.id}?move_to=${target}`, column)
    }
    const dialog = openDialog({
      title: t('Remove “%(name)s”?', { name: column.name }),
      body: html`<p>
          ${tn('%(count)s task stands in it and moves to another column.', '%(count)s tasks stand in it and move to another column.', count)}
          ${t('Moves of the workflow from and to this column are removed with it.')}
        </p>
        <div class="field">
          <label for="move-to">${t('Its tasks go to')}</label>
          <select class="select" id="move-to">
            ${others.map(({ id, name }) => html`<option value=${id} ?selected=${id === near?.id}>${name}</option>`)}
          </select>
        </div>`,
      foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
        <button class="button button-danger" type="button" @click=${() => void agree()}>
          ${t('Move the tasks and remove')}
        </button>`,
    })
  }
}

customElements.define('tf-settings-columns', TfSettingsColumns)
