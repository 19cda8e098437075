/** The box of one line: for pages that read, without what an editor needs. */

/** Where a line's box is, and what goes into it; null for a line without one. */
export function toggledLine(text: string): { at: number; mark: string } | null {
  const found = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)+\[([ xX])\](?=\s)/.exec(text)
  if (found === null) return null
  return { at: found[0].length - 2, mark: found[1] === ' ' ? 'x' : ' ' }
}
