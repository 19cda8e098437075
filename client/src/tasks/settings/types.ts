/** `<tf-settings-types>`: the kinds of work that the project knows. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { Plus } from 'lucide-static'
import { api } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { openPicker } from '../../common/ui/picker'
import type { ItemLevel, ItemType } from '../model'
import { TYPE_ICONS, typeMark } from '../parts/type-mark'
import { colorButton, removeButton, taskCount, valueOf } from './controls'
import { valuesOf } from './part'
import { RowsPart } from './rows'

const LEVELS: readonly ItemLevel[] = ['epic', 'item']

function levelName(level: ItemLevel): string {
  return level === 'epic' ? t('Epic') : t('Task')
}

export class TfSettingsTypes extends RowsPart {
  readonly noun = 'types'

  protected override render(): TemplateResult {
    const { types } = this.store.state
    return html`${this.head(t('Types'), t('Kinds of work: stories, bugs, epics. An epic stands above tasks; a task below another is its subtask.'))}
    ${this.why('manage')}
    ${
      types.length === 0
        ? html`<p class="settings-empty">
            ${t('None yet: every task is a plain task. Add “Bug” or “Epic” to tell them apart.')}
          </p>`
        : html`<ul class="list settings-rows" data-rows>
            ${repeat(
              this.order.arranged(types),
              ({ id }) => id,
              (type) => this.#row(type, types),
            )}
          </ul>`
    }
    ${this.can('manage') ? html`${this.#adder()}${this.#default(types)}` : nothing}`
  }

  #row(type: ItemType, types: readonly ItemType[]): TemplateResult {
    const canEdit = this.can('manage')
    const { name } = type
    const isDefault = this.store.state.project.default_type === type.id
    return html`<li class="settings-row" data-row=${type.id} ?data-held=${this.order.isHeld(type)}>
      ${canEdit ? this.order.handle(type, types) : nothing}
      ${canEdit ? this.#sign(type) : typeMark(type)}
      ${canEdit ? colorButton({ color: type.color, colors: this.store.page.colors, label: t('Colour of %(name)s', { name }), set: (color) => void this.change(type, { color }) }) : nothing}
      ${this.nameField(type, t('Name of %(name)s', { name }), 40, canEdit)}
      ${isDefault ? html`<span class="chip chip-accent">${t('Default')}</span>` : nothing}
      ${canEdit ? this.#level(type) : html`<span class="meta">${levelName(type.level)}</span>`}
      ${taskCount(this.store.state.usage.types[type.id] ?? 0)}
      ${canEdit ? removeButton(t('Remove %(name)s', { name }), () => void this.#remove(type)) : nothing}
      ${this.errorOf(`${type.id}.name`)} ${this.errorOf(`${type.id}.level`)}
    </li>`
  }

  #sign(type: ItemType): TemplateResult {
    const choose = (event: Event): void => {
      openPicker({
        anchor: event.currentTarget as HTMLElement,
        label: t('Icon of %(name)s', { name: type.name }),
        options: TYPE_ICONS.map((id) => ({
          id,
          label: id.replaceAll('-', ' '),
          mark: html`${typeMark({ ...type, icon: id, name: '' })}`,
        })),
        selected: [type.icon],
        onChange: ([chosen]) => {
          if (chosen !== undefined && chosen !== type.icon) void this.change(type, { icon: chosen })
        },
      })
    }
    return html`<button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-haspopup="listbox"
      aria-label=${t('Icon of %(name)s', { name: type.name })}
      @click=${choose}
    >
      ${typeMark(type)}
    </button>`
  }

  #level(type: ItemType): TemplateResult {
    return html`<select
      class="select select-small settings-level"
      aria-label=${t('Level of %(name)s', { name: type.name })}
      .value=${live(type.level)}
      @change=${(event: Event) => void this.change(type, { level: valueOf(event) as ItemLevel })}
    >
      ${LEVELS.map((level) => html`<option value=${level} ?selected=${level === type.level}>${levelName(level)}</option>`)}
    </select>`
  }

  #default(types: readonly ItemType[]): TemplateResult {
    const held = this.store.state.project.default_type
    const fitting = types.filter(({ level }) => level !== 'epic')
    const set = (event: Event): void => {
      const chosen = valueOf(event) || null
      const patch = (id: string | null): Promise<unknown> =>
        api.patch(this.store.path, { default_type: id })
      void this.act('default', () => patch(chosen), {
        words: t('Changed what new tasks become'),
        undo: () => patch(held),
      })
    }
    return html`<div class="field settings-default">
      <label for="default-type">${t('New tasks begin as')}</label>
      <select class="select" id="default-type" .value=${live(held ?? '')} @change=${set}>
        <option value="" ?selected=${held === null}>${t('Plain task')}</option>
        ${fitting.map(({ id, name }) => html`<option value=${id} ?selected=${id === held}>${name}</option>`)}
      </select>
      <span class="help"
        >${t('Unless the person who makes it says otherwise. Subtasks stay plain.')}</span
      >
      ${this.errorOf('default')}
    </div>`
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
        maxlength="40"
        autocomplete="off"
        placeholder=${t('New type')}
        aria-label=${t('Name of the new type')}
      />
      <select class="select" name="level" aria-label=${t('Level of the new type')}>
        <option value="item">${levelName('item')}</option>
        <option value="epic">${levelName('epic')}</option>
      </select>
      <button class="button button-primary">${icon(Plus)}${t('Add type')}</button>
      ${this.errorOf('new')}
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const values = valuesOf(event)
    const looks = signFor(values.name ?? '', values.level === 'epic')
    const body = { ...values, ...looks }
    const isDone = await this.act('new', () => api.post(`${this.store.path}/types`, body))
    if (isDone) form.reset()
  }

  #remove(type: ItemType): Promise<void> {
    const cost = (count: number): string =>
      count === 0
        ? ''
        : tn(
            '%(count)s task is of this type and becomes a plain task.',
            '%(count)s tasks are of this type and become plain tasks.',
            count,
          )
    return this.removeRow(type, ({ types }) => cost(types[type.id] ?? 0))
  }
}

/** A sign and a colour that fit the name; the person may choose others. */
function signFor(name: string, isEpic: boolean): { icon: string; color: string } {
  if (isEpic) return { icon: 'zap', color: 'purple' }
  if (/bug|defect|error/i.test(name)) return { icon: 'bug', color: 'red' }
  if (/stor/i.test(name)) return { icon: 'bookmark', color: 'green' }
  return { icon: 'circle-check', color: 'blue' }
}

customElements.define('tf-settings-types', TfSettingsTypes)
