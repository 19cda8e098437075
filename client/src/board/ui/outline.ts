import { html, render } from 'lit'
import { t } from '../../common/i18n'
import { isShown, type Drawable } from '../model/drawable'
import type { ElementKind } from '../model/element'
import type { Editor } from '../editor'

const ROW = 80
const MOST = 500

/** Top to bottom, and within a row from the start of the line. */
export function readingOrder(editor: Editor): Drawable[] {
  const isRightToLeft = document.dir === 'rtl'
  return [...editor.scene.all()].filter(isShown).sort((a, b) => {
    const rows = Math.floor(a.y / ROW) - Math.floor(b.y / ROW)
    return rows !== 0 ? rows : isRightToLeft ? b.x - a.x : a.x - b.x
  })
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

/** The board as a list, for those who read it with a screen reader or by keyboard. */
export function mountOutline(host: HTMLElement, editor: Editor, canvas: HTMLElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const choose = (id: string) => {
    editor.select([id])
    editor.reveal(id)
  }
  const enter = (id: string) => {
    choose(id)
    canvas.focus()
  }
  const draw = () => {
    timer = undefined
    const elements = readingOrder(editor).slice(0, MOST)
    render(
      html`<h2>${t('Elements of this board')}</h2>
        ${elements.length === 0 ? html`<p>${t('The board is empty.')}</p>` : ''}
        <ul>
          ${elements.map(
            (element) =>
              html`<li>
                <button
                  type="button"
                  aria-pressed=${editor.selection.has(element.id)}
                  @focus=${() => choose(element.id)}
                  @click=${() => enter(element.id)}
                >
                  ${describe(element).slice(0, 200)}
                </button>
              </li>`,
          )}
        </ul>`,
      host,
    )
  }
  const soon = () => {
    timer ??= setTimeout(draw, 600)
  }
  editor.signals.on('scene', soon)
  draw()
}
