/** `<tf-settings-fields>`: the fields that the project adds to its tasks. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { ChevronDown, Plus } from 'lucide-static'
import { api } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { CustomField, FieldKind } from '../model'
import { removeButton, taskCount, valueOf } from './controls'
import { fieldKindMark, kindName, KINDS } from './field-kinds'
import './field-options'
import { valuesOf } from './part'
import { RowsPart } from './rows'

const CHOICES: readonly FieldKind[] = ['select', 'multi_select']

export class TfSettingsFields extends RowsPart {
  static override properties = { open: { state: true }, kind: { state: true } }

  /** The field whose details are shown. */
  declare open: string
  /** Of the field that is being made. */
  declare kind: FieldKind
  readonly noun = 'fields'

  constructor() {
    super()
    this.open = ''
    this.kind = 'text'
  }

  protected override render(): TemplateResult {
    const { fields } = this.store.state
    return html`${this.head(t('Fields'), t('What tasks of this project hold beside the usual. Fields show in the panel, filter, sort, group and stand as columns.'))}
    ${this.why('manage')}
    ${
      fields.length === 0
        ? html`<p class="settings-empty">
            ${t('None yet. “Customer”, “Cost”, “Severity”: add what your team always writes into the description.')}
          </p>`
        : html`<ul class="list settings-rows" data-rows>
            ${repeat(
              this.order.arranged(fields),
              ({ id }) => id,
              (field) => this.#row(field, fields),
            )}
          </ul>`
    }
    ${this.can('manage') ? this.#adder() : nothing}`
  }

  #row(field: CustomField, fields: readonly CustomField[]): TemplateResult {
    const canEdit = this.can('manage')
    const { id, name } = field
    const isOpen = this.open === id
    return html`<li class="settings-row" data-row=${id} ?data-held=${this.order.isHeld(field)}>
      ${canEdit ? this.order.handle(field, fields) : nothing} ${fieldKindMark(field.kind)}
      ${this.nameField(field, t('Name of %(name)s', { name }), 60, canEdit)}
      <span class="meta settings-kind">${kindName(field.kind)}</span>
      ${taskCount(this.store.state.usage.fields[id] ?? 0)}
      <button
        class="button button-ghost button-icon button-small settings-more"
        type="button"
        aria-expanded=${String(isOpen)}
        aria-label=${t('Details of %(name)s', { name })}
        @click=${() => (this.open = isOpen ? '' : id)}
      >
        ${icon(ChevronDown)}
      </button>
      ${canEdit ? removeButton(t('Remove %(name)s', { name }), () => void this.#remove(field)) : nothing}
      ${this.errorOf(`${id}.name`)} ${isOpen ? this.#details(field, canEdit) : nothing}
    </li>`
  }

  #details(field: CustomField, canEdit: boolean): TemplateResult {
    const held = this.store.state.usage.fields[field.id] ?? 0
    return html`<div class="settings-details">
      <div class="field">
        <label for=${`words-${field.id}`}>${t('Description')}</label>
        <input
          class="input"
          id=${`words-${field.id}`}
          maxlength="300"
          ?readonly=${!canEdit}
          .value=${field.description}
          placeholder=${t('What belongs in it? Shown beside the field.')}
          @change=${(event: Event) => void this.change(field, { description: valueOf(event).trim() })}
        />
        ${this.errorOf(`${field.id}.description`)}
      </div>
      <div class="field">
        <label for=${`kind-${field.id}`}>${t('Kind')}</label>
        <select
          class="select"
          id=${`kind-${field.id}`}
          .value=${live(field.kind)}
          ?disabled=${!canEdit || held > 0}
          @change=${(event: Event) => void this.change(field, { kind: valueOf(event) as FieldKind })}
        >
          ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === field.kind}>${kindName(kind)}</option>`)}
        </select>
        ${held > 0 ? html`<span class="help">${t('Tasks hold values of this kind: it stays what it is.')}</span>` : nothing}
        ${this.errorOf(`${field.id}.kind`)}
      </div>
      ${CHOICES.includes(field.kind) ? html`<tf-field-options .field=${field} ?can-edit=${canEdit}></tf-field-options>` : nothing}
    </div>`
  }

  #adder(): TemplateResult {
    const hasOptions = CHOICES.includes(this.kind)
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
        placeholder=${t('New field')}
        aria-label=${t('Name of the new field')}
      />
      <select
        class="select"
        name="kind"
        aria-label=${t('Kind of the new field')}
        @change=${(event: Event) => (this.kind = valueOf(event) as FieldKind)}
      >
        ${KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.kind}>${kindName(kind)}</option>`)}
      </select>
      <button class="button button-primary">${icon(Plus)}${t('Add field')}</button>
      ${
        hasOptions
          ? html`<input
              class="input settings-wide"
              name="options"
              maxlength="1000"
              autocomplete="off"
              placeholder=${t('Its options, with commas: Low, Medium, High')}
              aria-label=${t('Options of the new field, with commas')}
            />`
          : nothing
      }
      ${this.errorOf('new')}
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const { name, kind, options = '' } = valuesOf(event)
    const { colors } = this.store.page
    const names = options.split(',').map((each) => each.trim())
    const rows = names
      .filter((each) => each !== '')
      .map((each, at) => ({ name: each, color: colors[(at * 5 + 9) % colors.length] }))
    let made = ''
    const isDone = await this.act('new', async () => {
      const path = `${this.store.path}/fields`
      made = (await api.post<CustomField>(path, { name, kind, options: rows })).id
    })
    if (!isDone) return
    form.reset()
    if (CHOICES.includes(this.kind)) this.open = made
    this.kind = 'text'
  }

  #remove(field: CustomField): Promise<void> {
    const cost = (count: number): string =>
      count === 0
        ? ''
        : tn(
            'It removes what %(count)s task holds in it.',
            'It removes what %(count)s tasks hold in it.',
            count,
          )
    return this.removeRow(field, ({ fields }) => cost(fields[field.id] ?? 0))
  }
}

customElements.define('tf-settings-fields', TfSettingsFields)
