/** The number at the inbox, in the side bar and in the tab's title, on every page. */

import { api } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { tn } from '../../common/i18n'
import { liveSocket } from '../../common/socket'

const SOON = 80
/** On the window, whenever the number was asked for. */
export const UNREAD = 'tf-unread'
export interface Unread {
  readonly count: number
}
let title: string | null = null

export function showUnread(count: number): void {
  title ??= document.title.replace(/^\(\d+\) /, '')
  document.title = count > 0 ? `(${String(count)}) ${title}` : title
  for (const badge of document.querySelectorAll<HTMLElement>('[data-unread]')) {
    badge.hidden = count === 0
    badge.textContent = count > 99 ? '99+' : String(count)
    badge.setAttribute('aria-label', tn('%(count)s unread', '%(count)s unread', count))
  }
  window.dispatchEvent(new CustomEvent<Unread>(UNREAD, { detail: { count } }))
}

/** Keep the number true: it is asked for anew whenever the person is told something. */
export function wireBadge(): void {
  const { me, unread, workspace } = frameData()
  if (me === '' || document.querySelector('[data-unread]') === null) return
  showUnread(unread)
  let timer: ReturnType<typeof setTimeout> | undefined
  const ask = async (): Promise<void> => {
    const query = { workspace: workspace.slug }
    const answer = await api.get<{ unread: number }>('me/notifications/unread', { query })
    showUnread(answer.unread)
  }
  const askSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask().catch(() => undefined), SOON)
  }
  const heard = ({ type }: { readonly type: string }): void => {
    if (type === 'notification') askSoon()
  }
  liveSocket().join(`user:${me}`, { event: heard, resync: askSoon })
}
