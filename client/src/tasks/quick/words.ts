/** A typed line as words with their places; what stands in quotes is one literal word. Pure. */

export interface Word {
  /** As it was typed, with its quotes. */
  readonly raw: string
  /** Without quotes. */
  readonly text: string
  readonly from: number
  readonly to: number
  /** Stands in quotes from its first letter: never a sign. */
  readonly isLiteral: boolean
}

/** `"…"` alone, or a sign with a quoted name (`@"Ana Example"`), or letters up to a blank. */
const WORD = /"([^"]*)"|([!@#^~*%])"([^"]*)"|\S+/g

export function wordsOf(line: string): readonly Word[] {
  return [...line.matchAll(WORD)].map((found) => {
    const [raw, quoted, sign, named] = found
    const text = quoted ?? (sign === undefined ? raw : sign + (named ?? ''))
    const from = found.index
    return { raw, text, from, to: from + raw.length, isLiteral: quoted !== undefined }
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
