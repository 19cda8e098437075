import type * as Y from 'yjs'

export interface TextEdit {
  readonly at: number
  readonly remove: number
  readonly insert: string
}

/** The smallest single edit that makes `before` into `after`; null when they are equal. */
export function editBetween(before: string, after: string): TextEdit | null {
  if (before === after) return null
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++
  if (splitsPair(before, start)) start--
  if (splitsPair(before, before.length - end)) end--
  return {
    at: start,
    remove: before.length - start - end,
    insert: after.slice(start, after.length - end),
  }
}

/** Whether `at` stands between the two halves of one character outside the basic plane. */
function splitsPair(text: string, at: number): boolean {
  const code = text.charCodeAt(at - 1)
  return at > 0 && at < text.length && code >= 0xd800 && code <= 0xdbff
}

/** Writes only the difference, so that what others type at the same time stays. */
export function writeText(shared: Y.Text, wanted: string): void {
  const edit = editBetween(shared.toString(), wanted)
  if (!edit) return
  if (edit.remove > 0) shared.delete(edit.at, edit.remove)
  if (edit.insert) shared.insert(edit.at, edit.insert)
}
