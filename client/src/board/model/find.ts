import type { Drawable } from './drawable'
import { isShown } from './drawable'

/** All the words of an element that one could look for. */
export function wordsIn(element: Drawable): string {
  const { text, title, name, alt, url, cells, card, description } = element as Drawable & {
    readonly description?: string
  }
  const parts = [text, title, description, name, alt, url, card?.key, card?.title, card?.status]
  const table = cells?.flat() ?? []
  return [...parts, ...table, ...(card?.assignees ?? [])].filter(Boolean).join('\n')
}

/** The elements that hold all of the words, in the order that is given. */
export function findWords(elements: readonly Drawable[], words: string): string[] {
  const wanted = folded(words).split(/\s+/).filter(Boolean)
  if (wanted.length === 0) return []
  return elements.flatMap((element) => {
    if (!isShown(element)) return []
    const text = folded(wordsIn(element))
    return wanted.every((word) => text.includes(word)) ? [element.id] : []
  })
}

/** Large and small letters, and those with accents, are alike. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
