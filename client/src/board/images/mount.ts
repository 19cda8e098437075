import type { Editor } from '../editor'
import type { BoardSession } from '../ui/session'
import { uploadsOf } from './actions'
import { mountCropEditor } from './crop-editor'
import { placePictures } from './placing'
import { isPicture } from './reading'

/** Pictures on the board: dropped, cropped, and read where this board's are kept. */
export function mountImages(stage: HTMLElement, session: BoardSession): void {
  const { editor, data } = session
  editor.renderer.setPictures(`/b/${data.id}/assets/`)
  mountCropEditor(stage, editor)
  wireDrop(stage, session)
  warm(editor)
}

function wireDrop(stage: HTMLElement, session: BoardSession): void {
  const { editor } = session
  const isOver = (event: DragEvent) => {
    const items = [...(event.dataTransfer?.items ?? [])]
    return editor.canEdit && items.some((item) => item.kind === 'file')
  }
  stage.addEventListener('dragover', (event) => {
    if (!isOver(event)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
    stage.classList.add('is-dropped-on')
  })
  stage.addEventListener('dragleave', () => stage.classList.remove('is-dropped-on'))
  stage.addEventListener('drop', (event) => {
    stage.classList.remove('is-dropped-on')
    if (!isOver(event)) return
    event.preventDefault()
    const { left, top } = stage.getBoundingClientRect()
    const at = editor.worldAt({ x: event.clientX - left, y: event.clientY - top })
    const files = [...(event.dataTransfer?.files ?? [])].filter(isPicture)
    void placePictures(editor, uploadsOf(session), files, at)
  })
}

/** What is chosen may be dragged next: this thread paints it then. */
function warm(editor: Editor): void {
  editor.signals.on('selection', () => {
    for (const { kind, asset, width } of editor.chosen.slice(0, 20)) {
      if (kind === 'image' && asset) {
        editor.renderer.pictures.find(asset, width * editor.camera.zoom, asset)
      }
    }
  })
}
