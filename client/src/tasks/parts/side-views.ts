/** What stands in the person's side bar of saved views, kept true on every page. */

import { Bookmark } from 'lucide-static'
import { html, render } from 'lit'
import { api } from '../../common/api'
import { frameData } from '../../common/frame-data'
import { icon } from '../../common/icons'
import { liveSocket, type LiveEvent } from '../../common/socket'

const SOON_MS = 120

interface Favourite {
  readonly id: string
  readonly name: string
}

export function wireSideViews(): void {
  const { me, workspace } = frameData()
  const group = document.querySelector<HTMLElement>('[data-side-views]')
  const list = group?.querySelector<HTMLElement>('[data-side-views-list]')
  if (me === '' || workspace.id === '' || group === null || !list) return
  let timer: ReturnType<typeof setTimeout> | undefined
  let isOurs = false
  const show = (views: readonly Favourite[]): void => {
    group.hidden = views.length === 0
    // What the server wrote gives way, once, to what is drawn here.
    if (!isOurs) list.replaceChildren()
    isOurs = true
    render(
      views.map(
        ({ id, name }) =>
          html`<a class="nav-item" href="/w/${workspace.slug}/views/${id}/" data-tooltip=${name}
            >${icon(Bookmark)}<span class="truncate">${name}</span></a
          >`,
      ),
      list,
    )
  }
  const ask = async (): Promise<void> => {
    const path = `workspaces/${workspace.slug}/views`
    const query = { favorite: 'true' }
    const { results } = await api.get<{ results: readonly Favourite[] }>(path, { query })
    show(results)
  }
  const soon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void ask().catch(() => undefined), SOON_MS)
  }
  const event = ({ type }: LiveEvent): void => {
    if (type.startsWith('view.')) soon()
  }
  liveSocket().join(`workspace:${workspace.id}`, { event, resync: soon })
  liveSocket().join(`user:${me}`, { event, resync: soon })
}
