/** What one is told of, where and when; each choice is saved as it is made. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { errorToast, toast } from '../../common/ui/toast'
import {
  channelName,
  dayNames,
  intervalName,
  levelName,
  LEVELS,
  reminderName,
  stoppedWords,
  type Channel,
  type Level,
  type NoticesPage,
  type Preferences,
  type ProjectLevel,
} from './model'
import './push-section'

function readShell(): NoticesPage {
  return JSON.parse(document.getElementById('tf-page')?.textContent ?? '{}') as NoticesPage
}

const checked = (event: Event): boolean => (event.target as HTMLInputElement).checked
const chosen = (event: Event): string => (event.target as HTMLSelectElement).value

export class TfNoticeSettings extends LitElement {
  static override properties = {
    preferences: { state: true },
    projects: { state: true },
    stopped: { state: true },
  }

  declare preferences: Preferences
  declare projects: readonly ProjectLevel[]
  declare stopped: NoticesPage['stopped']
  readonly #page = readShell()

  constructor() {
    super()
    this.preferences = this.#page.preferences
    this.projects = this.#page.projects
    this.stopped = this.#page.stopped
  }

  override createRenderRoot(): this {
    return this
  }

  protected override render(): TemplateResult {
    return html`${this.#stoppedNotice()} ${section('kinds', t('What, and where'), this.#kinds())}
    ${section('mail', t('E-mail'), this.#mail())} ${section('quiet', t('Quiet'), this.#quiet())}
    ${section('due', t('Reminders of what is due'), this.#reminders())}
    ${section('projects', t('Projects'), this.#levels())}
    ${section('push', t('Push'), html`<tf-push-section push-key=${this.#page.push_key}></tf-push-section>`)}`
  }

  #stoppedNotice(): TemplateResult | typeof nothing {
    if (this.stopped === null) return nothing
    const { reason, detail } = this.stopped
    return html`<div class="notice notice-danger row row-wrap" role="status">
      <span class="grow stack-tight">
        <strong>${stoppedWords(reason)}</strong>
        <span>${this.#page.email}</span>
        ${detail === '' ? nothing : html`<span class="meta">${detail}</span>`}
      </span>
      <button class="button button-small" type="button" @click=${() => void this.#tryAgain()}>
        ${t('Try again')}
      </button>
    </div>`
  }

  #kinds(): TemplateResult {
    const { kinds, channels } = this.#page
    return html`<div class="table-wrap">
      <table class="table notices-kinds">
        <thead>
          <tr>
            <th scope="col">${t('Kind')}</th>
            ${channels.map((channel) => html`<th scope="col">${channelName(channel)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${kinds.map(
            ({ id, name }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${channels.map((channel) => this.#cell(id, name, channel))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  }

  #cell(kind: string, name: string, channel: Channel): TemplateResult {
    const isOn = this.preferences.channels[kind]?.[channel] ?? false
    return html`<td>
      <label class="notices-cell">
        <input
          class="checkbox"
          type="checkbox"
          aria-label=${t('%(kind)s: %(channel)s', { kind: name, channel: channelName(channel) })}
          .checked=${live(isOn)}
          @change=${(event: Event) =>
            void this.#save({ channels: { [kind]: { [channel]: checked(event) } } })}
        />
      </label>
    </td>`
  }

  #mail(): TemplateResult {
    return html`<div class="field">
      <label for="notices-interval">${t('One mail of all that happened')}</label>
      <select
        class="select"
        id="notices-interval"
        @change=${(event: Event) => void this.#save({ email_interval: Number(chosen(event)) })}
      >
        ${this.#page.intervals.map(
          (minutes) =>
            html`<option value=${minutes} ?selected=${minutes === this.preferences.email_interval}>
              ${intervalName(minutes)}
            </option>`,
        )}
      </select>
      <p class="help">
        ${t('What waits for your answer is sent within a minute or two. What you read before is not sent.')}
      </p>
    </div>`
  }

  #quiet(): TemplateResult {
    const { from, to, days } = this.preferences.quiet
    const isOn = from !== null && to !== null
    const usual = { from: '19:00', to: '08:00' }
    return html`<label class="row">
        <input
          class="checkbox"
          type="checkbox"
          .checked=${live(isOn)}
          @change=${(event: Event) =>
            void this.#save({ quiet: checked(event) ? usual : { from: null, to: null } })}
        />
        <span>${t('Quiet hours')}</span>
      </label>
      ${isOn ? html`<div class="row row-wrap">${this.#hour('from', t('From'), from)} ${this.#hour('to', t('To'), to)}</div>` : nothing}
      <fieldset class="notices-days">
        <legend>${t('Quiet days')}</legend>
        ${dayNames().map(
          ({ long, short }, day) =>
            html`<button
              class="chip-toggle"
              type="button"
              aria-label=${long}
              aria-pressed=${days.includes(day)}
              @click=${() => void this.#save({ quiet: { days: days.includes(day) ? days.filter((one) => one !== day) : [...days, day].sort() } })}
            >
              ${short}
            </button>`,
        )}
      </fieldset>
      <p class="help">
        ${t('Mail and push wait until it is over (%(zone)s). Your inbox fills as always.', { zone: this.#page.timezone })}
        <a href="/me/">${t('Change the time zone')}</a>
      </p>`
  }

  #hour(end: 'from' | 'to', label: string, value: string): TemplateResult {
    return html`<label class="row"
      ><span>${label}</span>
      <input
        class="input input-small"
        type="time"
        required
        .value=${value}
        @change=${(event: Event) => {
          if (chosen(event) !== '') void this.#save({ quiet: { [end]: chosen(event) } })
        }}
    /></label>`
  }

  #reminders(): TemplateResult {
    const { reminders, remind_at: hour } = this.preferences
    return html`${Object.keys(reminders).map(
        (reminder) =>
          html`<label class="row">
            <input
              class="checkbox"
              type="checkbox"
              .checked=${live(reminders[reminder] ?? false)}
              @change=${(event: Event) => void this.#save({ reminders: { [reminder]: checked(event) } })}
            />
            <span>${reminderName(reminder)}</span>
          </label>`,
      )}
      <div class="field">
        <label for="notices-hour">${t('At')}</label>
        <select
          class="select"
          id="notices-hour"
          @change=${(event: Event) => void this.#save({ remind_at: Number(chosen(event)) })}
        >
          ${Array.from({ length: 24 }, (_, at) => at).map(
            (at) =>
              html`<option value=${at} ?selected=${at === hour}>
                ${String(at).padStart(2, '0')}:00
              </option>`,
          )}
        </select>
      </div>`
  }

  #levels(): TemplateResult {
    if (this.projects.length === 0)
      return html`<p class="quiet">${t('You take part in no project yet.')}</p>`
    return html`<ul class="list">
      ${this.projects.map(
        (row) =>
          html`<li class="list-row row-wrap">
            <span class="grow stack-tight">
              <span class="truncate">${row.project.name}</span>
              <span class="meta quiet">${row.project.key} · ${row.workspace.name}</span>
            </span>
            <select
              class="select select-small notices-level"
              aria-label=${t('How much of %(name)s you hear', { name: row.project.name })}
              @change=${(event: Event) => void this.#setLevel(row, chosen(event) as Level)}
            >
              ${LEVELS.map((level) => html`<option value=${level} ?selected=${level === row.level}>${levelName(level)}</option>`)}
            </select>
          </li>`,
      )}
    </ul>`
  }

  async #save(change: object): Promise<void> {
    await this.#try(async () => {
      this.preferences = await api.patch<Preferences>(
        'me/notifications/preferences',
        change as never,
      )
    })
  }

  async #setLevel(row: ProjectLevel, level: Level): Promise<void> {
    await this.#try(async () => {
      await api.put(`me/notifications/projects/${row.project.id}`, { level })
      this.projects = this.projects.map((one) => (one === row ? { ...one, level } : one))
    })
  }

  async #tryAgain(): Promise<void> {
    await this.#try(async () => {
      await api.patch('me/notifications/email', { is_stopped: false })
      this.stopped = null
      toast(t('Mail is sent to you again.'))
    })
  }

  /** A refusal puts the control back to what is kept. */
  async #try(act: () => Promise<void>): Promise<void> {
    try {
      await act()
      announce(t('Saved'))
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
      this.preferences = structuredClone(this.preferences)
    }
  }
}

function section(id: string, title: string, body: TemplateResult): TemplateResult {
  return html`<section class="section stack" aria-labelledby="notices-${id}">
    <div class="section-head"><h2 id="notices-${id}">${title}</h2></div>
    ${body}
  </section>`
}

customElements.define('tf-notice-settings', TfNoticeSettings)
