import { FileImage, FileType, Frame, Maximize, ZoomIn, ZoomOut } from 'lucide-static'
import { t } from '../../../common/i18n'
import { boundsOf } from '../../model/drawable'
import { asking } from '../../../common/ui/actions'
import { framesInOrder } from '../outline'
import type { Editor } from '../../editor'
import type { BoardAction } from '../actions'
import { downloadPng, downloadSvg } from '../download'
import type { BoardSession } from '../session'

/** Zoom and place of the view. */
export function viewing(editor: Editor): BoardAction[] {
  const group = t('View')
  const zoomIn = { label: t('Zoom in'), group, icon: ZoomIn, run: () => editor.zoomBy(1.25) }
  return [
    { id: 'board.zoom-in', keys: '+', ...zoomIn },
    { id: 'board.zoom-in-plain', keys: '=', isKeyOnly: true, ...zoomIn },
    {
      id: 'board.zoom-out',
      label: t('Zoom out'),
      group,
      keys: '-',
      icon: ZoomOut,
      run: () => editor.zoomBy(0.8),
    },
    {
      id: 'board.zoom-100',
      label: t('Zoom to 100 %'),
      group,
      keys: '0',
      run: () => editor.zoomBy(1 / editor.camera.zoom),
    },
    {
      id: 'board.fit',
      label: t('Show everything'),
      group,
      keys: '1',
      icon: Maximize,
      run: () => editor.fit(),
    },
    {
      id: 'board.fit-selection',
      label: t('Zoom to the selection'),
      group,
      keys: '2',
      isEnabled: () => editor.selection.size > 0,
      run: () => editor.fit(boundsOf(editor.chosen), 2),
    },
    asking({
      id: 'board.frames',
      label: t('Go to a frame'),
      group,
      keys: 'shift+f',
      icon: Frame,
      ask: t('Frame'),
      isEnabled: () => editor.scene.frames.length > 0,
      choices: () =>
        framesInOrder(editor).map(({ id, text }, index) => ({
          id,
          label: text || t('Frame %(number)s', { number: index + 1 }),
          run: () => {
            editor.select([id])
            editor.fit(boundsOf(editor.chosen), 2)
          },
        })),
    }),
  ]
}

/** Pictures of the board or of what is chosen. */
export function exporting({ editor, data }: BoardSession): BoardAction[] {
  const group = t('Export')
  const isEmpty = () => editor.scene.size === 0
  const everything = () => [...editor.scene.all()]
  const hasChosen = () => editor.selection.size > 0
  return [
    {
      id: 'board.png',
      label: t('Board as PNG'),
      group,
      icon: FileImage,
      isEnabled: () => !isEmpty(),
      run: () => void downloadPng(editor, everything(), data.title),
    },
    {
      id: 'board.svg',
      label: t('Board as SVG'),
      group,
      icon: FileType,
      isEnabled: () => !isEmpty(),
      run: () => void downloadSvg(editor, everything(), data.title),
    },
    {
      id: 'board.png-selection',
      label: t('Selection as PNG'),
      group,
      icon: FileImage,
      place: 'more',
      isEnabled: hasChosen,
      run: () => void downloadPng(editor, editor.chosen, data.title),
    },
    {
      id: 'board.svg-selection',
      label: t('Selection as SVG'),
      group,
      icon: FileType,
      place: 'more',
      isEnabled: hasChosen,
      run: () => void downloadSvg(editor, editor.chosen, data.title),
    },
  ]
}
