import type { Span } from '../model/rich-text'
import { isRich, richLines, type RichLine } from './rich-layout'

/** Measures letters at 100 px, where every size is a multiple of it. */
export type Measure = (text: string, bold: boolean, italic: boolean, family?: 'mono') => number

const MONO = 'ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'

export function monoFont(size: number): string {
  return `400 ${String(size)}px ${MONO}`
}

export interface TextStyle {
  readonly size: number | 'auto'
  readonly bold: boolean
  readonly italic: boolean
}

export interface TextLayout {
  readonly lines: readonly string[]
  readonly size: number
  readonly lineHeight: number
  /** The same lines in pieces, where not all letters look alike. */
  readonly rich?: readonly RichLine[]
}

export const FONT_FAMILY = '"Inter Variable", Inter, system-ui, sans-serif'
export const LINE_HEIGHT = 1.3
const SIZES = [
  10, 11, 12, 13, 14, 15, 16, 17, 18, 20, 22, 24, 26, 28, 32, 36, 40, 44, 48, 56, 64,
] as const
const LARGEST_FIT = 24
const CACHE_LIMIT = 20_000

let family = FONT_FAMILY

/**
 * Makes canvases look their letters up anew. In a worker they go on with the font that a name
 * meant when it was first used, even once the right one has been loaded: the name must change.
 */
export function renewFonts(): void {
  family += ', sans-serif'
}

export function fontOf(size: number, bold: boolean, italic: boolean): string {
  return `${italic ? 'italic ' : ''}${bold ? '600' : '400'} ${size}px ${family}`
}

/** Measures with a canvas and remembers each word, until a font arrives that it should `forget` for. */
export function canvasMeasure(context: {
  font: string
  measureText(text: string): { readonly width: number }
}): Measure & { forget(): void } {
  const known = new Map<string, number>()
  const measure: Measure = (text, bold, italic, kind) => {
    const key = `${bold ? 'b' : ''}${italic ? 'i' : ''}${kind ?? ''}|${text}`
    const found = known.get(key)
    if (found !== undefined) return found
    context.font = kind === 'mono' ? monoFont(100) : fontOf(100, bold, italic)
    const { width } = context.measureText(text)
    if (known.size > CACHE_LIMIT) known.clear()
    known.set(key, width)
    return width
  }
  return Object.assign(measure, { forget: () => known.clear() })
}

/**
 * Breaks text into lines of at most `width`. With the size "auto" it takes the largest size at
 * which the lines fit the height, and the smallest one when none does.
 */
export function layoutText(
  text: string,
  style: TextStyle,
  width: number,
  height: number,
  measure: Measure,
  spans?: readonly Span[],
): TextLayout {
  const rich = isRich(text, spans) ? (spans ?? []) : null
  const atSize = (size: number) =>
    rich
      ? richAt(text, rich, style, size, width, measure)
      : plainAt(text, style, size, width, measure)
  if (style.size !== 'auto') return atSize(style.size)
  const largest = Math.max(LARGEST_FIT, Math.min(64, Math.min(width, height) / 6))
  let fitting = atSize(SIZES[0])
  let [low, high] = [1, SIZES.findLastIndex((size) => size <= largest)]
  while (low <= high) {
    const middle = (low + high) >> 1
    const layout = atSize(SIZES[middle] ?? SIZES[0])
    const fits = layout.lines.length * layout.lineHeight <= height
    if (fits && !breaksWord(text, style, layout.size, width, measure)) {
      fitting = layout
      low = middle + 1
    } else high = middle - 1
  }
  return fitting
}

function breaksWord(
  text: string,
  style: TextStyle,
  size: number,
  width: number,
  measure: Measure,
): boolean {
  const limit = (width * 100) / size
  return text
    .split(/\s+/)
    .some((word) => word.length < 20 && measure(word, style.bold, style.italic) > limit)
}

function richAt(
  text: string,
  spans: readonly Span[],
  style: TextStyle,
  size: number,
  width: number,
  measure: Measure,
): TextLayout {
  const rich = richLines(text, spans, style, size, width, measure)
  const lines = rich.map(({ runs }) => runs.map((run) => run.text).join(''))
  return { lines, size, lineHeight: size * LINE_HEIGHT, rich }
}

function plainAt(
  text: string,
  style: TextStyle,
  size: number,
  width: number,
  measure: Measure,
): TextLayout {
  const limit = (width * 100) / size
  const lines = text.split('\n').flatMap((line) => wrapLine(line, style, limit, measure))
  return { lines, size, lineHeight: size * LINE_HEIGHT }
}

function wrapLine(line: string, style: TextStyle, limit: number, measure: Measure): string[] {
  const width = (part: string) => measure(part, style.bold, style.italic)
  const space = width(' ')
  const lines: string[] = []
  let current = ''
  let used = 0
  for (const word of line.split(' ')) {
    const needed = width(word)
    if (current !== '' && used + space + needed > limit) {
      lines.push(current)
      current = ''
      used = 0
    }
    if (needed > limit) {
      const pieces = breakWord(word, limit, width)
      current = pieces.pop() ?? ''
      used = width(current)
      lines.push(...pieces)
    } else {
      used += needed + (current === '' ? 0 : space)
      current = current === '' ? word : `${current} ${word}`
    }
  }
  lines.push(current)
  return lines
}

/** Words that are wider than a line, and scripts that write without spaces. */
function breakWord(word: string, limit: number, width: (part: string) => number): string[] {
  const pieces: string[] = []
  let piece = ''
  let used = 0
  for (const letter of word) {
    const needed = width(letter)
    if (piece !== '' && used + needed > limit) {
      pieces.push(piece)
      piece = ''
      used = 0
    }
    piece += letter
    used += needed
  }
  return [...pieces, piece]
}
