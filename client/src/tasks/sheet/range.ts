/** The active cell and the range around it, moved by keys. Pure. */

export interface Cell {
  readonly row: number
  readonly column: number
}

/** From `anchor`, where choosing began, to `active`, where the focus is; both may be the same. */
export interface Range {
  readonly anchor: Cell
  readonly active: Cell
}

export interface Size {
  readonly rows: number
  readonly columns: number
  /** How many rows a page is. */
  readonly page: number
}

export interface Box {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

export const START: Range = { anchor: { row: 0, column: 0 }, active: { row: 0, column: 0 } }

export function boxOf({ anchor, active }: Range): Box {
  return {
    top: Math.min(anchor.row, active.row),
    bottom: Math.max(anchor.row, active.row),
    left: Math.min(anchor.column, active.column),
    right: Math.max(anchor.column, active.column),
  }
}

export function isIn({ top, bottom, left, right }: Box, { row, column }: Cell): boolean {
  return row >= top && row <= bottom && column >= left && column <= right
}

export function only(cell: Cell): Range {
  return { anchor: cell, active: cell }
}

export interface Press {
  readonly key: string
  readonly shiftKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** Where a key leads; null where it is no key of moving. */
export function moved(
  range: Range,
  press: Press,
  size: Size,
  isRightToLeft: boolean,
): Range | null {
  if (press.key === 'Tab') return tabbed(range, press.shiftKey, size)
  const target = targetOf(range.active, press, size, isRightToLeft)
  if (target === null) return null
  const active = within(target, size)
  return press.shiftKey ? { anchor: range.anchor, active } : only(active)
}

function targetOf(
  { row, column }: Cell,
  { key, ctrlKey, metaKey }: Press,
  size: Size,
  isRightToLeft: boolean,
): Cell | null {
  const isFar = ctrlKey || metaKey
  const across = isRightToLeft ? -1 : 1
  switch (key) {
    case 'ArrowUp':
      return { row: isFar ? 0 : row - 1, column }
    case 'ArrowDown':
      return { row: isFar ? size.rows - 1 : row + 1, column }
    case 'ArrowLeft':
      return { row, column: column + (isFar ? -size.columns : -1) * across }
    case 'ArrowRight':
      return { row, column: column + (isFar ? size.columns : 1) * across }
    case 'Home':
      return { row: isFar ? 0 : row, column: 0 }
    case 'End':
      return { row: isFar ? size.rows - 1 : row, column: size.columns - 1 }
    case 'PageUp':
      return { row: row - size.page, column }
    case 'PageDown':
      return { row: row + size.page, column }
    default:
      return null
  }
}

/** To the next cell, over the end of a row to the next one; null at the ends: Tab then leaves. */
function tabbed({ active }: Range, isBack: boolean, { rows, columns }: Size): Range | null {
  const at = active.row * columns + active.column + (isBack ? -1 : 1)
  if (at < 0 || at >= rows * columns) return null
  return only({ row: Math.floor(at / columns), column: at % columns })
}

/** The range inside the sheet, which may have shrunk meanwhile. */
export function clamped({ anchor, active }: Range, size: Size): Range {
  return { anchor: within(anchor, size), active: within(active, size) }
}

function within({ row, column }: Cell, { rows, columns }: Size): Cell {
  return {
    row: Math.max(0, Math.min(rows - 1, row)),
    column: Math.max(0, Math.min(columns - 1, column)),
  }
}
