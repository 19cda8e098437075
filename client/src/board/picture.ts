import { handlesOf } from './geometry/handles'
import type { Point } from './geometry/vec'
import { portsOf } from './model/connector-path'
import { boundsOf, type Drawable } from './model/drawable'
import type { OverlayPicture, RemoteSelection } from './render/overlay'
import { quickDots } from './tools/connect/quick'
import {
  connectorEnds,
  HANDLE_REACH,
  isFixed,
  selectionFrame,
} from './tools/select/selection-frame'
import type { Editor } from './editor'

const MOST_BADGES = 60

/** Everything above the tiles, as it should look now; `lifted` lives there instead of in them. */
export function pictureOf(editor: Editor, lifted: readonly Drawable[]): OverlayPicture {
  const { scene, camera, canEdit, guides } = editor
  const moved = new Map(lifted.map((drawable) => [drawable.id, drawable]))
  const chosen = editor.chosen.map((drawable) => moved.get(drawable.id) ?? drawable)
  const frame = frameOf(editor, chosen)
  const showHandles = frame !== null && canEdit && editor.tool.name === 'select' && !isFixed(editor)
  const showDots = showHandles && !editor.isPreviewing && editor.editing === null
  const glue = scene.drawable(guides.glue ?? '')
  return {
    lifted,
    chosen,
    frame,
    handles: showHandles ? handlesOf(frame.box, frame.rotation, HANDLE_REACH / camera.zoom) : [],
    ends: chosen.length === 1 && canEdit ? endsOf(editor, chosen) : [],
    marquee: guides.marquee ?? null,
    glue: glue ?? null,
    found: editor.found.length > 0 ? scene.pick(editor.found) : [],
    ports: glue ? portsOf(glue).map(({ point }) => point) : [],
    marks: {
      lines: guides.lines ?? [],
      loop: guides.loop ?? [],
      trails: editor.trails,
      locked: chosen.filter(({ locked }) => locked).slice(0, MOST_BADGES),
    },
    dots: showDots ? quickDots(editor) : [],
    remote: editor.remoteSelections.map(({ color, ids }): RemoteSelection => ({
      color,
      drawables: scene.pick(ids).map((drawable) => moved.get(drawable.id) ?? drawable),
    })),
  }
}

function frameOf(editor: Editor, chosen: readonly Drawable[]): OverlayPicture['frame'] {
  const frame = selectionFrame(editor)
  const [only] = chosen
  if (!frame || !only) return null
  if (chosen.length === 1) return { box: only, rotation: only.rotation }
  return { box: boundsOf(chosen) ?? frame.box, rotation: 0 }
}

function endsOf(editor: Editor, chosen: readonly Drawable[]): Point[] {
  const [only] = chosen
  if (connectorEnds(editor).length === 0 || !only?.path) return []
  return [only.path[0], only.path.at(-1)].filter((point) => point !== undefined)
}
