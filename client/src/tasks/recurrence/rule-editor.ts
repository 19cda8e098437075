/** The form of a rule of recurrence, with what it means and the days that come of it. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { locale, t } from '../../common/i18n'
import { isoDate } from '../grammar'
import { dayName } from '../parts/text'
import {
  MONTH_DAYS,
  readRule,
  ruleText,
  WEEKDAYS,
  withFrequency,
  type Frequency,
  type RuleForm,
} from './rule'

const HALF_A_YEAR = 182 * 24 * 3600 * 1000

interface Preview {
  readonly words: string
  readonly upcoming: readonly string[]
}

export class RuleEditor extends LitElement {
  static override properties = {
    form: { state: true },
    preview: { state: true },
    problem: { state: true },
  }

  declare form: RuleForm
  declare preview: Preview | null
  /** Why the rule gives no days, in the server's words. */
  declare problem: string
  projectId = ''
  /** The day of the task that is repeated; empty: today. */
  startsOn = ''
  mode: 'schedule' | 'completion' = 'schedule'
  leadDays = 0
  onSave: (body: object) => void = () => undefined

  constructor() {
    super()
    this.form = readRule('FREQ=WEEKLY')
    this.preview = null
    this.problem = ''
  }

  override createRenderRoot(): this {
    return this
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (changed.has('form')) void this.#look()
  }

  protected override render(): TemplateResult {
    const { form, preview } = this
    const units: [Frequency, string][] = [
      ['DAILY', t('days')],
      ['WEEKLY', t('weeks')],
      ['MONTHLY', t('months')],
      ['YEARLY', t('years')],
    ]
    return html`<form class="form" @submit=${(event: Event) => this.#save(event)}>
      <div class="row">
        <label for="repeat-interval">${t('Every')}</label>
        <input
          class="input input-number"
          id="repeat-interval"
          type="number"
          min="1"
          max="999"
          .value=${String(form.interval)}
          @change=${(event: Event) =>
            (this.form = { ...form, interval: Math.max(1, Number(valueOf(event))) })}
        />
        <select
          class="select"
          aria-label=${t('Unit')}
          @change=${(event: Event) =>
            (this.form = withFrequency(form, valueOf(event) as Frequency))}
        >
          ${units.map(([id, label]) => html`<option value=${id} ?selected=${id === form.frequency}>${label}</option>`)}
        </select>
      </div>
      ${form.frequency === 'WEEKLY' ? this.#days() : nothing}
      ${form.frequency === 'MONTHLY' ? this.#monthDay() : nothing} ${this.#end()}
      <div class="field">
        <label for="repeat-mode">${t('The next one comes')}</label>
        <select
          class="select"
          id="repeat-mode"
          @change=${(event: Event) => (this.mode = valueOf(event) as 'schedule' | 'completion')}
        >
          <option value="schedule" ?selected=${this.mode === 'schedule'}>
            ${t('on schedule')}
          </option>
          <option value="completion" ?selected=${this.mode === 'completion'}>
            ${t('when this one is done')}
          </option>
        </select>
      </div>
      <div class="field">
        <label for="repeat-lead">${t('Made how many days before its date')}</label>
        <input
          class="input input-number"
          id="repeat-lead"
          type="number"
          min="0"
          max="365"
          .value=${String(this.leadDays)}
          @change=${(event: Event) => (this.leadDays = Number(valueOf(event)))}
        />
      </div>
      ${this.problem === '' ? nothing : html`<p class="errors" role="alert">${this.problem}</p>`}
      <p class="repeat-preview" aria-live="polite">
        ${preview ? html`<strong>${capital(preview.words)}</strong><br /><span class="quiet">${preview.upcoming.map((day) => dayName(day)).join(' · ') || t('No day comes of this.')}</span>` : nothing}
      </p>
      <div class="form-actions"><button class="button button-primary">${t('Save')}</button></div>
    </form>`
  }

  #days(): TemplateResult {
    const { form } = this
    const toggle = (day: string): void => {
      const days = form.days.includes(day)
        ? form.days.filter((each) => each !== day)
        : [...form.days, day]
      this.form = { ...form, days }
    }
    return html`<div class="segmented" role="group" aria-label=${t('Weekdays')}>
      ${WEEKDAYS.map(
        (day, at) =>
          html`<button
            type="button"
            aria-pressed=${String(form.days.includes(day))}
            @click=${() => toggle(day)}
          >
            ${weekdayName(at)}
          </button>`,
      )}
    </div>`
  }

  #monthDay(): TemplateResult {
    const { monthDay } = this.form
    const words = [
      t('on the day it began'),
      t('on the first day'),
      t('on the last day'),
      t('on the first working day'),
      t('on the last working day'),
    ]
    const known: string[] = [...MONTH_DAYS]
    return html`<div class="field">
      <label for="repeat-month-day">${t('Day of the month')}</label>
      <select
        class="select"
        id="repeat-month-day"
        @change=${(event: Event) => (this.form = { ...this.form, monthDay: valueOf(event) })}
      >
        ${known.map((value, at) => html`<option value=${value} ?selected=${value === monthDay}>${words[at]}</option>`)}
        ${known.includes(monthDay) ? nothing : html`<option value=${monthDay} selected>${t('as it was')}</option>`}
      </select>
    </div>`
  }

  /** Without end, until a day, or so many times. */
  #end(): TemplateResult {
    const { form } = this
    const kind = form.count > 0 ? 'count' : form.until !== '' ? 'until' : 'never'
    const kinds = { never: t('never'), until: t('on a day'), count: t('after so many times') }
    const choose = (chosen: string): void => {
      const until = chosen === 'until' ? isoDate(new Date(Date.now() + HALF_A_YEAR)) : ''
      this.form = { ...form, until, count: chosen === 'count' ? 10 : 0 }
    }
    return html`<div class="row">
      <label for="repeat-end">${t('Ends')}</label>
      <select class="select" id="repeat-end" @change=${(event: Event) => choose(valueOf(event))}>
        ${Object.entries(kinds).map(([id, words]) => html`<option value=${id} ?selected=${id === kind}>${words}</option>`)}
      </select>
      ${
        kind === 'until'
          ? html`<input
              class="input"
              type="date"
              aria-label=${t('Last day')}
              .value=${form.until}
              @change=${(event: Event) => (this.form = { ...form, until: valueOf(event) })}
            />`
          : nothing
      }
      ${
        kind === 'count'
          ? html`<input
              class="input input-number"
              type="number"
              min="1"
              max="999"
              aria-label=${t('How many times')}
              .value=${String(form.count)}
              @change=${(event: Event) =>
                (this.form = { ...form, count: Math.max(1, Math.round(Number(valueOf(event)))) })}
            />`
          : nothing
      }
    </div>`
  }

  #save(event: Event): void {
    event.preventDefault()
    this.onSave({ rule: ruleText(this.form), mode: this.mode, lead_days: this.leadDays })
  }

  async #look(): Promise<void> {
    const rule = ruleText(this.form)
    const body = this.startsOn === '' ? { rule } : { rule, starts_on: this.startsOn }
    try {
      const path = `projects/${this.projectId}/recurrences/preview`
      const preview = await api.post<Preview>(path, body)
      if (rule !== ruleText(this.form)) return
      this.preview = preview
      this.problem = ''
    } catch (error) {
      if (rule !== ruleText(this.form)) return
      this.preview = null
      this.problem = error instanceof ApiError ? error.words : ''
    }
  }
}

function valueOf(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value
}

export function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase(locale()) + words.slice(1)
}

function weekdayName(at: number): string {
  // 2024 began on a Monday.
  return new Intl.DateTimeFormat(locale(), { weekday: 'short' }).format(new Date(2024, 0, at + 1))
}

if (!customElements.get('tf-rule-editor')) customElements.define('tf-rule-editor', RuleEditor)
