/**
 * A typed line as words with their places; what stands in quotes is one literal word, and what
 * follows a backslash asks to mean nothing but itself. Pure.
 */

export interface Word {
  /** As it was typed, with its quotes. */
  readonly raw: string
  /** Without quotes. */
  readonly text: string
  readonly from: number
  readonly to: number
  /** Stands in quotes from its first letter: never a sign. */
  readonly isLiteral: boolean
  /** Begins with a backslash; `text` is without it. */
  readonly isEscaped: boolean
}

/** `"…"` alone, or a sign with a quoted name (`@"Ana Example"`), or letters up to a blank. */
const WORD = /"([^"]*)"|([!@#^~*%])"([^"]*)"|\S+/g

export function wordsOf(line: string): readonly Word[] {
  return [...line.matchAll(WORD)].map((found) => {
    const [raw, quoted, sign, named] = found
    const isEscaped = /^\\[^\s\\]/.test(raw)
    const plain = isEscaped ? raw.slice(1) : raw
    const text = quoted ?? (sign === undefined ? plain : sign + (named ?? ''))
    const from = found.index
    const to = from + raw.length
    return { raw, text, from, to, isLiteral: quoted !== undefined, isEscaped }
  })
}

/** The name as one writes it after a sign. */
export function slug(name: string): string {
  return name.trim().toLocaleLowerCase().replace(/\s+/g, '-')
}

/** `line` with the letters from–to in quotes, so that they mean nothing but themselves. */
export function literal(line: string, { from, to }: { from: number; to: number }): string {
  const inside = line.slice(from, to).replaceAll('"', '')
  return `${line.slice(0, from)}"${inside}"${line.slice(to)}`
}
