/** `<tf-settings-milestones>`: the points that the project wants to reach, releases and phases. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import { ChevronDown, CircleCheck, Flag, Plus } from 'lucide-static'
import { api } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { isoDate } from '../grammar'
import { dayName } from '../parts/text'
import { removeButton, valueOf } from './controls'
import type { MilestoneDetail } from './model'
import { valuesOf } from './part'
import { RowsPart } from './rows'

export class TfSettingsMilestones extends RowsPart {
  static override properties = { open: { state: true } }

  declare open: string
  readonly noun = 'milestones'

  constructor() {
    super()
    this.open = ''
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.act('', () => this.store.loadMilestones())
    // Words of a milestone are not in the news: they are read again.
    this.store.watch((event) => {
      const isOurs = Object.keys(event?.changes ?? {}).some((name) => name.startsWith('milestones'))
      if (event === null || isOurs) void this.store.loadMilestones().catch(() => undefined)
    })
  }

  protected override render(): TemplateResult {
    const { milestones } = this.store.state
    return html`${this.head(t('Milestones'), t('Releases and phases: what is to be reached, and when. Tasks belong to one; the timeline and the roadmap show them.'))}
    ${this.why('milestone')}
    ${
      milestones.length === 0
        ? html`<p class="settings-empty">
            ${t('None yet. Name the next release, give it a day, and put tasks into it.')}
          </p>`
        : html`<ul class="list settings-rows" data-rows>
            ${repeat(
              this.order.arranged(milestones),
              ({ id }) => id,
              (mark) => this.#row(mark, milestones),
            )}
          </ul>`
    }
    ${this.can('milestone') ? this.#adder() : nothing}`
  }

  #row(mark: MilestoneDetail, all: readonly MilestoneDetail[]): TemplateResult {
    const canEdit = this.can('milestone')
    const { id, name } = mark
    const isOpen = this.open === id
    return html`<li class="settings-row" data-row=${id} ?data-held=${this.order.isHeld(mark)}>
      ${canEdit ? this.order.handle(mark, all) : nothing}
      <span class="settings-sign ${mark.reached_at ? 'settings-reached' : ''}"
        >${icon(mark.reached_at ? CircleCheck : Flag)}</span
      >
      ${this.nameField(mark, t('Name of %(name)s', { name }), 100, canEdit)} ${this.#standing(mark)}
      ${canEdit ? this.#day(mark) : html`<span class="meta">${mark.due_date ? dayName(mark.due_date) : t('No date')}</span>`}
      ${this.#progress(mark)}
      <button
        class="button button-ghost button-icon button-small settings-more"
        type="button"
        aria-expanded=${String(isOpen)}
        aria-label=${t('Details of %(name)s', { name })}
        @click=${() => (this.open = isOpen ? '' : id)}
      >
        ${icon(ChevronDown)}
      </button>
      ${this.canRemove('remove_milestone', mark.id) ? removeButton(t('Remove %(name)s', { name }), () => void this.#remove(mark)) : nothing}
      ${this.errorOf(`${id}.name`)} ${this.errorOf(`${id}.due_date`)}
      ${isOpen ? this.#details(mark, canEdit) : nothing}
    </li>`
  }

  #standing(mark: MilestoneDetail): TemplateResult | typeof nothing {
    if (mark.reached_at !== null) {
      const day = dayName(isoDate(new Date(mark.reached_at)))
      return html`<span class="chip chip-success">${t('Reached %(day)s', { day })}</span>`
    }
    if (mark.due_date !== null && mark.due_date < isoDate(new Date()))
      return html`<span class="chip chip-danger">${t('Late')}</span>`
    return nothing
  }

  #day(mark: MilestoneDetail): TemplateResult {
    return html`<input
      class="input input-small settings-day"
      type="date"
      aria-label=${t('Day of %(name)s', { name: mark.name })}
      .value=${live(mark.due_date ?? '')}
      @change=${(event: Event) => void this.change(mark, { due_date: valueOf(event) || null })}
    />`
  }

  #progress(mark: MilestoneDetail): TemplateResult {
    const { milestones, milestones_done: done } = this.store.state.usage
    const all = milestones[mark.id] ?? 0
    const ready = done[mark.id] ?? 0
    const words = t('%(done)s of %(all)s done', { done: ready, all })
    return html`<span class="settings-progress"
      ><progress
        class="progress"
        max=${Math.max(all, 1)}
        value=${ready}
        aria-label=${words}
      ></progress
      ><span class="meta number">${words}</span></span
    >`
  }

  #details(mark: MilestoneDetail, canEdit: boolean): TemplateResult {
    const path = `milestones/${mark.id}`
    const reach = (reached: boolean): void =>
      void this.act('', () => api.patch(path, { reached }), {
        words: reached
          ? t('Reached %(name)s', { name: mark.name })
          : t('%(name)s is open again', { name: mark.name }),
        undo: () => api.patch(path, { reached: !reached }),
      })
    return html`<div class="settings-details">
      <div class="field">
        <label for=${`words-${mark.id}`}>${t('Description')}</label>
        <textarea
          class="textarea"
          id=${`words-${mark.id}`}
          rows="3"
          maxlength="5000"
          ?readonly=${!canEdit}
          placeholder=${t('What is true when it is reached?')}
          .value=${mark.description ?? ''}
          @change=${(event: Event) => void this.change(mark, { description: valueOf(event) })}
        ></textarea>
        ${this.errorOf(`${mark.id}.description`)}
      </div>
      ${
        canEdit
          ? html`<div class="form-actions">
              <button
                class="button button-small"
                type="button"
                @click=${() => reach(mark.reached_at === null)}
              >
                ${icon(CircleCheck)}${mark.reached_at === null ? t('It is reached') : t('Not reached after all')}
              </button>
            </div>`
          : nothing
      }
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
        maxlength="100"
        autocomplete="off"
        placeholder=${t('New milestone')}
        aria-label=${t('Name of the new milestone')}
      />
      <input
        class="input settings-day"
        type="date"
        name="due_date"
        aria-label=${t('Day of the new milestone')}
      />
      <button class="button button-primary">${icon(Plus)}${t('Add milestone')}</button>
      ${this.errorOf('new')}
    </form>`
  }

  async #add(event: SubmitEvent): Promise<void> {
    const form = event.target as HTMLFormElement
    const { name, due_date } = valuesOf(event)
    const values = { name, due_date: due_date || null }
    const isDone = await this.act('new', () =>
      this.store.make(`${this.store.path}/milestones`, values),
    )
    if (isDone) form.reset()
  }

  #remove(mark: MilestoneDetail): Promise<void> {
    const cost = (count: number): string =>
      count === 0
        ? ''
        : tn(
            '%(count)s task belongs to it and will belong to none.',
            '%(count)s tasks belong to it and will belong to none.',
            count,
          )
    return this.removeRow(mark, ({ milestones }) => cost(milestones[mark.id] ?? 0))
  }
}

customElements.define('tf-settings-milestones', TfSettingsMilestones)
