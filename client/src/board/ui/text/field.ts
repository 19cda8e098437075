import { t } from '../../../common/i18n'
import { TEXT_LIMIT } from '../../model/element'
import { piecesOf, type Marks, type Span } from '../../model/rich-text'

/** An editable place for a marked text; the browser edits, and the document says what is there. */
export function makeField(): HTMLElement {
  const field = document.createElement('div')
  field.className = 'board-text'
  field.contentEditable = 'true'
  field.spellcheck = true
  field.hidden = true
  field.dir = 'auto'
  field.dataset.most = String(TEXT_LIMIT)
  field.setAttribute('role', 'textbox')
  field.setAttribute('aria-multiline', 'true')
  field.setAttribute('aria-label', t('Text of the element'))
  return field
}

/** The text as the field holds it: a line break at the very end is only there to be seen. */
export function readField(field: HTMLElement): string {
  return field.textContent
}

export function fillField(field: HTMLElement, text: string, spans: readonly Span[]): void {
  const nodes: Node[] = piecesOf(text, spans).map(({ text: words, marks }) => {
    const node = document.createTextNode(words)
    if (Object.keys(marks).length === 0) return node
    const span = document.createElement('span')
    span.className = classesOf(marks)
    span.append(node)
    return span
  })
  // Without it the caret could not stand on the empty line.
  if (text === '' || text.endsWith('\n')) nodes.push(document.createElement('br'))
  field.replaceChildren(...nodes)
}

function classesOf({ bold, italic, strike, underline, link }: Marks): string {
  return [
    bold && 'is-bold',
    italic && 'is-italic',
    strike && 'is-strike',
    (underline ?? link) && 'is-underline',
    link && 'is-link',
  ]
    .filter(Boolean)
    .join(' ')
}
