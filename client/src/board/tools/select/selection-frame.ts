import type { Box } from '../../geometry/box'
import type { Point } from '../../geometry/vec'
import { boundsOf } from '../../model/drawable'
import type { Scene } from '../../model/scene'

/** How far above the frame the handle that turns it stands, in CSS pixels. */
export const HANDLE_REACH = 26

interface Chosen {
  readonly scene: Scene
  readonly selection: ReadonlySet<string>
}

export interface SelectionFrame {
  readonly box: Box
  readonly rotation: number
}

/** Nothing of what is chosen can be moved: there is nothing to hold it by. */
export function isFixed({ scene, selection }: Chosen): boolean {
  return scene.pick(selection).every(({ locked }) => locked)
}

/** The frame with handles around what is chosen; a lone connector has ends instead. */
export function selectionFrame({ scene, selection }: Chosen): SelectionFrame | null {
  const chosen = scene.pick(selection)
  const [only] = chosen
  if (chosen.length === 1 && only) {
    if (only.kind === 'connector') return null
    return { box: only, rotation: only.rotation }
  }
  const box = boundsOf(chosen)
  return box ? { box, rotation: 0 } : null
}

/** The two ends of a connector that is chosen alone. */
export function connectorEnds({
  scene,
  selection,
}: Chosen): { id: string; side: 'from' | 'to'; point: Point }[] {
  const [only, ...others] = scene.pick(selection)
  if (only?.kind !== 'connector' || others.length > 0) return []
  const [from, to] = [only.path?.[0], only.path?.at(-1)]
  if (!from || !to) return []
  return [
    { id: only.id, side: 'from', point: from },
    { id: only.id, side: 'to', point: to },
  ]
}
