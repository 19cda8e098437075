import type { Size } from '../geometry/camera'
import type { BoardElement } from '../model/element'
import { growMap, rootOf, tidyMap } from '../model/mindmap'
import type { Change } from '../model/transaction'
import { layoutText } from '../render/text-layout'
import { usualStyle } from '../model/styles'
import type { Editor } from '../editor'

const LEAST = { width: 96, height: 45 }
const WIDEST = 280
const PADDING = 12

/** A new node beside or below this one, ready to be written into. */
export function grow(editor: Editor, id: string, where: 'child' | 'sibling'): boolean {
  const { scene } = editor
  const node = scene.element(id)
  if (node?.kind !== 'mindmap' || !editor.canEdit) return false
  const parent = node.parent ? scene.element(node.parent) : undefined
  // What is in the middle of a map has no siblings: Enter makes it a child as well.
  const isSibling = where === 'sibling' && parent?.kind === 'mindmap'
  const grown = growMap(
    scene,
    isSibling ? parent : node,
    isSibling ? node : null,
    editor.rankOnTop(),
    usualStyle('mindmap'),
  )
  editor.dispatch({ changes: grown.changes })
  editor.select([grown.id])
  editor.reveal(grown.id)
  editor.edit(grown.id)
  return true
}

/** Typing makes a node as large as its words; the map makes room. */
export function fitNode(editor: Editor, node: BoardElement, text: string): Change[] {
  const size = sizeOfNode(editor, { ...node, text })
  if (size.width === node.width && size.height === node.height) return []
  const root = rootOf(editor.scene, node)
  // What is in the middle keeps its middle; a branch to the left keeps its right edge.
  const shift = root.id === node.id ? (node.width - size.width) / 2 : 0
  const fitted = { ...node, ...size, x: node.x + shift }
  const nodes = new Map([[node.id, fitted]])
  const { x, width, height } = fitted
  return [
    { type: 'place', id: node.id, geometry: { x, width, height } },
    ...tidyMap(editor.scene, root, nodes),
  ]
}

function sizeOfNode(editor: Editor, { text, style }: BoardElement): Size {
  const { measure } = editor.renderer
  const bold = style.bold ?? false
  const italic = style.italic ?? false
  const size = typeof style.font_size === 'number' ? style.font_size : 16
  const widest = Math.max(...text.split('\n').map((line) => measure(line, bold, italic)))
  const wanted = Math.ceil((widest * size) / 100) + 2 * PADDING + 6
  const width = Math.max(LEAST.width, Math.min(WIDEST, wanted))
  const room = width - 2 * PADDING
  const { lines, lineHeight } = layoutText(text, { size, bold, italic }, room, 9999, measure)
  return { width, height: Math.max(LEAST.height, Math.ceil(lines.length * lineHeight) + 24) }
}

/** Folds the branches of the chosen nodes away, or brings them back. */
export function toggleFold(editor: Editor): void {
  const nodes = editor.chosen.filter(({ kind }) => kind === 'mindmap')
  const [first] = nodes
  if (!first) return
  const collapsed = first.collapsed !== true
  const changes = nodes.flatMap(({ id }): Change[] => {
    const node = editor.scene.element(id)
    if (!node || editor.scene.childrenOf(id).length === 0) return []
    const folded = new Map([[id, { ...node, collapsed }]])
    const tidied = tidyMap(editor.scene, rootOf(editor.scene, node), folded)
    return [{ type: 'content', id, content: { collapsed } }, ...tidied]
  })
  editor.dispatch({ changes })
}
