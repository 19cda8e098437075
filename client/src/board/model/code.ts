/** A piece of code in one colour: where it begins and ends, and what it is. */
export type CodeToken = readonly [from: number, to: number, what: CodeClass]
export const CODE_CLASSES = [
  'keyword',
  'string',
  'comment',
  'number',
  'name',
  'type',
  'meta',
] as const
export type CodeClass = (typeof CODE_CLASSES)[number]

interface Known {
  readonly text: string
  readonly language: string
  readonly tokens: readonly CodeToken[]
}

export const CODE_SIZE = 14
export const CODE_LINE = 1.5
export const CODE_PADDING = 14

const known = new Map<string, Known>()
const asked = new Set<string>()
let ask: (id: string) => void = () => undefined

/** Who colours code: parsers are large, and come when the first block is to be seen. */
export function onCodeWanted(colour: (id: string) => void): void {
  ask = colour
}

export function takeColours(id: string, found: Known): void {
  asked.delete(id)
  known.set(id, found)
}

/** The colours of a block as it stands; while it is typed in, those that still fit. */
export function coloursOf(id: string, text: string, language: string): readonly CodeToken[] {
  const found = known.get(id)
  if (found?.text === text && found.language === language) return found.tokens
  if (language !== '' && !asked.has(id)) {
    asked.add(id)
    ask(id)
  }
  if (found?.language !== language) return []
  let same = 0
  while (same < text.length && text[same] === found.text[same]) same++
  return found.tokens.filter(([, to]) => to <= same)
}

/** How high a block must be for all of its lines. */
export function heightOfCode(text: string): number {
  return Math.ceil(text.split('\n').length * CODE_SIZE * CODE_LINE) + 2 * CODE_PADDING
}
