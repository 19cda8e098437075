import { announce } from '../../common/ui/announce'
import { holdsText } from '../model/element'
import type { Editor } from '../editor'
import { forgetKept, keepCurrent, keptBy } from './arrange/by-key/keeping'
import { connectByKey, placeByKey } from './arrange/by-key/making'
import { resizeBy } from './arrange/by-key/sizing'
import { GRID } from '../tools/snapping'
import { grow } from './mindmap'
import { readingOrder, describe } from './outline'

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const PAN = 60

/** Keys that mean something only on the canvas itself; all others are actions (actions.ts). */
export function wireKeyboard(host: HTMLElement, editor: Editor): void {
  host.addEventListener('keydown', (event) => {
    if (event.target !== host) return
    const isHandled = handle(event, editor)
    if (!isHandled) return
    event.preventDefault()
    event.stopPropagation()
  })
}

function handle(event: KeyboardEvent, editor: Editor): boolean {
  if (event.ctrlKey || event.metaKey) return false
  const arrow = ARROWS[event.key]
  if (event.altKey) return arrow !== undefined && resizeBy(editor, arrow, event.shiftKey)
  if (arrow) return move(editor, arrow, event.shiftKey)
  switch (event.key) {
    case 'Tab':
      return (
        (!event.shiftKey && editor.tool.name === 'select' && growChosen(editor, 'child')) ||
        step(editor, event.shiftKey ? -1 : 1)
      )
    case 'Enter':
      return enter(editor)
    case 'x':
      return keepCurrent(editor)
    case 'F2':
      return write(editor)
    case 'Escape':
      return leave(editor)
    default:
      return false
  }
}

function move(editor: Editor, [dx, dy]: readonly [number, number], isFar: boolean): boolean {
  const step = editor.snapping.grid ? GRID : 1
  const by = isFar ? step * (editor.snapping.grid ? 4 : 10) : step
  if (editor.selection.size === 0 || !editor.canEdit) {
    const { x, y, zoom } = editor.camera
    editor.setCamera({ x: x + (dx * PAN) / zoom, y: y + (dy * PAN) / zoom, zoom })
    return true
  }
  editor.nudge({ x: dx * by, y: dy * by })
  return true
}

/** Goes through the elements in reading order, and out of the canvas at either end. */
function step(editor: Editor, by: 1 | -1): boolean {
  const order = readingOrder(editor)
  const kept = keptBy(editor)
  const current = [...editor.selection].at(-1)
  const at = order.findIndex(({ id }) => id === current)
  const next = at === -1 ? (by === 1 ? 0 : -1) : at + by
  const element = next < 0 ? undefined : order[next]
  if (!element) {
    editor.select([])
    return false
  }
  editor.select([...kept.filter((id) => id !== element.id), element.id])
  editor.reveal(element.id)
  announce(describe(element))
  return true
}

function growChosen(editor: Editor, where: 'child'): boolean {
  const [only, ...others] = editor.chosen
  return only !== undefined && others.length === 0 && grow(editor, only.id, where)
}

function enter(editor: Editor): boolean {
  if (editor.tool.name === 'connector') return connectByKey(editor)
  if (placeByKey(editor)) return true
  const [only, ...others] = editor.chosen
  if (!only || others.length > 0) return false
  if (only.kind === 'task') editor.open(only.id)
  else if (only.kind === 'table') editor.editCell(only.id, { row: 0, column: 0 })
  else if (!holdsText(only.kind) && (only.kind !== 'image' || only.locked)) return false
  else if (grow(editor, only.id, 'sibling')) return true
  else editor.edit(only.id)
  return true
}

/** Into the words of an element, also where Enter means something else. */
function write(editor: Editor): boolean {
  const [only, ...others] = editor.chosen
  if (!only || others.length > 0 || !holdsText(only.kind)) return false
  editor.edit(only.id)
  return true
}

function leave(editor: Editor): boolean {
  forgetKept(editor)
  if (editor.tool.name !== 'select') editor.use('select')
  else if (editor.leaveGroup()) return true
  else {
    editor.tool.cancel()
    editor.select([])
  }
  return true
}
