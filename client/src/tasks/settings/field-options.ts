/** `<tf-field-options .field>`: what a select offers, each with a colour, in the person's order. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { Plus } from 'lucide-static'
import { api } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { confirmAct } from '../../common/ui/dialog'
import type { CustomField, FieldOption } from '../model'
import { colorButton, colorDot, onFieldKey, removeButton, taskCount, valueOf } from './controls'
import { SettingsPart, valuesOf } from './part'
import { RowOrder } from './sorting'

type NewOption = Omit<FieldOption, 'id'> & { readonly id?: string }

export class TfFieldOptions extends SettingsPart {
  static override properties = {
    field: { attribute: false },
    canEdit: { type: Boolean, attribute: 'can-edit' },
  }

  declare field: CustomField
  declare canEdit: boolean
  readonly order = new RowOrder(this, (_option, order) => {
    const byId = new Map(this.field.options.map((each) => [each.id, each]))
    void this.#save(order.flatMap((id) => byId.get(id) ?? []))
  })

  protected override render(): TemplateResult {
    const { options } = this.field
    return html`<div class="settings-options" role="group" aria-label=${t('Options')}>
      <span class="label">${t('Options')}</span>
      ${options.length === 0 ? html`<p class="quiet">${t('Nothing to choose from yet.')}</p>` : nothing}
      <ul class="settings-rows list" data-rows>
        ${repeat(
          this.order.arranged(options),
          ({ id }) => id,
          (option) => this.#row(option),
        )}
      </ul>
      ${this.errorOf('options')} ${this.canEdit ? this.#adder() : nothing}
    </div>`
  }

  #row(option: FieldOption): TemplateResult {
    const { name, id } = option
    const { options } = this.field
    const used = this.store.state.usage.options[`${this.field.id}:${id}`] ?? 0
    const put = (change: Partial<FieldOption>): void =>
      void this.#save(options.map((each) => (each.id === id ? { ...each, ...change } : each)))
    if (!this.canEdit)
      return html`<li class="settings-row" data-row=${id}>
        ${colorDot(option.color)}<span class="grow">${name}</span>${taskCount(used)}
      </li>`
    return html`<li class="settings-row" data-row=${id} ?data-held=${this.order.isHeld(option)}>
      ${this.order.handle(option, options)}
      ${colorButton({
        color: option.color,
        colors: this.store.page.colors,
        label: t('Colour of %(name)s', { name }),
        set: (color) => put({ color }),
      })}
      <input
        class="input input-bare input-small grow"
        maxlength="60"
        aria-label=${t('Name of %(name)s', { name })}
        .value=${live(name)}
        @keydown=${(event: KeyboardEvent) => onFieldKey(event, name)}
        @change=${(event: Event) => put({ name: valueOf(event).trim() })}
      />
      ${taskCount(used)}
      ${removeButton(t('Remove %(name)s', { name }), () => void this.#remove(option))}
    </li>`
  }

  #adder(): TemplateResult {
    return html`<form
      class="settings-adder"
      @submit=${(event: SubmitEvent) => void this.#add(event)}
    >
      <input
        class="input input-small grow"
        name="name"
        required
        maxlength="60"
        autocomplete="off"
        placeholder=${t('New option')}
        aria-label=${t('Name of the new option')}
      />
      <button class="button button-small">${icon(Plus)}${t('Add option')}</button>
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const { colors } = this.store.page
    const { options } = this.field
    const color = colors[(options.length * 5 + 9) % colors.length] ?? 'grey'
    const isDone = await this.#save([...options, { name: valuesOf(event).name ?? '', color }])
    if (isDone) form.reset()
  }

  async #remove(option: FieldOption): Promise<void> {
    const usage = await this.store.count()
    const used = usage.options[`${this.field.id}:${option.id}`] ?? 0
    const others = this.field.options.filter(({ id }) => id !== option.id)
    const isSure =
      used === 0 ||
      (await confirmAct({
        title: t('Remove “%(name)s”?', { name: option.name }),
        text: tn(
          '%(count)s task has chosen it and loses it.',
          '%(count)s tasks have chosen it and lose it.',
          used,
        ),
        action: t('Remove'),
        isDangerous: true,
      }))
    if (isSure) await this.#save(others)
  }

  /** An option that comes back under its id comes back to those who had chosen it. */
  #save(options: readonly NewOption[]): Promise<boolean> {
    const { field } = this
    const path = `custom-fields/${field.id}`
    const put = (next: readonly NewOption[]): Promise<unknown> => api.patch(path, { options: next })
    return this.act('options', () => put(options), {
      words: t('Changed the options of %(name)s', { name: field.name }),
      undo: () => put(field.options),
    }).then((isDone) => {
      if (!isDone) this.requestUpdate()
      return isDone
    })
  }
}

customElements.define('tf-field-options', TfFieldOptions)
