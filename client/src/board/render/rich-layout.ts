import { listMark, piecesOf, type Marks, type Span } from '../model/rich-text'
import type { Measure, TextStyle } from './text-layout'

/** Letters of one line that are marked alike; `x` from the start of the line, in units of the board. */
export interface Run {
  readonly text: string
  readonly marks: Marks
  readonly x: number
  readonly width: number
}

export interface RichLine {
  readonly runs: readonly Run[]
  readonly width: number
  /** Lines of lists stand at the start, however the text is aligned. */
  readonly isListed: boolean
}

/** Whether a text needs more than one look for all of its letters. */
export function isRich(text: string, spans: readonly Span[] | undefined): boolean {
  if (spans !== undefined && spans.length > 0) return true
  return text.split('\n').some((line) => listMark(line) !== null)
}

/** Breaks a marked text into lines at one size; lines of lists hang behind their mark. */
export function richLines(
  text: string,
  spans: readonly Span[],
  style: TextStyle,
  size: number,
  width: number,
  measure: Measure,
): RichLine[] {
  const lines: RichLine[] = []
  const ruler = new Ruler(text, spans, style, size, measure)
  let at = 0
  for (const paragraph of text.split('\n')) {
    const mark = listMark(paragraph)
    const end = at + paragraph.length
    if (mark === null) {
      for (const [from, to] of ruler.wrap(at, end, width)) lines.push(ruler.line(from, to, 0, null))
    } else {
      const shown = /\d/.test(mark) ? mark.trim() : '•'
      const indent = ruler.widthOf(`${shown} `, {}) + size * 0.2
      const body = ruler.wrap(at + mark.length, end, Math.max(size, width - indent))
      body.forEach(([from, to], index) => {
        lines.push(ruler.line(from, to, indent, index === 0 ? shown : ''))
      })
    }
    at = end + 1
  }
  return lines
}

class Ruler {
  constructor(
    private readonly text: string,
    private readonly spans: readonly Span[],
    private readonly style: TextStyle,
    private readonly size: number,
    private readonly measure: Measure,
  ) {}

  widthOf(text: string, { bold, italic }: Marks): number {
    const width = this.measure(text, bold ?? this.style.bold, italic ?? this.style.italic)
    return (width * this.size) / 100
  }

  private between(from: number, to: number): number {
    return piecesOf(this.text, this.spans, from, to).reduce(
      (sum, { text, marks }) => sum + this.widthOf(text, marks),
      0,
    )
  }

  /** Where the lines of a paragraph begin and end: at spaces, and within words that are too long. */
  wrap(start: number, end: number, width: number): [number, number][] {
    const lines: [number, number][] = []
    let from = start
    let fits = start
    let used = 0
    for (const match of this.text.slice(start, end).matchAll(/ *[^ ]+/g)) {
      const [begin, stop] = [start + match.index, start + match.index + match[0].length]
      let needed = this.between(begin, stop)
      if (fits > from && used + needed > width) {
        lines.push([from, fits])
        from = begin + (match[0].length - match[0].trimStart().length)
        used = 0
        needed = this.between(from, stop)
      }
      while (needed > width && stop - from > 1) {
        const cut = this.cut(from, stop, width)
        lines.push([from, cut])
        from = cut
        needed = this.between(from, stop)
      }
      used += needed
      fits = stop
    }
    lines.push([from, end])
    return lines
  }

  /** The most letters from `from` on that fit; one at least, and no half of a pair. */
  private cut(from: number, to: number, width: number): number {
    let at = from
    let used = 0
    for (const letter of this.text.slice(from, to)) {
      used += this.between(at, at + letter.length)
      if (at > from && used > width) break
      at += letter.length
    }
    return at === to ? to - 1 : at
  }

  line(from: number, to: number, indent: number, mark: string | null): RichLine {
    const runs: Run[] = mark ? [{ text: mark, marks: {}, x: 0, width: indent }] : []
    let x = indent
    for (const { text, marks } of piecesOf(this.text, this.spans, from, to)) {
      const width = this.widthOf(text, marks)
      runs.push({ text, marks, x, width })
      x += width
    }
    return { runs, width: x, isListed: mark !== null }
  }
}
