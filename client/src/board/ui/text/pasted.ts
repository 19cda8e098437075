import { isWebAddress, type Marks, type Span } from '../../model/rich-text'

export interface Pasted {
  readonly text: string
  readonly spans: readonly Span[]
}

const BLOCKS: ReadonlySet<string> = new Set([
  ...['P', 'DIV', 'LI', 'UL', 'OL', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'TR', 'BLOCKQUOTE', 'PRE'],
])
const LEFT_OUT: ReadonlySet<string> = new Set(['STYLE', 'SCRIPT', 'TEMPLATE', 'HEAD', 'TITLE'])

/** What a board keeps of rich text from elsewhere: marks, links, lines and lists. */
export function fromHtml(html: string): Pasted {
  const page = new DOMParser().parseFromString(html, 'text/html')
  const reader = new Reader()
  reader.read(page.body, {})
  return reader.result()
}

class Reader {
  private text = ''
  private readonly spans: Span[] = []

  result(): Pasted {
    const text = this.text.replace(/\s+$/, '')
    const spans = this.spans
      .map((span) => ({ ...span, to: Math.min(span.to, text.length) }))
      .filter(({ from, to }) => to > from)
    return { text, spans }
  }

  read(node: Node, marks: Marks): void {
    if (node instanceof Text) return this.add(node.data.replace(/[\s\u00a0]+/g, ' '), marks)
    if (!(node instanceof Element) || LEFT_OUT.has(node.tagName)) return
    if (node.tagName === 'BR') return this.add('\n', {})
    const isBlock = BLOCKS.has(node.tagName)
    if (isBlock) this.newLine()
    if (node.tagName === 'LI') this.add(markOf(node), {})
    const own = { ...marks, ...marksOf(node) }
    for (const child of node.childNodes) this.read(child, own)
    if (isBlock) this.newLine()
  }

  private newLine(): void {
    if (this.text !== '' && !this.text.endsWith('\n')) this.text += '\n'
  }

  private add(words: string, marks: Marks): void {
    const isAtStart = this.text === '' || /[\s]$/.test(this.text)
    const text = words === '\n' || !isAtStart ? words : words.replace(/^ +/, '')
    if (text === '') return
    const from = this.text.length
    this.text += text
    if (Object.keys(marks).length > 0) this.spans.push({ from, to: this.text.length, marks })
  }
}

function markOf(item: Element): string {
  const list = item.parentElement
  if (list?.tagName !== 'OL') return '- '
  const items = [...list.children].filter(({ tagName }) => tagName === 'LI')
  return `${String(items.indexOf(item) + 1)}. `
}

function marksOf(element: Element): Marks {
  const { fontWeight, fontStyle, textDecorationLine } = (element as HTMLElement).style
  const href = element.tagName === 'A' ? (element.getAttribute('href') ?? '') : ''
  const isPlain = fontWeight === 'normal' || fontWeight === '400'
  const isBold =
    (/^(B|STRONG|H[1-6]|TH)$/.test(element.tagName) && !isPlain) ||
    /^(bold|[6-9]00)$/.test(fontWeight)
  return {
    ...(isBold && { bold: true }),
    ...((/^(I|EM)$/.test(element.tagName) || fontStyle === 'italic') && { italic: true }),
    ...((/^(S|DEL|STRIKE)$/.test(element.tagName) || textDecorationLine === 'line-through') && {
      strike: true,
    }),
    ...(element.tagName === 'U' && { underline: true }),
    ...(isWebAddress(href) && { link: href }),
  }
}
