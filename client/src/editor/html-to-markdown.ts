/** What was copied from a page or a word processor, as Markdown; what has no words there is left. */

const SKIPPED = new Set(['SCRIPT', 'STYLE', 'META', 'LINK', 'TITLE', 'NOSCRIPT', 'TEMPLATE', 'SVG'])
const BLOCKS = new Set([
  'P', 'DIV', 'SECTION', 'ARTICLE', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'UL', 'OL', 'TABLE',
  'BLOCKQUOTE', 'PRE', 'HR', 'FIGURE', 'HEADER', 'FOOTER', 'MAIN', 'BODY',
]) // prettier-ignore

/** Null where the text has nothing that plain words would not say as well. */
export function markdownFromHtml(source: string): string | null {
  const { body } = new DOMParser().parseFromString(source, 'text/html')
  if (
    body.querySelector(
      'a,b,strong,i,em,s,del,code,pre,h1,h2,h3,h4,h5,h6,ul,ol,table,blockquote,img',
    ) === null
  )
    return null
  return blocksOf(body)
    .join('\n\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function blocksOf(parent: Node): string[] {
  const blocks: string[] = []
  let line = ''
  const flush = () => {
    if (line.trim() !== '') blocks.push(line.trim())
    line = ''
  }
  for (const node of parent.childNodes) {
    if (node instanceof HTMLElement && BLOCKS.has(node.tagName)) {
      flush()
      blocks.push(...blockOf(node))
    } else line += inlineOf(node)
  }
  flush()
  return blocks.filter((block) => block.trim() !== '')
}

function blockOf(element: HTMLElement): string[] {
  const { tagName } = element
  const level = /^H([1-6])$/.exec(tagName)?.[1]
  if (level !== undefined) return [`${'#'.repeat(Number(level))} ${inlinesOf(element).trim()}`]
  switch (tagName) {
    case 'UL':
    case 'OL':
      return [listOf(element, '')]
    case 'PRE':
      return [`\`\`\`${languageOf(element)}\n${element.textContent.replace(/\n$/, '')}\n\`\`\``]
    case 'BLOCKQUOTE':
      return [blocksOf(element).join('\n\n').replace(/^/gm, '> ')]
    case 'HR':
      return ['---']
    case 'TABLE':
      return [tableOf(element as HTMLTableElement)]
    default:
      return blocksOf(element)
  }
}

function languageOf(element: HTMLElement): string {
  const found = /\blanguage-([\w+#.-]+)/.exec(element.querySelector('code')?.className ?? '')
  return found?.[1] ?? ''
}

function listOf(list: HTMLElement, indent: string): string {
  let number = 0
  return [...list.children]
    .filter((item) => item.tagName === 'LI')
    .map((item) => {
      number += 1
      const sign = list.tagName === 'OL' ? `${String(number)}. ` : '- '
      const box = item.querySelector<HTMLInputElement>(
        ':scope > input[type=checkbox], :scope > p > input[type=checkbox]',
      )
      const mark = box === null ? '' : box.checked ? '[x] ' : '[ ] '
      const inner = [...item.childNodes]
        .filter((node) => !['UL', 'OL'].includes(node.nodeName))
        .map((node) =>
          node instanceof HTMLElement && BLOCKS.has(node.tagName)
            ? blockOf(node).join(' ')
            : inlineOf(node),
        )
        .join('')
        .trim()
      const nested = [...item.children]
        .filter(({ tagName }) => tagName === 'UL' || tagName === 'OL')
        .map((child) => `\n${listOf(child as HTMLElement, indent + ' '.repeat(sign.length))}`)
      return `${indent}${sign}${mark}${inner}${nested.join('')}`
    })
    .join('\n')
}

function tableOf(table: HTMLTableElement): string {
  const rows = [...table.rows].map((row) =>
    [...row.cells].map((cell) =>
      inlinesOf(cell).replaceAll('|', '\\|').replace(/\s+/g, ' ').trim(),
    ),
  )
  const width = Math.max(0, ...rows.map(({ length }) => length))
  if (width === 0) return ''
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, index) => cells[index] ?? '').join(' | ')} |`
  const [head = [], ...body] = rows
  return [line(head), `|${' --- |'.repeat(width)}`, ...body.map(line)].join('\n')
}

const inlinesOf = (parent: Node): string => [...parent.childNodes].map(inlineOf).join('')

function inlineOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE)
    return escapeText((node.textContent ?? '').replace(/\s+/g, ' '))
  if (!(node instanceof HTMLElement) || SKIPPED.has(node.tagName.toUpperCase())) return ''
  const words = inlinesOf(node)
  switch (node.tagName) {
    case 'STRONG':
    case 'B':
      // Some editors wrap everything in a <b> that says it is none.
      return node.style.fontWeight === 'normal' ? words : around('**', words)
    case 'EM':
    case 'I':
      return around('*', words)
    case 'S':
    case 'DEL':
    case 'STRIKE':
      return around('~~', words)
    case 'CODE':
      return node.textContent === '' ? '' : `\`${node.textContent}\``
    case 'A':
      return linkOf(node as HTMLAnchorElement, words)
    case 'IMG':
      return pictureOf(node as HTMLImageElement)
    case 'BR':
      return '\n'
    default:
      return BLOCKS.has(node.tagName) ? blockOf(node).join('\n') : words
  }
}

function around(mark: string, words: string): string {
  const inner = words.trim()
  if (inner === '') return words
  const lead = /^\s*/.exec(words)?.[0] ?? ''
  const tail = /\s*$/.exec(words)?.[0] ?? ''
  return `${lead}${mark}${inner}${mark}${tail}`
}

function linkOf(link: HTMLAnchorElement, words: string): string {
  const target = link.getAttribute('href') ?? ''
  const isSafe = /^(https?:|mailto:|\/)/i.test(target)
  return isSafe && words.trim() !== ''
    ? `[${words.trim()}](${target.replaceAll(' ', '%20')})`
    : words
}

function pictureOf(picture: HTMLImageElement): string {
  const source = picture.getAttribute('src') ?? ''
  return /^(https?:|\/files\/)/i.test(source) ? `![${picture.alt}](${source})` : ''
}

function escapeText(text: string): string {
  return text.replace(/([\\`*_[\]])/g, '\\$1')
}
