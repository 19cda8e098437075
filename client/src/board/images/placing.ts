import { ranksBetween } from '../../common/rank'
import { t, tn } from '../../common/i18n'
import { errorToast, toast } from '../../common/ui/toast'
import type { Editor } from '../editor'
import type { Point } from '../geometry/vec'
import { ELEMENT_LIMIT, newElementId, type BoardElement } from '../model/element'
import { layOut, LOCAL } from '../model/image'
import type { Change } from '../model/transaction'
import { readPicture, type ReadPicture } from './reading'
import type { ImageUploads } from './uploads'

const MOST = 100

/** Pictures of this device beside one another around `middle`, shown at once and brought then. */
export async function placePictures(
  editor: Editor,
  uploads: ImageUploads,
  files: readonly File[],
  middle: Point,
): Promise<void> {
  const read = await Promise.all(files.slice(0, MOST).map(readPicture))
  const pictures = read.filter((each) => each !== null)
  const odd = read.length - pictures.length
  if (odd > 0) {
    errorToast(tn('%(count)s file is no picture.', '%(count)s files are no pictures.', odd))
  }
  if (pictures.length === 0 || !editor.canEdit) return
  if (editor.scene.size + pictures.length > ELEMENT_LIMIT) {
    toast(t('A board holds at most %(count)s elements.', { count: ELEMENT_LIMIT }), {
      kind: 'error',
    })
    return
  }
  const elements = elementsOf(editor, pictures, middle)
  elements.forEach(({ id }, index) => {
    const picture = pictures[index]
    if (picture) editor.renderer.putPicture(LOCAL + id, picture.file)
  })
  editor.dispatch({ changes: elements.map((element): Change => ({ type: 'add', element })) })
  editor.select(elements.map(({ id }) => id))
  elements.forEach(({ id }, index) => {
    const picture = pictures[index]
    if (picture) uploads.bring(id, picture.file)
  })
}

function elementsOf(
  editor: Editor,
  pictures: readonly ReadPicture[],
  middle: Point,
): BoardElement[] {
  // As large on the screen wherever one has zoomed to, within reason.
  const factor = Math.max(0.5, Math.min(8, 1 / editor.camera.zoom))
  const boxes = layOut(pictures, middle, factor)
  const ranks = ranksBetween(editor.scene.topRank(), null, pictures.length)
  return pictures.map(({ file, width, height }, index) => ({
    id: newElementId(),
    kind: 'image',
    ...(boxes[index] ?? { ...middle, width, height }),
    rotation: 0,
    z: ranks[index] ?? editor.rankOnTop(),
    style: {},
    text: '',
    name: file.name.slice(0, 200),
    size: [width, height],
  }))
}

/** Another picture in the same place, as wide as the one before. */
export async function replacePicture(
  editor: Editor,
  uploads: ImageUploads,
  id: string,
  file: File,
): Promise<void> {
  const picture = await readPicture(file)
  const element = editor.scene.element(id)
  if (!picture || !element) {
    errorToast(t('This file is no picture.'))
    return
  }
  const height = (element.width * picture.height) / picture.width
  const y = element.y + (element.height - height) / 2
  const content = {
    asset: undefined,
    crop: undefined,
    alt: undefined,
    name: file.name.slice(0, 200),
    size: [picture.width, picture.height] as const,
  }
  editor.renderer.putPicture(LOCAL + id, picture.file)
  editor.dispatch({
    changes: [
      { type: 'content', id, content },
      { type: 'place', id, geometry: { y, height } },
    ],
  })
  uploads.bring(id, picture.file)
}
