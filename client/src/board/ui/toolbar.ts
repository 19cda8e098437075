import { html, nothing, render } from 'lit'
import {
  Circle,
  Diamond,
  Hand,
  MousePointer2,
  PencilLine,
  Redo2,
  Spline,
  Square,
  StickyNote,
  Type,
  Undo2,
  SquareKanban,
} from 'lucide-static'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { ToolName } from '../tools/tool'
import type { Editor } from '../editor'
import { findAction, runAction } from './actions'

export interface ToolEntry {
  readonly name: ToolName
  readonly label: string
  readonly key: string
  readonly shape: string
  readonly isForViewers?: boolean
}

export function toolEntries(): readonly ToolEntry[] {
  return [
    { name: 'select', label: t('Select'), key: 'v', shape: MousePointer2, isForViewers: true },
    { name: 'hand', label: t('Move the board'), key: 'h', shape: Hand, isForViewers: true },
    { name: 'sticky', label: t('Sticky note'), key: 'n', shape: StickyNote },
    { name: 'rectangle', label: t('Rectangle'), key: 'r', shape: Square },
    { name: 'ellipse', label: t('Ellipse'), key: 'o', shape: Circle },
    { name: 'diamond', label: t('Diamond'), key: 'd', shape: Diamond },
    { name: 'text', label: t('Text'), key: 't', shape: Type },
    { name: 'pen', label: t('Pen'), key: 'p', shape: PencilLine },
    { name: 'connector', label: t('Connector'), key: 'c', shape: Spline },
  ]
}

/** The tools at the side (below on a phone); those who only look have two of them. */
export function mountToolbar(host: HTMLElement, editor: Editor): void {
  const draw = () => {
    const tools = toolEntries().filter(({ isForViewers }) => editor.canEdit || isForViewers)
    render(
      html`${tools.map(({ name, label, key, shape }) => {
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
      })}
      ${editor.canEdit ? moreTools(editor) : ''}`,
      host,
    )
  }
  editor.signals.on(['tool', 'access', 'history'], draw)
  draw()
}

function moreTools(editor: Editor) {
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
  return html`${button('board.insert-card', t('Task card'), 'k', SquareKanban)}
    ${drawing?.icon ? button(drawing.id, drawing.label, drawing.keys ?? '', drawing.icon) : nothing}
    <span class="board-tools-line" aria-hidden="true"></span>
    ${button('board.undo', t('Undo'), 'mod+z', Undo2, !editor.history.canUndo)}
    ${button('board.redo', t('Redo'), 'mod+shift+z', Redo2, !editor.history.canRedo)}`
}
