import { html, nothing, render, type TemplateResult } from 'lit'
import { AlignLeft, Ellipsis } from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import { toScreen } from '../geometry/camera'
import { boundsOf, type Drawable } from '../model/drawable'
import { isBornWithText, isShape, type ElementKind } from '../model/element'
import { inkShade, paperShade } from '../model/palette'
import type { Change } from '../model/transaction'
import type { Editor } from '../editor'
import { actionsIn, type BoardAction } from './actions'
import { toItem } from './arrange/context-menu'
import { barButton, listButton, restyle } from './bar/buttons'
import { connectorButtons, widthButton } from './bar/line-buttons'
import { shapeButtons } from './bar/shape-buttons'
import { markButtons } from './bar/text-buttons'
import { codeButton } from './bar/code-buttons'
import { tableButton } from './bar/table-buttons'
import { openSwatches, paperChoices, inkChoices, type ColorChoice } from './swatches'

const GAP = 44
const FILLED: ReadonlySet<ElementKind> = new Set(['mindmap', 'frame', 'table'])
const UNMARKED: ReadonlySet<ElementKind> = new Set(['frame', 'code'])
const LINED: ReadonlySet<ElementKind> = new Set(['connector', 'freehand', 'mindmap', 'icon'])
const SHORT = 14
const SIZES = [12, 14, 16, 20, 28, 40, 64] as const

/** What can be done with the selection, right above it. */
export function mountContextBar(host: HTMLElement, editor: Editor): void {
  host.setAttribute('role', 'toolbar')
  host.setAttribute('aria-label', t('Selection'))
  const draw = () => {
    const isShown = editor.canEdit && editor.selection.size > 0 && !editor.isPreviewing
    const isTyping = editor.editing !== null
    host.hidden = !(isShown || isTyping) || editor.guides.marquee !== undefined
    if (host.hidden) return
    render(bar(editor, editor.chosen), host)
    place(host, editor)
  }
  editor.signals.on(['selection', 'scene', 'access', 'preview', 'guides', 'editing'], draw)
  editor.signals.on('camera', () => {
    if (!host.hidden) place(host, editor)
  })
  draw()
}

function place(host: HTMLElement, editor: Editor): void {
  const bounds = boundsOf(editor.chosen)
  if (!bounds) return
  const start = toScreen(editor.camera, bounds)
  const end = toScreen(editor.camera, {
    x: bounds.x + bounds.width,
    y: bounds.y + bounds.height,
  })
  const { width, height } = editor.view
  const room = { width: host.offsetWidth, height: host.offsetHeight }
  const middle = (start.x + end.x) / 2 - room.width / 2
  const left = Math.max(8, Math.min(width - room.width - 8, middle))
  const above = start.y - room.height - GAP
  const below = end.y + 16
  const wanted = above >= 8 ? above : below + room.height < height - 8 ? below : 8
  const top = Math.max(8, Math.min(height - room.height - 8, wanted))
  host.style.transform = `translate(${String(Math.round(left))}px, ${String(Math.round(top))}px)`
}

function bar(editor: Editor, chosen: readonly Drawable[]): TemplateResult {
  // What is locked can be opened again, copied and looked at.
  if (chosen.every(({ locked }) => locked)) {
    return html`${actionsIn('bar').map(actionButton)} ${menuButton(t('More'), Ellipsis, 'more')}`
  }
  const filled = chosen.filter(({ kind }) => kind === 'sticky' || isShape(kind) || FILLED.has(kind))
  const lined = chosen.filter(({ kind }) => isShape(kind) || LINED.has(kind))
  const worded = chosen.filter(({ kind }) => !UNMARKED.has(kind) && isBornWithText(kind))
  const links = chosen.filter(({ kind }) => kind === 'connector')
  const shapes = chosen.filter(({ kind }) => isShape(kind))
  return html`${shapeButtons(editor, shapes)}
  ${filled.length ? fillButton(editor, filled) : nothing}
  ${lined.length ? strokeButton(editor, lined) : nothing}
  ${worded.length ? textButtons(editor, worded) : nothing} ${connectorButtons(editor, links)}
  ${tableButton(editor, chosen)} ${codeButton(editor, chosen)} ${actionsIn('bar').map(actionButton)}
  ${chosen.length > 1 ? menuButton(t('Align'), AlignLeft, 'align') : nothing}
  ${menuButton(t('More'), Ellipsis, 'more')}`
}

