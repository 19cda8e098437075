import { t } from '../../common/i18n'
import { errorToast, toast } from '../../common/ui/toast'
import type { Drawable } from '../model/drawable'
import { LIGHT_THEME } from '../model/palette'
import { toPng, toSvg } from '../render/export'
import type { Editor } from '../editor'

const PNG_SCALE = 2

export async function downloadPng(
  editor: Editor,
  elements: readonly Drawable[],
  title: string,
): Promise<void> {
  const blob = await toPng(elements, PNG_SCALE, options(editor))
  if (blob) save(blob, title, 'png')
  else errorToast(t('There is nothing to export.'))
}

export function downloadSvg(editor: Editor, elements: readonly Drawable[], title: string): void {
  const svg = toSvg(elements, options(editor))
  if (svg) save(new Blob([svg], { type: 'image/svg+xml' }), title, 'svg')
  else errorToast(t('There is nothing to export.'))
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
