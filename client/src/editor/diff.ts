/** What differs between two texts, word by word: pure. */

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

const MOST_STEPS = 4000

/** The pieces that make `before` into `after`. */
export function wordDiff(before: string, after: string): Piece[] {
  const old = wordsOf(before)
  const fresh = wordsOf(after)
  let head = 0
  while (head < old.length && head < fresh.length && old[head] === fresh[head]) head += 1
  let tail = 0
  while (
    tail < old.length - head &&
    tail < fresh.length - head &&
    old[old.length - 1 - tail] === fresh[fresh.length - 1 - tail]
  )
    tail += 1
  const middle = between(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail))
  return joined([
    { kind: 'same', text: old.slice(0, head).join('') },
    ...middle,
    { kind: 'same', text: old.slice(old.length - tail).join('') },
  ])
}

const wordsOf = (text: string): string[] =>
  text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []

/** Myers' shortest way; where it would take too long, all of the one for all of the other. */
function between(old: readonly string[], fresh: readonly string[]): Piece[] {
  const whole: Piece[] = [
    { kind: 'removed', text: old.join('') },
    { kind: 'added', text: fresh.join('') },
  ]
  const most = Math.min(old.length + fresh.length, MOST_STEPS)
  const trail: Map<number, number>[] = []
  let reach = new Map<number, number>([[1, 0]])
  for (let steps = 0; steps <= most; steps += 1) {
    trail.push(new Map(reach))
    const next = new Map(reach)
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      const down = reach.get(diagonal + 1) ?? -1
      const right = reach.get(diagonal - 1) ?? -1
      const isDown = diagonal === -steps || (diagonal !== steps && right < down)
      let x = isDown ? down : right + 1
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x += 1
      next.set(diagonal, x)
      if (x >= old.length && x - diagonal >= fresh.length) return wayBack(trail, old, fresh)
    }
    reach = next
    if (steps > 700) return whole
  }
  return whole
}

function wayBack(
  trail: readonly Map<number, number>[],
  old: readonly string[],
  fresh: readonly string[],
): Piece[] {
  const pieces: Piece[] = []
  let x = old.length
  let y = fresh.length
  for (let steps = trail.length - 1; steps >= 0; steps -= 1) {
    const reach = trail[steps]!
    const diagonal = x - y
    const down = reach.get(diagonal + 1) ?? -1
    const right = reach.get(diagonal - 1) ?? -1
    const isDown = diagonal === -steps || (diagonal !== steps && right < down)
    const from = isDown ? diagonal + 1 : diagonal - 1
    const startX = steps === 0 ? 0 : (reach.get(from) ?? 0)
    const startY = steps === 0 ? 0 : startX - from
    while (x > startX && y > startY) {
      x -= 1
      y -= 1
      pieces.push({ kind: 'same', text: old[x]! })
    }
    if (steps === 0) break
    if (isDown) {
      y -= 1
      pieces.push({ kind: 'added', text: fresh[y]! })
    } else {
      x -= 1
      pieces.push({ kind: 'removed', text: old[x]! })
    }
  }
  return pieces.reverse()
}

function joined(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = []
  for (const piece of pieces) {
    const last = result.at(-1)
    if (piece.text === '') continue
    if (last?.kind === piece.kind)
      result[result.length - 1] = { ...last, text: last.text + piece.text }
    else result.push(piece)
  }
  return result
}
