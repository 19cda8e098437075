/** `<tf-settings-labels>`: words in colour that group tasks across columns. */

import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { Plus } from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { Label } from '../model'
import { colorButton, colorDot, removeButton, taskCount, valueOf } from './controls'
import { valuesOf } from './part'
import { RowsPart } from './rows'

const SEARCHED_FROM = 12

export class TfSettingsLabels extends RowsPart {
  static override properties = { words: { state: true }, color: { state: true } }

  declare words: string
  /** Of the label that is being made. */
  declare color: string
  readonly noun = 'labels'

  constructor() {
    super()
    this.words = ''
    this.color = 'blue'
  }

  protected override render(): TemplateResult {
    const { labels } = this.store.state
    const words = this.words.toLocaleLowerCase()
    const shown = labels.filter(({ name }) => name.toLocaleLowerCase().includes(words))
    return html`${this.head(t('Labels'), t('Labels group tasks across columns; a task wears as many as it likes.'))}
    ${this.why('label')}
    ${
      labels.length >= SEARCHED_FROM
        ? html`<input
            class="input"
            type="search"
            placeholder=${t('Find a label')}
            aria-label=${t('Find a label')}
            .value=${this.words}
            @input=${(event: Event) => (this.words = valueOf(event))}
          />`
        : nothing
    }
    ${this.#list(shown, labels.length)} ${this.can('label') ? this.#adder() : nothing}`
  }

  #list(shown: readonly Label[], all: number): TemplateResult {
    if (shown.length === 0)
      return html`<p class="settings-empty">
        ${all === 0 ? t('None yet. “Bug”, “Customer”, “Quick win”: what would you like to find again?') : t('No label has these words.')}
      </p>`
    return html`<ul class="list settings-rows" data-rows>
      ${repeat(
        shown,
        ({ id }) => id,
        (label) => this.#row(label),
      )}
    </ul>`
  }

  #row(label: Label): TemplateResult {
    const canEdit = this.can('label')
    return html`<li class="settings-row" data-row=${label.id}>
      ${
        canEdit
          ? colorButton({
              color: label.color,
              colors: this.store.page.colors,
              label: t('Colour of %(name)s', { name: label.name }),
              set: (color) => void this.change(label, { color }),
            })
          : colorDot(label.color)
      }
      ${this.nameField(label, t('Name of %(name)s', { name: label.name }), 50, canEdit)}
      ${taskCount(this.store.state.usage.labels[label.id] ?? 0)}
      ${this.canRemove('remove_label', label.id) ? removeButton(t('Remove %(name)s', { name: label.name }), () => void this.#remove(label)) : nothing}
      ${this.errorOf(`${label.id}.name`)}
    </li>`
  }

  #adder(): TemplateResult {
    return html`<form
      class="settings-adder"
      @submit=${(event: SubmitEvent) => void this.#add(event)}
    >
      ${colorButton({
        color: this.color,
        colors: this.store.page.colors,
        label: t('Colour of the new label'),
        set: (color) => (this.color = color),
      })}
      <input
        class="input grow"
        name="name"
        required
        maxlength="50"
        autocomplete="off"
        placeholder=${t('New label')}
        aria-label=${t('Name of the new label')}
      />
      <button class="button button-primary">${icon(Plus)}${t('Add label')}</button>
      ${this.errorOf('new')}
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const values = { ...valuesOf(event), color: this.color }
    const isDone = await this.act('new', () => this.store.make(`${this.store.path}/labels`, values))
    if (isDone) form.reset()
  }

  #remove(label: Label): Promise<void> {
    const cost = (count: number): string =>
      count === 0
        ? ''
        : tn('%(count)s task wears it and loses it.', '%(count)s tasks wear it and lose it.', count)
    return this.removeRow(label, ({ labels }) => cost(labels[label.id] ?? 0))
  }
}

customElements.define('tf-settings-labels', TfSettingsLabels)
