/** `<tf-settings-recurrences>`: the tasks of the project that come again, all in one list. */

import { html, nothing, type TemplateResult } from 'lit'
import { Pause, Play, Repeat, SkipForward } from 'lucide-static'
import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { dayName } from '../parts/text'
import { removeButton } from './controls'
import { SettingsPart } from './part'

interface Series {
  readonly id: string
  readonly title: string
  readonly words: string
  readonly mode: 'schedule' | 'completion'
  readonly next_on: string | null
  readonly is_active: boolean
  readonly stopped_because: string
}

export class TfSettingsRecurrences extends SettingsPart {
  static override properties = { list: { state: true } }

  declare list: readonly Series[] | null
  #stop: (() => void) | null = null

  constructor() {
    super()
    this.list = null
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
    this.#stop = this.store.watch((event) => {
      if (event === null || event.type.startsWith('recurrence.')) void this.#load()
    })
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#stop?.()
  }

  protected override render(): TemplateResult {
    return html`${this.head(t('Recurrences'), t('Tasks that come again, by the calendar or when the last one is done. Begin one in a task’s panel, under Repeat.'))}
    ${this.why('task')} ${this.#rows()}`
  }

  #rows(): TemplateResult {
    if (this.list === null)
      return html`<div class="skeleton settings-waiting" aria-hidden="true"></div>`
    if (this.list.length === 0)
      return html`<p class="settings-empty">
        ${t('Nothing comes again yet. Open a task that does (“Back up”, “Pay the rent”) and choose Repeat.')}
      </p>`
    return html`<ul class="list settings-rows">
      ${this.list.map((series) => this.#row(series))}
    </ul>`
  }

  #row(series: Series): TemplateResult {
    const name = series.title
    const mode = series.mode === 'schedule' ? t('by the calendar') : t('when the last one is done')
    const next = series.next_on ? t('next on %(day)s', { day: dayName(series.next_on) }) : ''
    const facts = [series.words, mode, next, series.stopped_because].filter((each) => each !== '')
    return html`<li class="settings-row" data-row=${series.id}>
      <span class="settings-sign">${icon(Repeat)}</span>
      <div class="grow stack-tight">
        <span class="settings-name truncate">${name}</span>
        <span class="meta">${facts.join(' · ')}</span>
      </div>
      ${series.is_active ? nothing : html`<span class="chip">${t('Paused')}</span>`}
      ${this.can('task') ? this.#acts(series) : nothing}
    </li>`
  }

  #acts(series: Series): TemplateResult {
    const name = series.title
    const path = `recurrences/${series.id}`
    const toggle = (): void => {
      const put = (is_active: boolean): Promise<unknown> => api.patch(path, { is_active })
      void this.act('', () => put(!series.is_active), {
        words: series.is_active
          ? t('Paused %(name)s', { name })
          : t('%(name)s comes again', { name }),
        undo: () => put(series.is_active).then(() => this.#load()),
      }).then(() => this.#load())
    }
    const skip = (): void =>
      void this.act('', () => api.post(`${path}/skip`), {
        words: t('Skipped the next one of %(name)s', { name }),
      }).then(() => this.#load())
    const pause = series.is_active ? t('Pause %(name)s', { name }) : t('Resume %(name)s', { name })
    const skipping = t('Skip the next %(name)s', { name })
    return html`${
        series.is_active && series.mode === 'schedule'
          ? html`<button
              class="button button-ghost button-icon button-small"
              type="button"
              aria-label=${skipping}
              title=${skipping}
              @click=${skip}
            >
              ${icon(SkipForward)}
            </button>`
          : nothing
      }<button
        class="button button-ghost button-icon button-small"
        type="button"
        aria-label=${pause}
        title=${pause}
        @click=${toggle}
      >
        ${icon(series.is_active ? Pause : Play)}</button
      >${removeButton(t('End %(name)s', { name }), () => void this.#end(series))}`
  }

  async #end(series: Series): Promise<void> {
    const name = series.title
    const words = t('Ended %(name)s', { name })
    await this.removePart(`recurrences/${series.id}`, { id: series.id, name }, words)
    await this.#load()
  }

  async #load(): Promise<void> {
    await this.act('', async () => {
      const query = { limit: 100 }
      const path = `${this.store.path}/recurrences`
      this.list = (await api.get<{ results: Series[] }>(path, { query })).results
    })
  }
}

customElements.define('tf-settings-recurrences', TfSettingsRecurrences)
