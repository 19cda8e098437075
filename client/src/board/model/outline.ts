import type { Drawable } from './drawable'
import { compareDepth, type BoardElement } from './element'
import { frameOf } from './frames'
import type { Scene } from './scene'

export type OutlineOrder = 'reading' | 'layers'

/** One line of the outline: an element, and how deep in frames and groups it lies. */
export interface OutlineRow {
  readonly id: string
  readonly depth: number
  /** How many lines stand right below it, one step deeper. */
  readonly inside: number
  readonly isFolded: boolean
}

const ROW = 80
const DEEPEST = 20

/** Top to bottom, and within a row from the start of the line. */
export function compareReading(isRightToLeft: boolean): (a: Drawable, b: Drawable) => number {
  return (a, b) => {
    const rows = Math.floor(a.y / ROW) - Math.floor(b.y / ROW)
    return rows !== 0 ? rows : isRightToLeft ? b.x - a.x : a.x - b.x
  }
}

/** The board as lines: what lies in a frame or a group stands below it. */
export function outlineRows(
  scene: Scene,
  order: OutlineOrder,
  folded: ReadonlySet<string>,
  isRightToLeft = false,
): OutlineRow[] {
  const reading = compareReading(isRightToLeft)
  const frames = scene.frames
  const below = new Map<string | null, Drawable[]>()
  const first = new Map<string, Drawable>()
  for (const drawable of scene.all()) {
    if (drawable.isFolded && !drawable.hidden) continue
    const parent = parentOf(scene, frames, drawable)
    const siblings = below.get(parent)
    if (siblings) siblings.push(drawable)
    else below.set(parent, [drawable])
    if (parent === null) continue
    // A group has no place of its own: it stands where the first of its members does.
    const known = first.get(parent)
    if (!known || reading(drawable, known) < 0) first.set(parent, drawable)
  }
  const placed = (drawable: Drawable): Drawable =>
    drawable.kind === 'group' ? (first.get(drawable.id) ?? drawable) : drawable
  const compare = (a: Drawable, b: Drawable) =>
    order === 'layers' ? compareDepth(placed(b), placed(a)) : reading(placed(a), placed(b))
  const rows: OutlineRow[] = []
  const add = (parent: string | null, depth: number) => {
    for (const { id, kind } of (below.get(parent) ?? []).sort(compare)) {
      const inside = below.get(id)?.length ?? 0
      if (kind === 'group' && inside === 0) continue
      const isFolded = folded.has(id) && inside > 0
      rows.push({ id, depth, inside, isFolded })
      if (inside > 0 && !isFolded && depth < DEEPEST) add(id, depth + 1)
    }
  }
  add(null, 0)
  return rows
}

function parentOf(scene: Scene, frames: readonly BoardElement[], element: Drawable): string | null {
  const { group } = element
  if (group !== undefined && scene.element(group)?.kind === 'group' && group !== element.id) {
    return group
  }
  if (element.kind === 'group' || element.kind === 'connector') return null
  return frameOf(frames, element)?.id ?? null
}
