/** How well `query` finds `text`: 0 is not at all. Word beginnings count most, then runs. */
export function matchScore(query: string, text: string): number {
  const wanted = query.trim().toLocaleLowerCase()
  if (wanted === '') return 1
  const hay = text.toLocaleLowerCase()
  const at = hay.indexOf(wanted)
  if (at === 0) return 100 - Math.min(20, hay.length / 10)
  if (at > 0) return isWordStart(hay, at) ? 80 : 60
  return scatteredScore(wanted.replace(/\s+/g, ''), hay)
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
