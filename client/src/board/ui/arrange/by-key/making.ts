import { t } from '../../../../common/i18n'
import { announce } from '../../../../common/ui/announce'
import { intersects, type Box } from '../../../geometry/box'
import { toScreen } from '../../../geometry/camera'
import type { Point } from '../../../geometry/vec'
import type { Editor } from '../../../editor'
import { newElementId } from '../../../model/element'
import { usualBox } from '../../../tools/create/box-element'
import type { BoxKind, ToolName } from '../../../tools/tool'
import { describe } from '../../outline'

const GAP = 24
const MOST_TRIES = 60
/** Tools that need a hand: there is nothing that a key alone could make of them. */
const DRAWN: ReadonlySet<ToolName> = new Set([
  ...(['select', 'hand', 'pen', 'highlighter', 'connector'] as const),
  ...(['lasso', 'eraser', 'laser', 'painter', 'eyedropper'] as const),
])

/** Enter with a tool in hand: what it makes stands in the middle of the view, or beside it. */
export function placeByKey(editor: Editor): boolean {
  const { name } = editor.tool
  if (DRAWN.has(name) || !editor.canEdit) return false
  const point = freePlace(editor, name as BoxKind)
  const screen = toScreen(editor.camera, point)
  const keys = { shift: false, alt: false, mod: false }
  const pointer = { point, screen, pressure: 0.5, isTouch: false, ...keys }
  editor.tool.state.onPointerDown(pointer)
  editor.tool.state.onPointerUp(pointer)
  const [made] = editor.chosen
  if (made) editor.reveal(made.id)
  return true
}

/** From the middle to the right, then below, until nothing stands there. */
function freePlace(editor: Editor, kind: BoxKind): Point {
  const start = editor.viewCentre
  const box = usualBox(kind, start)
  if (kind === 'frame') return start
  let [x, y] = [0, 0]
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const moved: Box = { ...box, x: box.x + x, y: box.y + y }
    const taken = editor.scene
      .touching(moved)
      .some((each) => each.kind !== 'frame' && each.kind !== 'connector' && intersects(each, moved))
    if (!taken) break
    x += box.width + GAP
    if (x > editor.viewBox.width / 2 - box.width) [x, y] = [0, y + box.height + GAP]
  }
  return { x: start.x + x, y: start.y + y }
}

const sources = new WeakMap<Editor, string>()

/** Enter with the connector: first where it begins, then, wherever Tab has gone, where it ends. */
export function connectByKey(editor: Editor): boolean {
  const [only, ...others] = editor.chosen
  if (!only || others.length > 0 || only.kind === 'connector') {
    announce(t('Go to an element with Tab first'))
    return true
  }
  const from = editor.scene.drawable(sources.get(editor) ?? '')
  if (!from || from.id === only.id) {
    sources.set(editor, only.id)
    announce(t('From %(name)s. Tab to the other one, then Enter', { name: describe(only) }))
    return true
  }
  sources.delete(editor)
  const id = newElementId()
  const base = { x: from.x, y: from.y, width: 0, height: 0, rotation: 0, text: '' }
  const element = {
    ...base,
    id,
    kind: 'connector' as const,
    z: editor.rankOnTop(),
    style: editor.styleFor('connector'),
    from: { element: from.id, anchor: 'auto' as const },
    to: { element: only.id, anchor: 'auto' as const },
    route: editor.routeFor(true),
  }
  editor.dispatch({ changes: [{ type: 'add', element }] })
  editor.use('select')
  editor.select([id])
  announce(t('Connected with %(name)s', { name: describe(only) }))
  return true
}
