/** A line of the inbox, and what can be done with it: by buttons, keys, and a menu on touch. */

import { AlarmClock, Archive, ArchiveRestore, Check, Ellipsis } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { avatar } from '../../common/ui/avatar'
import { openMenu } from '../../common/ui/menu'
import { stateMark } from '../parts/marks'
import { ago, exactTime } from '../parts/text'
import { isAsleep, wordsOf, type Notification, type Thread } from './model'
import { hintOf } from './snooze'

export interface RowView {
  readonly isSelected: boolean
  /** What was archived is shown: it can come back. */
  readonly isArchive: boolean
  readonly open: () => void
  readonly toggleRead: () => void
  readonly snooze: (anchor: Element) => void
  readonly archive: () => void
}

interface Act {
  readonly shape: string
  readonly label: string
  readonly key: string
  readonly run: (anchor: Element) => void
}

export function threadRow(thread: Thread, view: RowView): TemplateResult {
  const { newest, unread } = thread
  const title = newest.task?.title ?? t('TeamFlow')
  const asked = (event: Event): void => {
    event.preventDefault()
    const row = event.currentTarget as Element
    menu(row.querySelector('.inbox-open') ?? row, thread, view)
  }
  return html`<li
    class="inbox-row"
    ?data-unread-row=${unread > 0}
    ?data-selected=${view.isSelected}
    @contextmenu=${asked}
  >
    ${openButton(thread, title, view)}
    <span class="inbox-acts">${actsOf(thread, view).map(actButton)}</span>
    <button
      class="button button-ghost button-icon inbox-more"
      type="button"
      aria-haspopup="menu"
      aria-label=${t('What to do with “%(title)s”', { title })}
      @click=${(event: Event) => menu(event.currentTarget as Element, thread, view)}
    >
      ${icon(Ellipsis)}
    </button>
  </li>`
}

function openButton({ newest, ids, unread, id }: Thread, title: string, view: RowView) {
  const { task, actor } = newest
  return html`<button
    type="button"
    class="inbox-open"
    data-thread=${id}
    aria-current=${view.isSelected ? 'true' : nothing}
    @click=${view.open}
  >
    ${unread > 0 ? html`<span class="inbox-dot" role="img" aria-label=${t('Unread')}></span>` : nothing}
    ${actor === null ? icon(AlarmClock, { size: 20 }) : avatar(actor, 24)}
    <span class="inbox-words">
      <span class="inbox-title truncate"
        >${task === null ? nothing : html`${stateMark(task.status)} <span class="task-key">${task.key}</span>`}
        ${title}</span
      >
      <span class="inbox-what truncate">${wordsOf(newest)}</span>
    </span>
    <span class="inbox-when meta" title=${exactTime(newest.created_at)}>
      ${wakes(newest) ?? ago(newest.created_at)}
      ${ids.length > 1 ? html`<span class="badge" aria-label=${tn('%(count)s notice', '%(count)s notices', ids.length)}>${ids.length}</span>` : nothing}
    </span>
  </button>`
}

/** When it comes back, while it sleeps. */
function wakes(row: Notification): TemplateResult | null {
  const { snoozed_until: until } = row
  if (until === null || !isAsleep(row, Date.now())) return null
  return html`<span class="inbox-wakes">${icon(AlarmClock)} ${hintOf(new Date(until))}</span>`
}

function actsOf({ unread }: Thread, view: RowView): readonly Act[] {
  const away = view.isArchive
    ? { shape: ArchiveRestore, label: t('Back to the inbox') }
    : { shape: Archive, label: t('Archive') }
  const read = unread > 0 ? t('Mark as read') : t('Mark as unread')
  return [
    { shape: Check, label: read, key: 'U', run: view.toggleRead },
    { shape: AlarmClock, label: t('Snooze'), key: 'H', run: view.snooze },
    { ...away, key: 'E', run: view.archive },
  ]
}

function actButton({ shape, label, key, run }: Act): TemplateResult {
  return html`<button
    class="button button-ghost button-icon button-small"
    type="button"
    aria-label=${label}
    data-tooltip=${label}
    data-shortcut=${key}
    @click=${(event: Event) => run(event.currentTarget as Element)}
  >
    ${icon(shape)}
  </button>`
}

function menu(anchor: Element, thread: Thread, view: RowView): void {
  const items = actsOf(thread, view).map(({ shape, label, key, run }) => ({
    ...{ label, icon: shape, keys: key },
    run: () => run(anchor),
  }))
  openMenu(anchor, items, { label: thread.newest.task?.title ?? t('Notice') })
}
