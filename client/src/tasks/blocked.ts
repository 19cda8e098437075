/** Which tasks wait for another that is not done: asked for once a page, then kept true. */

import type { ProjectStore } from './project'
import type { ProjectState } from './state'
import type { Blocking } from './timeline/graph'
import { LinkStore } from './timeline/links'

const NOBODY: ReadonlySet<string> = new Set()

interface Known {
  readonly links: LinkStore
  asked: readonly unknown[]
  ids: ReadonlySet<string>
}

const known = new WeakMap<ProjectStore, Known>()

/** The first question loads the links; the page is drawn anew when they are there. */
export function blockedIds(store: ProjectStore): ReadonlySet<string> {
  let found = known.get(store)
  if (found === undefined) {
    const links = new LinkStore(store, () => store.refresh())
    found = { links, asked: [], ids: NOBODY }
    known.set(store, found)
    links.start()
  }
  const asked = [found.links.links, store.state]
  if (!asked.every((part, at) => part === found.asked[at])) {
    found.ids = waiting(found.links.links, store.state)
    found.asked = asked
  }
  return found.ids
}

/** Tasks with an open one before them; blockers that are done or gone hold up nobody. */
export function waiting(links: readonly Blocking[], { tasks }: ProjectState): ReadonlySet<string> {
  const open = links.filter(({ source }) => {
    const blocker = tasks.get(source)
    return blocker !== undefined && blocker.status !== 'done'
  })
  return open.length === 0 ? NOBODY : new Set(open.map(({ target }) => target))
}
