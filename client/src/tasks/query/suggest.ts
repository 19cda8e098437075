/** The known word that somebody who mistyped may have meant. */

const FARTHEST = 2

export function closest(wrong: string, known: readonly string[]): string | null {
  const text = wrong.toLowerCase()
  let best: string | null = null
  let least = Math.min(FARTHEST, text.length - 1) + 1
  for (const each of known) {
    const distance = distanceOf(text, each.toLowerCase())
    if (distance >= least) continue
    best = each
    least = distance
  }
  return best
}

/** How many letters must be put in, taken out or changed. */
function distanceOf(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > FARTHEST) return FARTHEST + 1
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let i = 0; i < from.length; i += 1) {
    const next = [i + 1]
    for (let j = 0; j < to.length; j += 1) {
      const change = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
