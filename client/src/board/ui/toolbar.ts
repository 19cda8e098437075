import { html, nothing, render } from 'lit'
import {
  CodeXml,
  Eraser,
  Frame,
  Hand,
  Highlighter,
  Image,
  Lasso,
  MousePointer2,
  Network,
  PencilLine,
  Pointer,
  Redo2,
  Shapes,
  Smile,
  Spline,
  Stamp,
  SquareKanban,
  StickyNote,
  Table,
  Type,
  Undo2,
  Wrench,
} from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { ToolName } from '../tools/tool'
import type { Editor } from '../editor'
import type { ShapeKind } from '../model/element'
import { findAction, runAction } from './actions'
import { openPicker } from './picker'
import { shapeEntries, shapeItems } from './shapes'
import { openEmoji, openIcons } from './stamps'

export interface ToolEntry {
  readonly name: ToolName
  readonly label: string
  readonly key: string
  readonly shape: string
  readonly isForViewers?: boolean
  /** In the sheet of further tools. */
  readonly isTucked?: boolean
}

export function toolEntries(): readonly ToolEntry[] {
  return [
    { name: 'select', label: t('Select'), key: 'v', shape: MousePointer2, isForViewers: true },
    { name: 'hand', label: t('Move the board'), key: 'h', shape: Hand, isForViewers: true },
    { name: 'sticky', label: t('Sticky note'), key: 'n', shape: StickyNote },
    { name: 'text', label: t('Text'), key: 't', shape: Type },
    { name: 'connector', label: t('Connector'), key: 'c', shape: Spline },
    { name: 'pen', label: t('Pen'), key: 'p', shape: PencilLine },
    { name: 'highlighter', label: t('Highlighter'), key: 'shift+p', shape: Highlighter },
    { name: 'eraser', label: t('Eraser'), key: 'e', shape: Eraser },
    { name: 'lasso', label: t('Lasso'), key: 'q', shape: Lasso, isTucked: true },
    { name: 'laser', label: t('Laser pointer'), key: 'l', shape: Pointer, isTucked: true },
    { name: 'frame', label: t('Frame'), key: 'f', shape: Frame },
    { name: 'mindmap', label: t('Mind map'), key: 'm', shape: Network },
    { name: 'table', label: t('Table'), key: 'shift+n', shape: Table },
    { name: 'code', label: t('Code block'), key: 'shift+k', shape: CodeXml },
  ]
}

/** The tools at the side (below on a phone); those who only look have two of them. */
export function mountToolbar(host: HTMLElement, editor: Editor): void {
  const draw = () => {
    const tools = toolEntries().filter(
      ({ isForViewers, isTucked }) => !isTucked && (editor.canEdit || isForViewers),
    )
    const upTo = tools.findIndex(({ name }) => name === 'sticky') + 1 || tools.length
    const button = (entry: ToolEntry) => toolButton(editor, entry)
    render(
      html`${tools.slice(0, upTo).map(button)} ${editor.canEdit ? shapesButton(editor) : nothing}
      ${tools.slice(upTo).map(button)} ${editor.canEdit ? moreTools(editor) : nothing}`,
      host,
    )
  }
  editor.signals.on(['tool', 'access', 'history'], draw)
  draw()
}

function toolButton(editor: Editor, { name, label, key, shape }: ToolEntry) {
  const isCurrent = editor.tool.name === name
  return html`<button
    class="board-tool"
    type="button"
    aria-pressed=${isCurrent}
    aria-label=${label}
    data-tool=${name}
    data-tooltip=${label}
    data-shortcut=${key}
    data-tooltip-side="right"
    @click=${() => editor.use(isCurrent && name !== 'select' ? 'select' : name)}
  >
    ${icon(shape, { size: 20 })}
  </button>`
}

/** One button for all shapes; it shows the one that is being drawn. */
function shapesButton(editor: Editor) {
  const current = shapeEntries().find(({ name }) => name === editor.tool.name)
  return sheetButton(t('Shapes'), current?.shape ?? Shapes, current !== undefined, (anchor) =>
    openPicker(anchor, {
      label: t('Shapes'),
      columns: 5,
      find: shapeItems,
      choose: (name) => editor.use(name as ShapeKind),
    }),
  )
}

/** Tools that are taken less often, behind one button that shows the one in hand. */
function tuckedButton(editor: Editor) {
  const tucked = toolEntries().filter(({ isTucked }) => isTucked)
  const current = tucked.find(({ name }) => name === editor.tool.name)
  return sheetButton(t('More tools'), current?.shape ?? Wrench, current !== undefined, (anchor) =>
    openPicker(anchor, {
      label: t('More tools'),
      columns: 5,
      find: () =>
        tucked.map(({ name, label, key, shape }) => ({
          id: name,
          label,
          keys: key,
          face: icon(shape, { size: 20 }),
        })),
      choose: (name) => editor.use(name as ToolName),
    }),
  )
}

/** A button that opens a sheet of pictures; the same is an action for keys and palette. */
function sheetButton(
  label: string,
  shape: string,
  isCurrent: boolean,
  open: (anchor: HTMLElement) => void,
  key = '',
) {
  return html`<button
    class="board-tool"
    type="button"
    aria-pressed=${isCurrent}
    aria-label=${label}
    aria-haspopup="dialog"
    data-tooltip=${label}
    data-shortcut=${key || nothing}
    data-tooltip-side="right"
    data-sheet=${key || nothing}
    @click=${(event: Event) => open(event.currentTarget as HTMLElement)}
  >
    ${icon(shape, { size: 20 })}
  </button>`
}

/** Opens the sheet of a toolbar button by its key. */
export function openSheet(key: string): void {
  document.querySelector<HTMLElement>(`[data-sheet="${key}"]`)?.click()
}

function moreTools(editor: Editor) {
  const { name } = editor.tool
  const button = (action: string, label: string, key: string, shape: string, isOff = false) =>
    html`<button
      class="board-tool"
      type="button"
      aria-label=${label}
      data-tooltip=${label}
      data-shortcut=${key}
      data-tooltip-side="right"
      ?disabled=${isOff}
      @click=${() => runAction(action)}
    >
      ${icon(shape, { size: 20 })}
    </button>`
  const drawing = findAction('board.ai-diagram')
  return html`${sheetButton(t('Emoji'), Smile, name === 'emoji', (at) => openEmoji(at, editor), 's')}
    ${sheetButton(t('Icons'), Stamp, name === 'icon', (at) => void openIcons(at, editor), 'i')}
    ${button('board.image', t('Image'), 'u', Image)} ${tuckedButton(editor)}
    ${button('board.insert-card', t('Task card'), 'k', SquareKanban)}
    ${drawing?.icon ? button(drawing.id, drawing.label, drawing.keys ?? '', drawing.icon) : nothing}
    <span class="board-tools-line" aria-hidden="true"></span>
    ${button('board.undo', t('Undo'), 'mod+z', Undo2, !editor.history.canUndo)}
    ${button('board.redo', t('Redo'), 'mod+shift+z', Redo2, !editor.history.canRedo)}`
}
