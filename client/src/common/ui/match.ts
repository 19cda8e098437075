/** How well `query` finds `text`: 0 is not at all. Word beginnings count most, then runs. */
export function matchScore(query: string, text: string): number {
  const wanted = query.trim().toLocaleLowerCase()
  if (wanted === '') return 1
  const hay = text.toLocaleLowerCase()
  const at = hay.indexOf(wanted)
  if (at === 0) return 100 - Math.min(20, hay.length / 10)
  if (at > 0) return isWordStart(hay, at) ? 80 : 60
  if (wordPlaces(wanted, hay) !== null) return 50
  return scatteredScore(wanted.replace(/\s+/g, ''), hay)
}

/** Where each word of `wanted` begins in `hay`; null when one is missing or there is only one. */
function wordPlaces(wanted: string, hay: string): readonly (readonly [number, number])[] | null {
  const words = wanted.split(/\s+/)
  const places = words.map((word) => [hay.indexOf(word), word.length] as const)
  return words.length < 2 || places.some(([at]) => at < 0) ? null : places
}

/** Which letters of `text` `query` found: `[from, to]` each, in order, none within another. */
export function matchRanges(query: string, text: string): readonly (readonly [number, number])[] {
  const wanted = query.trim().toLocaleLowerCase()
  const hay = text.toLocaleLowerCase()
  // A letter that is longer in small print would shift every place behind it.
  if (wanted === '' || hay.length !== text.length) return []
  const at = hay.indexOf(wanted)
  if (at >= 0) return [[at, at + wanted.length]]
  const words = wordPlaces(wanted, hay)
  if (words !== null) return merged(words.map(([from, length]) => [from, from + length]))
  if (scatteredScore(wanted.replace(/\s+/g, ''), hay) === 0) return []
  let from = 0
  const letters = [...wanted.replace(/\s+/g, '')].map((letter) => {
    const place = hay.indexOf(letter, from)
    from = place + letter.length
    return [place, from] as const
  })
  return merged(letters)
}

function merged(
  ranges: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  const made: [number, number][] = []
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = made.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else made.push([from, to])
  }
  return made
}

function scatteredScore(wanted: string, hay: string): number {
  let from = 0
  let starts = 0
  let runs = 0
  let last = -2
  for (const letter of wanted) {
    const at = hay.indexOf(letter, from)
    if (at < 0) return 0
    if (isWordStart(hay, at)) starts += 1
    if (at === last + 1) runs += 1
    last = at
    from = at + 1
  }
  const quality = (starts * 2 + runs) / (wanted.length * 2)
  return quality < 0.45 ? 0 : 10 + quality * 30
}

function isWordStart(text: string, at: number): boolean {
  return at === 0 || /[\s\-_/·.]/.test(text[at - 1] ?? '')
}

/** Those of `items` that `query` finds, best first; the order given decides between equals. */
export function bestMatches<T>(items: readonly T[], query: string, text: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, score: matchScore(query, text(item)) }))
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ item }) => item)
}
