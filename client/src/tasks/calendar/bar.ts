/** Above the calendar: which weeks, what of them, and the way out to other calendars. */

import { CalendarSync, ChevronLeft, ChevronRight } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { locale, t } from '../../common/i18n'
import { presence } from '../parts/presence'
import type { ProjectStore } from '../project'
import { inWords } from '../time/days'
import type { TimeFilter } from '../time/showing'

export type Mode = 'month' | 'week'

interface CalendarBar {
  readonly day: string
  readonly mode: Mode
  readonly showing: TimeFilter
  readonly store: ProjectStore
  /** How many tasks have no date. */
  readonly waiting: number
  readonly hasTray: boolean
  readonly today: () => void
  readonly turn: (by: 1 | -1) => void
  readonly setMode: (mode: Mode) => void
  readonly toggleTray: () => void
  readonly openFeed: () => void
}

export function calendarBar(bar: CalendarBar): TemplateResult {
  const { store, mode } = bar
  return html`<div class="view-bar time-bar">
    ${steps(bar)} ${bar.showing.bar()} ${presence(store.people, store.page.me.id)}
    <div class="segmented" role="group" aria-label=${t('Show')}>
      ${(['month', 'week'] as const).map(
        (each) =>
          html`<button
            type="button"
            aria-pressed=${mode === each}
            @click=${() => bar.setMode(each)}
          >
            ${each === 'month' ? t('Month') : t('Week')}
          </button>`,
      )}
    </div>
    <button
      class="button button-small"
      type="button"
      aria-pressed=${bar.hasTray}
      @click=${bar.toggleTray}
    >
      ${t('No date')} <span class="meta">${bar.waiting}</span>
    </button>
    <button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-label=${t('Calendar address')}
      title=${t('Calendar address')}
      @click=${bar.openFeed}
    >
      ${icon(CalendarSync)}
    </button>
  </div>`
}

function steps({ day, mode, today, turn }: CalendarBar): TemplateResult {
  const isMonth = mode === 'month'
  return html`<div class="time-steps">
    <button class="button button-small" type="button" @click=${today}>${t('Today')}</button>
    <button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-label=${isMonth ? t('Previous month') : t('Previous week')}
      @click=${() => turn(-1)}
    >
      ${icon(ChevronLeft, { flip: true })}
    </button>
    <button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-label=${isMonth ? t('Next month') : t('Next week')}
      @click=${() => turn(1)}
    >
      ${icon(ChevronRight, { flip: true })}
    </button>
    <h2 class="time-title" aria-live="polite">
      ${inWords(day, locale(), { month: 'long', year: 'numeric' })}
    </h2>
  </div>`
}
