import { html, type TemplateResult } from 'lit'
import {
  AlignCenter,
  AlignLeft,
  AlignRight,
  Bold,
  Italic,
  Link,
  Strikethrough,
} from 'lucide-static'
import { t } from '../../../common/i18n'
import { icon } from '../../../common/icons'
import type { MenuItem } from '../../../common/ui/menu'
import type { Drawable } from '../../model/drawable'
import type { TextAlign } from '../../model/element'
import { isMarked, type MarkName } from '../../model/rich-text'
import type { Change } from '../../model/transaction'
import { alignOf } from '../../render/shapes/text'
import type { Editor } from '../../editor'
import { askAddress } from '../text/link-dialog'
import { listButton, restyle } from './buttons'

/** Bold and the like: for the letters chosen while writing, else for all of the elements. */
export function markButtons(editor: Editor, elements: readonly Drawable[]): TemplateResult {
  const button = (name: MarkName, label: string, keys: string, shape: string) =>
    html`<button
      class="board-tool board-tool-small"
      type="button"
      aria-label=${label}
      data-tooltip=${label}
      data-shortcut=${keys}
      data-tooltip-side="top"
      aria-pressed=${elements.every((element) => isAll(element, name))}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${() => markAll(editor, elements, name)}
    >
      ${icon(shape)}
    </button>`
  return html`${button('bold', t('Bold'), 'mod+b', Bold)}
  ${button('italic', t('Italic'), 'mod+i', Italic)}
  ${button('strike', t('Strike through'), 'mod+shift+x', Strikethrough)}
  ${button('link', t('Link'), 'mod+k', Link)} ${alignButton(editor, elements)}`
}

function isAll({ text, spans, style }: Drawable, name: MarkName): boolean {
  if ((name === 'bold' || name === 'italic') && style[name]) return true
  return text !== '' && isMarked(spans ?? [], 0, text.length, name)
}

function markAll(editor: Editor, elements: readonly Drawable[], name: MarkName): void {
  if (editor.marking) return editor.marking(name)
  const isOn = elements.every((element) => isAll(element, name))
  if (name === 'bold' || name === 'italic') return restyle(editor, elements, { [name]: !isOn })
  if (name !== 'link') return format(editor, elements, { [name]: isOn ? null : true })
  const first = elements[0]?.spans?.find(({ marks }) => marks.link)?.marks.link
  askAddress(first ?? '', (link) => format(editor, elements, { link }))
}

function format(editor: Editor, elements: readonly Drawable[], marks: object): void {
  const changes = elements.map(({ id, text }): Change => ({
    type: 'format',
    id,
    from: 0,
    to: text.length,
    marks,
  }))
  editor.dispatch({ changes })
}

function alignButton(editor: Editor, elements: readonly Drawable[]): TemplateResult {
  const [first] = elements
  const now = first ? alignOf(first) : 'center'
  const shapes: Record<TextAlign, string> = {
    start: AlignLeft,
    center: AlignCenter,
    end: AlignRight,
  }
  const names: Record<TextAlign, string> = { start: t('Start'), center: t('Centre'), end: t('End') }
  const items = (['start', 'center', 'end'] as const).map((align): MenuItem => ({
    label: names[align],
    icon: shapes[align],
    isChecked: align === now,
    run: () => restyle(editor, elements, { align }),
  }))
  return listButton(t('Align the text'), shapes[now], items)
}
