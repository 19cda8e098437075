import { ranksBetween } from '../../common/rank'
import { unionBoxes } from '../geometry/box'
import type { Point } from '../geometry/vec'
import {
  compareDepth,
  isGlued,
  newElementId,
  type BoardElement,
  type ConnectorEnd,
  type ElementStyle,
} from './element'
import { readSpans } from './rich-text'
import { assemble, toContentEntry, toGeometryEntry } from './entries'

const MARK = 'teamflow/board'
const NOTE = 180
const GAP = 20
const MOST_NOTES = 500

/** Elements as text for the clipboard: another board, another tab, another day can take them. */
export function toClipboard(elements: readonly BoardElement[], board = ''): string {
  const items = [...elements].sort(compareDepth).map((element) => ({
    id: element.id,
    g: toGeometryEntry(element),
    s: element.style,
    c: toContentEntry(element),
    t: element.text,
    ...(element.spans && { m: element.spans }),
  }))
  return JSON.stringify({ [MARK]: 1, board, elements: items })
}

/** The elements in clipboard text, or null when it is not ours. */
export function fromClipboard(text: string): BoardElement[] | null {
  if (!text.startsWith(`{"${MARK}"`)) return null
  try {
    const { elements } = JSON.parse(text) as { elements: unknown }
    if (!Array.isArray(elements)) return null
    return (elements as Record<string, unknown>[]).flatMap(({ id, g, s, c, t, m }) => {
      const text = typeof t === 'string' ? t : ''
      const element = assemble(
        String(id),
        g,
        s,
        c,
        text,
        Array.isArray(m) ? readSpans(m, text) : [],
      )
      return element ? [element] : []
    })
  } catch {
    return null
  }
}

/** The board that the elements were copied from; null where nobody said. */
export function boardOfClipboard(text: string): string | null {
  try {
    const { board } = JSON.parse(text) as { board?: unknown }
    return typeof board === 'string' && board !== '' ? board : null
  } catch {
    return null
  }
}

/**
 * Copies with new ids, moved by `by` and painted above `top`. What is glued or grouped among them
 * stays so; ends that were glued to something outside stay where they are.
 */
export function copyElements(
  elements: readonly BoardElement[],
  by: Point,
  top: string | null,
): BoardElement[] {
  const ids = new Map(elements.map(({ id }) => [id, newElementId()]))
  const sorted = [...elements].sort(compareDepth)
  const ranks = ranksBetween(top, null, sorted.length)
  return sorted.map((element, index) => {
    const { from, to, group, parent, ...rest } = element
    const newGroup = group === undefined ? undefined : ids.get(group)
    const newParent = typeof parent === 'string' ? ids.get(parent) : undefined
    return {
      ...rest,
      id: ids.get(element.id) ?? newElementId(),
      x: element.x + by.x,
      y: element.y + by.y,
      z: ranks[index] ?? element.z,
      ...(from && { from: copyEnd(from, ids, by, element) }),
      ...(to && { to: copyEnd(to, ids, by, element, true) }),
      ...(newGroup !== undefined && { group: newGroup }),
      ...(newParent !== undefined && { parent: newParent }),
    }
  })
}

function copyEnd(
  end: ConnectorEnd,
  ids: ReadonlyMap<string, string>,
  by: Point,
  element: BoardElement,
  isLast = false,
): ConnectorEnd {
  if (!isGlued(end)) return { x: end.x + by.x, y: end.y + by.y }
  const target = ids.get(end.element)
  if (target !== undefined) return { ...end, element: target }
  const { width, height } = isLast ? element : { width: 0, height: 0 }
  return { x: element.x + by.x + width, y: element.y + by.y + height }
}

/** Text from elsewhere: one paragraph becomes a text, several lines become a wall of notes. */
export function fromText(
  text: string,
  at: Point,
  top: string | null,
  styles: { readonly text: ElementStyle; readonly sticky: ElementStyle },
): BoardElement[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  const notes = lines.filter((line) => line !== '').slice(0, MOST_NOTES)
  if (notes.length === 0) return []
  const ranks = ranksBetween(top, null, notes.length)
  const columns = Math.ceil(Math.sqrt(notes.length))
  const isText = notes.length === 1
  return notes.map((note, index) => ({
    id: newElementId(),
    kind: isText ? 'text' : 'sticky',
    x: at.x + (isText ? 0 : (index % columns) * (NOTE + GAP)),
    y: at.y + (isText ? 0 : Math.floor(index / columns) * (NOTE + GAP)),
    width: isText ? 320 : NOTE,
    height: isText ? 26 : NOTE,
    rotation: 0,
    z: ranks[index] ?? 'V',
    style: isText ? styles.text : styles.sticky,
    text: note,
  }))
}

/** Where copies go so that their middle lies at `goal`. */
export function offsetTo(elements: readonly BoardElement[], goal: Point): Point {
  const box = unionBoxes(elements.filter(({ kind }) => kind !== 'group'))
  if (!box) return { x: 0, y: 0 }
  return { x: goal.x - box.x - box.width / 2, y: goal.y - box.y - box.height / 2 }
}
