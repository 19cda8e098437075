/** Which cell is meant on the page, and carrying over cells with the button down. */

import type { Box, Cell, Range } from './range'

export function cellAt(target: EventTarget | null): Cell | null {
  const place = (target as Element).closest<HTMLElement>('[data-cell]')?.dataset.cell
  if (place === undefined) return null
  const [row = 0, column = 0] = place.split(':').map(Number)
  return { row, column }
}

/** Keys and the clipboard are the sheet's where a cell has the focus, or is about to have it. */
export function isOfSheet(event: Event): boolean {
  return event.target === event.currentTarget || cellAt(event.target) !== null
}

/** While the button is down, `over` hears of every other cell under the pointer. */
export function dragOver(
  root: HTMLElement,
  over: (cell: Cell) => void,
  end: () => void = () => undefined,
): void {
  const stop = new AbortController()
  const { signal } = stop
  let last = ''
  const move = ({ clientX, clientY }: PointerEvent) => {
    const cell = cellAt(document.elementFromPoint(clientX, clientY) ?? root)
    const name = cell === null ? last : `${String(cell.row)}:${String(cell.column)}`
    if (cell === null || name === last) return
    if (last !== '') over(cell)
    last = name
  }
  const done = () => {
    stop.abort()
    end()
  }
  root.addEventListener('pointermove', move, { signal })
  window.addEventListener('pointerup', done, { signal })
}

/** The fill handle: the range grows downwards; `fill` hears how many rows it has in the end. */
export function fillOver(
  root: HTMLElement,
  from: Box,
  show: (range: Range) => void,
  fill: (count: number) => void,
): void {
  let to = from.bottom
  const reach = (cell: Cell) => {
    to = Math.max(from.bottom, cell.row)
    const active = { row: to, column: from.right }
    show({ anchor: { row: from.top, column: from.left }, active })
  }
  dragOver(root, reach, () => {
    if (to > from.bottom) fill(to - from.top + 1)
  })
}
