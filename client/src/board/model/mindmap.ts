import { ranksBetween } from '../../common/rank'
import type { Size } from '../geometry/camera'
import { centreOf } from '../geometry/box'
import { newElementId, type BoardElement, type ElementStyle } from './element'
import type { Scene } from './scene'
import type { Change } from './transaction'

const ACROSS = 64
const DOWN = 18
const DEEPEST = 200
/** The branches that leave the middle of a map are told apart by these. */
const BRANCHES = ['violet', 'blue', 'teal', 'green', 'orange', 'pink', 'red'] as const

/** The children of a node, from top to bottom. */
export function childrenOf(scene: Scene, id: string): BoardElement[] {
  return scene
    .childrenOf(id)
    .sort((a, b) => compare(a.order ?? '', b.order ?? '') || a.y - b.y || compare(a.id, b.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The node in the middle of the map that an element belongs to. */
export function rootOf(scene: Scene, node: BoardElement): BoardElement {
  const seen = new Set<string>()
  let root = node
  while (root.parent && !seen.has(root.id)) {
    seen.add(root.id)
    const parent = scene.element(root.parent)
    if (parent?.kind !== 'mindmap') break
    root = parent
  }
  return root
}

/** A node and all that grows from it. */
export function subtreeOf(scene: Scene, node: BoardElement): BoardElement[] {
  const found = new Map<string, BoardElement>([[node.id, node]])
  const queue = [node.id]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const child of scene.childrenOf(id)) {
      if (found.has(child.id)) continue
      found.set(child.id, child)
      queue.push(child.id)
    }
  }
  return [...found.values()]
}

/** Whether a node is out of sight because one above it is folded. */
export function isFolded(
  lookup: (id: string) => BoardElement | undefined,
  node: BoardElement,
): boolean {
  let at = node.parent ? lookup(node.parent) : undefined
  for (let depth = 0; at && depth < DEEPEST; depth++) {
    if (at.collapsed) return true
    at = at.parent ? lookup(at.parent) : undefined
  }
  return false
}

interface Branch {
  readonly node: BoardElement
  readonly size: Size
  readonly children: readonly Branch[]
  readonly height: number
}

/** How a map would stand when it is tidy; its middle stays where it is. */
export function tidyMap(
  scene: Scene,
  root: BoardElement,
  nodes: ReadonlyMap<string, BoardElement> = new Map(),
): Change[] {
  const current = nodes.get(root.id) ?? root
  const tree = branchOf(scene, current, nodes, new Set())
  const middle = centreOf(current)
  const isLeft = ({ node }: Branch) => centreOf(node).x < middle.x
  const changes: Change[] = []
  for (const [side, children] of [
    [1, tree.children.filter((child) => !isLeft(child))],
    [-1, tree.children.filter(isLeft)],
  ] as const) {
    placeAll(children, current, side, changes)
  }
  return changes
}

function branchOf(
  scene: Scene,
  node: BoardElement,
  nodes: ReadonlyMap<string, BoardElement>,
  seen: Set<string>,
): Branch {
  seen.add(node.id)
  const known = childrenOf(scene, node.id).filter(({ id }) => !nodes.has(id))
  const added = [...nodes.values()].filter(({ parent }) => parent === node.id)
  const below = node.collapsed
    ? []
    : [...known, ...added].sort((a, b) => compare(a.order ?? '', b.order ?? '') || a.y - b.y)
  const children = below
    .filter(({ id }) => !seen.has(id))
    .map((child) => branchOf(scene, child, nodes, seen))
  const height = Math.max(node.height, stackHeight(children))
  return { node, size: node, children, height }
}

function stackHeight(children: readonly Branch[]): number {
  return children.reduce((sum, { height }) => sum + height, 0) + DOWN * (children.length - 1)
}

function placeAll(
  children: readonly Branch[],
  parent: BoardElement,
  side: 1 | -1,
  changes: Change[],
): void {
  let top = parent.y + parent.height / 2 - stackHeight(children) / 2
  for (const { node, children: below, height } of children) {
    const x = side === 1 ? parent.x + parent.width + ACROSS : parent.x - ACROSS - node.width
    const y = top + (height - node.height) / 2
    top += height + DOWN
    if (Math.abs(node.x - x) > 0.01 || Math.abs(node.y - y) > 0.01) {
      changes.push({ type: 'place', id: node.id, geometry: { x, y } })
    }
    placeAll(below, { ...node, x, y }, side, changes)
  }
}

/** A new node under `parent`, after one of its children or at their end, and the map tidied. */
export function growMap(
  scene: Scene,
  parent: BoardElement,
  after: BoardElement | null,
  z: string,
  usual: ElementStyle,
): { readonly changes: Change[]; readonly id: string } {
  const children = childrenOf(scene, parent.id)
  const at = after ? children.findIndex(({ id }) => id === after.id) : children.length - 1
  const [order] = ranksBetween(children[at]?.order ?? null, children[at + 1]?.order ?? null, 1)
  const root = rootOf(scene, parent)
  const isRoot = root.id === parent.id
  const goesLeft = isRoot
    ? after !== null && centreOf(after).x < centreOf(parent).x
    : centreOf(parent).x < centreOf(root).x
  const stroke = isRoot ? BRANCHES[children.length % BRANCHES.length] : parent.style.stroke
  const node: BoardElement = {
    id: newElementId(),
    kind: 'mindmap',
    x: goesLeft ? parent.x - 1 - 96 : parent.x + parent.width + 1,
    y: (children[at]?.y ?? parent.y) + 1,
    width: 96,
    height: 45,
    rotation: 0,
    z,
    style: { ...usual, ...(stroke !== undefined && { stroke }) },
    text: '',
    parent: parent.id,
    order: order ?? 'V',
  }
  const unfolded = parent.collapsed ? { ...parent, collapsed: false } : parent
  const nodes = new Map([[node.id, node], [unfolded.id, unfolded]]) // prettier-ignore
  const unfold: Change[] = parent.collapsed
    ? [{ type: 'content', id: parent.id, content: { collapsed: false } }]
    : []
  const placed = tidyMap(scene, nodes.get(root.id) ?? root, nodes)
  const own = placed.find((change) => change.type === 'place' && change.id === node.id)
  const geometry = own?.type === 'place' ? own.geometry : {}
  return {
    id: node.id,
    changes: [
      { type: 'add', element: { ...node, ...geometry } },
      ...unfold,
      ...placed.filter((change) => change !== own),
    ],
  }
}
