import { coveredBox, intersects, type Box } from '../geometry/box'
import { toDrawable, type Drawable } from './drawable'
import type { BoardElement } from './element'
import type { Scene } from './scene'
import { applyChange, type Change } from './transaction'

export interface Preview {
  /** What the overlay shows instead of the tiles. */
  readonly drawables: readonly Drawable[]
  /** What the tiles leave out meanwhile. */
  readonly hidden: readonly string[]
}

export const NO_PREVIEW: Preview = { drawables: [], hidden: [] }

/** How the board would look after `changes`, with the connectors that would follow. */
export function previewOf(scene: Scene, changes: readonly Change[]): Preview {
  const changed = new Map<string, BoardElement>()
  const hidden = new Set<string>()
  for (const change of changes) {
    const id = change.type === 'add' ? change.element.id : change.id
    const element = applyChange(changed.get(id) ?? scene.element(id), change)
    if (scene.element(id)) hidden.add(id)
    if (element) changed.set(id, element)
    else changed.delete(id)
  }
  for (const id of scene.followersOf(hidden)) {
    const follower = changed.get(id) ?? scene.element(id)
    if (!follower) continue
    hidden.add(id)
    changed.set(id, follower)
  }
  const surroundings = {
    lookup: (id: string) => changed.get(id) ?? scene.element(id),
    near: (area: Box) => [
      ...scene.near(area).filter(({ id }) => !changed.has(id)),
      ...[...changed.values()].filter((element) =>
        intersects(area, coveredBox(element, element.rotation)),
      ),
    ],
  }
  const drawables = [...changed.values()].map((element) =>
    toDrawable(element, surroundings, scene.drawable(element.id)?.card),
  )
  return { drawables, hidden: [...hidden] }
}
