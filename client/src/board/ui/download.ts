import { t } from '../../common/i18n'
import { errorToast, toast } from '../../common/ui/toast'
import type { Drawable } from '../model/drawable'
import { pictureKey, wholeBox } from '../model/image'
import { LIGHT_THEME } from '../model/palette'
import { toPng, toSvg } from '../render/export'
import type { Editor } from '../editor'

const PNG_SCALE = 2

export async function downloadPng(
  editor: Editor,
  elements: readonly Drawable[],
  title: string,
): Promise<void> {
  const blob = await pngOf(editor, elements)
  if (blob) save(blob, title, 'png')
  else errorToast(t('There is nothing to export.'))
}

export async function downloadSvg(
  editor: Editor,
  elements: readonly Drawable[],
  title: string,
): Promise<void> {
  const svg = await svgOf(editor, elements)
  if (svg) save(new Blob([svg], { type: 'image/svg+xml' }), title, 'svg')
  else errorToast(t('There is nothing to export.'))
}

/** With the pictures in it as sharp as it is. */
export async function pngOf(editor: Editor, elements: readonly Drawable[]): Promise<Blob | null> {
  const { pictures } = editor.renderer
  const images = elements.filter(({ kind }) => kind === 'image')
  await Promise.all(
    images.map((image) => pictures.ready(pictureKey(image), wholeBox(image).width * PNG_SCALE)),
  )
  return toPng(elements, PNG_SCALE, options(editor))
}

/** A drawing that needs nothing else: its pictures are in it. */
export async function svgOf(editor: Editor, elements: readonly Drawable[]): Promise<string | null> {
  const keys = new Set(elements.filter(({ kind }) => kind === 'image').map(pictureKey))
  const pictures = new Map<string, string>()
  for (const key of keys) {
    const blob = await editor.renderer.pictures.bytes(key)
    if (blob) pictures.set(key, await addressOf(blob))
  }
  return toSvg(elements, { ...options(editor), pictures })
}

function addressOf(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(reader.result as string))
    reader.addEventListener('error', () => reject(new Error('The picture cannot be read.')))
    reader.readAsDataURL(blob)
  })
}

/** Pictures are for documents and slides, which are light. */
function options(editor: Editor) {
  return { theme: { ...LIGHT_THEME, background: '#ffffff' }, measure: editor.renderer.measure }
}

function save(blob: Blob, title: string, ending: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = `${title.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'board'}.${ending}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
  toast(t('%(name)s saved', { name: link.download }))
}