function colorButton(
  label: string,
  color: string | null,
  choices: readonly ColorChoice[],
  choose: (name: string) => void,
): TemplateResult {
  const face = html`<span
    class="board-swatch ${color === null ? 'is-none' : ''}"
    .style=${color === null ? '' : `background:${color}`}
  ></span>`
  const run = (button: HTMLElement) => openSwatches(button, label, choices, choose)
  return barButton({ label, face, opens: 'dialog', run })
}

function usualFill(kind: ElementKind | undefined): string | undefined {
  if (kind === 'sticky') return 'yellow'
  return kind === 'frame' ? 'paper' : undefined
}

function fillButton(editor: Editor, elements: readonly Drawable[]): TemplateResult {
  const [first] = elements
  const isNote = elements.every(({ kind }) => kind === 'sticky')
  const shown = paperShade(first?.style.fill ?? usualFill(first?.kind), editor.renderer.theme)
  return colorButton(t('Fill'), shown, paperChoices(editor.renderer.theme, !isNote), (fill) =>
    restyle(editor, elements, { fill }),
  )
}

function strokeButton(editor: Editor, elements: readonly Drawable[]): TemplateResult {
  const [first] = elements
  const { theme } = editor.renderer
  const isMarker = elements.every(({ pen }) => pen === 'highlighter')
  const canBeNone = elements.every(({ kind }) => isShape(kind))
  const { stroke: now } = first?.style ?? {}
  return html`${colorButton(
    t('Line colour'),
    isMarker ? paperShade(now ?? 'yellow', theme) : inkShade(now, theme),
    isMarker ? paperChoices(theme, false) : inkChoices(theme, canBeNone),
    (stroke) => restyle(editor, elements, { stroke }),
  )}
  ${widthButton(editor, elements)}`
}

function textButtons(editor: Editor, elements: readonly Drawable[]): TemplateResult {
  const [first] = elements
  const { theme } = editor.renderer
  const size = first?.style.font_size ?? (first?.kind === 'sticky' ? 'auto' : 16)
  const isNote = elements.some(({ kind }) => kind === 'sticky')
  const sizes: (number | 'auto')[] = isNote ? ['auto', ...SIZES] : [...SIZES]
  const name = (value: number | 'auto') => (value === 'auto' ? t('Fits itself') : String(value))
  const items = sizes.map((value): MenuItem => ({
    label: name(value),
    isChecked: value === size,
    run: () => resizeLetters(editor, elements, value),
  }))
  const face = html`${size === 'auto' ? t('Auto') : size}`
  const open = (button: HTMLElement) => openMenu(button, items)
  return html`${barButton({ label: t('Text size'), face, opens: 'menu', isWord: true, run: open })}
  ${markButtons(editor, elements)}
  ${colorButton(
    t('Text colour'),
    inkShade(first?.style.color, theme),
    inkChoices(theme, false),
    (color) => restyle(editor, elements, { color }),
  )}`
}

/** A text's box is as high as its lines; what else holds text keeps its box. */
function resizeLetters(
  editor: Editor,
  elements: readonly Drawable[],
  font_size: number | 'auto',
): void {
  restyle(editor, elements, { font_size })
  const changes = elements.flatMap((element): Change[] => {
    if (element.kind !== 'text') return []
    const height = editor.heightOfText({ ...element, style: { ...element.style, font_size } })
    return [{ type: 'place', id: element.id, geometry: { height } }]
  })
  editor.dispatch({ changes })
}

function menuButton(label: string, shape: string, place: 'align' | 'more'): TemplateResult {
  return listButton(label, shape, () => actionsIn(place).map(toItem))
}

/** With its words where they are short, else with the words in a tooltip. */
function actionButton({ label, icon: shape, run }: BoardAction): TemplateResult {
  const isWord = label.length <= SHORT
  const words = isWord ? html`<span>${label}</span>` : nothing
  const face = html`${shape ? icon(shape) : nothing}${words}`
  return barButton({ label, face, isWord, hasTooltip: !isWord, run: () => void run() })
}
