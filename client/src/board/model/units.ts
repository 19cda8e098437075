import { unionBoxes, type Box } from '../geometry/box'
import { visibleBox } from './drawable'
import type { BoardElement, ElementKind } from './element'
import { withContents } from './frames'
import { chainOf } from './groups'
import type { Scene } from './scene'

/** What is arranged as one: an element, a group, a frame with what lies in it. */
export interface Unit {
  readonly elements: readonly BoardElement[]
  readonly box: Box
}

const UNBOXED: ReadonlySet<ElementKind> = new Set(['connector', 'group'])

/**
 * The units among what is chosen, in its order. A group counts as one unless everything that is
 * chosen lies in it: then its members are arranged.
 */
export function unitsOf(scene: Scene, chosen: readonly BoardElement[]): Unit[] {
  const solid = chosen.filter(({ kind }) => !UNBOXED.has(kind))
  const chains = solid.map((element) => chainOf(scene, element))
  const depth = sharedDepth(chains)
  const families = new Map<string, BoardElement[]>()
  solid.forEach((element, index) => {
    const key = chains[index]?.[depth] ?? element.id
    families.set(key, [...(families.get(key) ?? []), element])
  })
  const units = [...families.values()].map((members) => unitOf(scene, members))
  const inner = new Set(units.flatMap(({ contents }) => contents))
  return units.flatMap(({ elements, members, box }) => {
    const isCarried = members.every(({ id }) => inner.has(id))
    return isCarried || !box || members.some(({ locked }) => locked) ? [] : [{ elements, box }]
  })
}

/** How many groups hold everything that is chosen. */
function sharedDepth(chains: readonly (readonly string[])[]): number {
  const [first] = chains
  let depth = 0
  while (first?.[depth] !== undefined && chains.every((chain) => chain[depth] === first[depth])) {
    depth += 1
  }
  return depth
}

function unitOf(scene: Scene, members: readonly BoardElement[]) {
  const own = new Set(members.map(({ id }) => id))
  const elements = withContents(scene, members)
  const contents = elements.map(({ id }) => id).filter((id) => !own.has(id))
  return { members, elements, contents, box: unionBoxes(scene.pick(own).map(visibleBox)) }
}
