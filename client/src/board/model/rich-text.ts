/** How letters are marked inside a text; the keys are those of docs/protocol.md. */
export interface Marks {
  readonly bold?: true
  readonly italic?: true
  readonly underline?: true
  readonly strike?: true
  readonly link?: string
}

export type MarkName = keyof Marks
export type MarkPatch = { readonly [K in MarkName]?: Marks[K] | null }

/** Letters `from` to `to` of a text, which are marked alike. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly marks: Marks
}

export interface DeltaPart {
  readonly insert?: unknown
  readonly attributes?: Readonly<Record<string, unknown>>
}

const SWITCHES = ['bold', 'italic', 'underline', 'strike'] as const
const WEB_ADDRESS = /^https?:\/\/[^\s<>"']+$/i
const MOST_ADDRESS = 2000

export function isWebAddress(text: string): boolean {
  return text.length <= MOST_ADDRESS && WEB_ADDRESS.test(text)
}

/** The marks of what Yjs calls a delta; what is not known is left out. */
export function spansOf(delta: readonly DeltaPart[]): Span[] {
  const spans: Span[] = []
  let at = 0
  for (const { insert, attributes } of delta) {
    if (typeof insert !== 'string') continue
    const marks = attributes ? knownMarks(attributes) : null
    if (marks) spans.push({ from: at, to: at + insert.length, marks })
    at += insert.length
  }
  return spans
}

/** Spans that somebody else wrote: in order, within the text, with known marks only. */
export function readSpans(given: readonly unknown[], text: string): Span[] {
  const spans: Span[] = []
  for (const each of given) {
    const { from, to, marks } = (each ?? {}) as { from?: unknown; to?: unknown; marks?: unknown }
    if (!Number.isInteger(from) || !Number.isInteger(to) || typeof marks !== 'object') continue
    const known = knownMarks((marks ?? {}) as Record<string, unknown>)
    const [start, end] = [from as number, to as number]
    const isNext = start >= (spans.at(-1)?.to ?? 0) && end > start && end <= text.length
    if (known && isNext) spans.push({ from: start, to: end, marks: known })
  }
  return spans
}

function knownMarks(attributes: Readonly<Record<string, unknown>>): Marks | null {
  const marks: Record<string, unknown> = {}
  for (const name of SWITCHES) if (attributes[name] === true) marks[name] = true
  const { link } = attributes
  if (typeof link === 'string' && isWebAddress(link)) marks.link = link
  return Object.keys(marks).length === 0 ? null : (marks as Marks)
}

/** A text in pieces that are marked alike, without gaps. */
export function piecesOf(
  text: string,
  spans: readonly Span[],
  start = 0,
  end = text.length,
): { readonly text: string; readonly marks: Marks }[] {
  const pieces: { text: string; marks: Marks }[] = []
  let at = start
  const add = (upTo: number, marks: Marks) => {
    if (upTo > at) pieces.push({ text: text.slice(at, upTo), marks })
    at = Math.max(at, upTo)
  }
  for (const { from, to, marks } of spans) {
    if (to <= at) continue
    if (from >= end) break
    add(Math.min(from, end), {})
    add(Math.min(to, end), marks)
  }
  add(end, {})
  return pieces
}

export function toDelta(
  text: string,
  spans: readonly Span[],
): { insert: string; attributes?: Marks }[] {
  return piecesOf(text, spans).map(({ text: insert, marks }) =>
    Object.keys(marks).length === 0 ? { insert } : { insert, attributes: marks },
  )
}

/** Whether all letters from `from` to `to` have the mark. */
export function isMarked(
  spans: readonly Span[],
  from: number,
  to: number,
  name: MarkName,
): boolean {
  let at = from
  for (const span of spans) {
    if (span.to <= at || span.from > at || span.marks[name] === undefined) continue
    at = span.to
    if (at >= to) return true
  }
  return false
}

/** The marks of the letter before `at`: what is typed there goes on with them. */
export function marksBefore(spans: readonly Span[], at: number): Marks {
  return spans.find(({ from, to }) => from < at && at <= to)?.marks ?? {}
}

const LIST = /^([-*•]|\d{1,3}\.) /
const STRONG = /[\p{L}\p{Nl}]/u
const RIGHT_TO_LEFT =
  /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** What a line of a list begins with: "- " or "1. "; null for other lines. */
export function listMark(line: string): string | null {
  return LIST.exec(line)?.[0] ?? null
}

/** What the next line of a list begins with. */
export function nextListMark(mark: string): string {
  const number = /^(\d+)\. $/.exec(mark)?.[1]
  return number === undefined ? mark : `${String(Number(number) + 1)}. `
}

/** Whether a text runs from the right, by its first letter that has a direction. */
export function isRightToLeft(text: string): boolean {
  const first = STRONG.exec(text)?.[0]
  return first !== undefined && RIGHT_TO_LEFT.test(first)
}
