import { newElementId, type BoardElement } from './element'
import type { Scene } from './scene'
import type { Change } from './transaction'

/** docs/protocol.md: groups nest at most so deep, and a reader stops at a loop. */
const DEEPEST = 16

/** The outermost group that an element belongs to. */
export function outermostGroup(scene: Scene, element: BoardElement): string | null {
  let group = element.group
  for (let depth = 0; group !== undefined && depth < DEEPEST; depth++) {
    const parent: string | undefined = scene.element(group)?.group
    if (parent === undefined || parent === group) return group
    group = parent
  }
  return group ?? null
}

/** The groups around an element, the outermost first. */
export function chainOf(scene: Scene, element: BoardElement): string[] {
  const chain: string[] = []
  let { group } = element
  while (group !== undefined && chain.length < DEEPEST && !chain.includes(group)) {
    chain.unshift(group)
    group = scene.element(group)?.group
  }
  return chain
}

/** The elements that are chosen together with `id`, within the group that has been entered. */
export function familyOf(scene: Scene, id: string, entered: string | null = null): string[] {
  const element = scene.element(id)
  const chain = element ? chainOf(scene, element) : []
  const group = chain[entered === null ? 0 : chain.indexOf(entered) + 1]
  if (group === undefined) return [id]
  const family: string[] = []
  for (const other of scene.all()) {
    if (other.kind === 'group' || other.group === undefined) continue
    if (chainOf(scene, other).includes(group)) family.push(other.id)
  }
  return family
}

/** Elements with the groups around them, so that copies are grouped alike. */
export function withGroups(scene: Scene, elements: readonly BoardElement[]): BoardElement[] {
  const found = new Map<string, BoardElement>()
  for (const each of elements) {
    let element: BoardElement | undefined = each
    while (element && !found.has(element.id)) {
      found.set(element.id, element)
      element = element.group === undefined ? undefined : scene.element(element.group)
    }
  }
  return [...found.values()]
}

/** Puts elements into a new group; groups among them become its members as they are. */
export function groupElements(scene: Scene, chosen: readonly BoardElement[]): Change[] {
  const members = new Set<string>()
  for (const element of chosen) members.add(outermostGroup(scene, element) ?? element.id)
  if (members.size < 2) return []
  const id = newElementId()
  const [first] = chosen
  const group: BoardElement = {
    id,
    kind: 'group',
    x: first?.x ?? 0,
    y: first?.y ?? 0,
    width: 0,
    height: 0,
    rotation: 0,
    z: first?.z ?? 'V',
    style: {},
    text: '',
  }
  const joins = [...members]
    .filter((member) => scene.element(member) !== undefined)
    .map((member): Change => ({ type: 'content', id: member, content: { group: id } }))
  return [{ type: 'add', element: group }, ...joins]
}

/** Dissolves the outermost groups of what is chosen; groups inside them stay. */
export function ungroupElements(scene: Scene, chosen: readonly BoardElement[]): Change[] {
  const groups = new Set(chosen.map((element) => outermostGroup(scene, element)))
  groups.delete(null)
  const changes: Change[] = []
  for (const element of scene.all()) {
    if (element.group === undefined || !groups.has(element.group)) continue
    changes.push({ type: 'content', id: element.id, content: { group: undefined } })
  }
  for (const group of groups) {
    if (group !== null && scene.element(group)) changes.push({ type: 'remove', id: group })
  }
  return changes
}
