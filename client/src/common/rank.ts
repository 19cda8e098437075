/**
 * Fractional ranks, the twin of `teamflow/common/ranks.py`: strings that sort bytewise, with room
 * for another between any two. Both read `teamflow/common/tests/ranks.json` in their tests.
 */

export const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const BASE = DIGITS.length

/** Whether `text` is a rank that this module could have made. */
export function isRank(text: string): boolean {
  return /^[0-9A-Za-z]*[1-9A-Za-z]$/.test(text)
}

/** A rank above `before` and below `after`; null stands for the open end on that side. */
export function rankBetween(before: string | null, after: string | null): string {
  const low = before ?? ''
  if (after !== null && low >= after) {
    throw new RangeError(`no rank lies between ${String(before)} and ${after}`)
  }
  return midpoint(low, after)
}

/** `count` ascending ranks between the two, spread evenly so that they stay short. */
export function ranksBetween(before: string | null, after: string | null, count: number): string[] {
  if (count <= 0) return []
  const middle = rankBetween(before, after)
  const left = Math.floor(count / 2)
  return [
    ...ranksBetween(before, middle, left),
    middle,
    ...ranksBetween(middle, after, count - left - 1),
  ]
}

/** Bytewise order, as PostgreSQL's "C" collation has it; never `localeCompare`. */
export function compareRanks(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

function midpoint(low: string, high: string | null): string {
  const shared = sharedPrefix(low, high)
  if (shared !== '') {
    const rest = high === null ? '' : high.slice(shared.length)
    return shared + midpoint(low.slice(shared.length), rest === '' ? null : rest)
  }
  const lowDigit = low === '' ? 0 : DIGITS.indexOf(low.charAt(0))
  const highDigit = high === null ? BASE : DIGITS.indexOf(high.charAt(0))
  if (highDigit - lowDigit > 1) {
    return DIGITS.charAt(betweenDigits(lowDigit, highDigit, high === null))
  }
  if (high !== null && high.length > 1) return high.charAt(0)
  return DIGITS.charAt(lowDigit) + midpoint(low.slice(1), null)
}

function betweenDigits(low: number, high: number, openEnd: boolean): number {
  // At an open end people mostly go on in the same direction: small steps stay short for longer.
  if (openEnd && low > 0) return low + 1
  if (low === 0 && !openEnd) return high - 1
  return Math.floor((low + high) / 2)
}

function sharedPrefix(low: string, high: string | null): string {
  if (high === null) return ''
  let length = 0
  while (length < high.length && (low.charAt(length) || '0') === high.charAt(length)) length += 1
  return high.slice(0, length)
}
