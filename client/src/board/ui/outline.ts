import { t } from '../../common/i18n'
import { isShown, type Drawable } from '../model/drawable'
import type { ElementKind } from '../model/element'
import { compareReading } from '../model/outline'
import type { Editor } from '../editor'

/** Top to bottom, and within a row from the start of the line. */
export function readingOrder(editor: Editor): Drawable[] {
  return [...editor.scene.all()].filter(isShown).sort(compareReading(document.dir === 'rtl'))
}

/** The frames as they are gone through: row by row. */
export function framesInOrder(editor: Editor): Drawable[] {
  return readingOrder(editor).filter(({ kind }) => kind === 'frame')
}

/** What an element is called when it is read out. */
export function describe(element: Drawable): string {
  const what = kindName(element.kind)
  const { card } = element
  const text = card ? `${card.key} ${card.title} (${card.status})` : wordsOf(element)
  return text === '' ? what : `${what}: ${text}`
}

function wordsOf({ kind, text, emoji, icon, title, name, cells, url, alt }: Drawable): string {
  if (kind === 'emoji') return emoji ?? ''
  if (kind === 'icon') return (icon ?? '').replaceAll('-', ' ')
  if (kind === 'table') return (cells ?? []).map((row) => row.join(', ')).join('; ')
  return text || alt || title || name || url || ''
}

export function kindName(kind: ElementKind): string {
  const names: Partial<Record<ElementKind, string>> = {
    sticky: t('Sticky note'),
    rectangle: t('Rectangle'),
    rounded: t('Rounded rectangle'),
    ellipse: t('Ellipse'),
    diamond: t('Diamond'),
    triangle: t('Triangle'),
    hexagon: t('Hexagon'),
    star: t('Star'),
    cylinder: t('Cylinder'),
    cloud: t('Cloud'),
    arrow: t('Arrow'),
    text: t('Text'),
    freehand: t('Drawing'),
    connector: t('Connector'),
    frame: t('Frame'),
    mindmap: t('Mind map node'),
    task: t('Task card'),
    image: t('Image'),
    link: t('Link'),
    emoji: t('Emoji'),
    icon: t('Icon'),
    table: t('Table'),
    code: t('Code block'),
  }
  return names[kind] ?? t('Element')
}
