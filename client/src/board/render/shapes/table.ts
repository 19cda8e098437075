import type { Drawable } from '../../model/drawable'
import { inkOn, inkShade, paperShade } from '../../model/palette'
import { isRightToLeft } from '../../model/rich-text'
import { boxOfCell, edgesOf, readTable } from '../../model/table'
import { fontOf, layoutText } from '../text-layout'
import { COARSE_SCALE, SMALLEST_LETTERS, type Surface } from './surface'

export const CELL_PADDING = 10

export function cellSize({ style }: Pick<Drawable, 'style'>): number {
  return typeof style.font_size === 'number' ? style.font_size : 14
}

/** Rows and columns with their words; the first row is the head. */
export function paintTable(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale } = surface
  const { x, y, width, height, style } = drawable
  const { columns, rows } = readTable(drawable)
  const xs = edgesOf(columns, x, width)
  const ys = edgesOf(rows, y, height)
  pen.fillStyle = theme.surface
  pen.fillRect(x, y, width, height)
  pen.fillStyle = paperShade(style.fill, theme) ?? theme.background
  pen.fillRect(x, y, width, (ys[1] ?? y) - y)
  if (scale < COARSE_SCALE) return
  pen.strokeStyle = (style.stroke && inkShade(style.stroke, theme)) ?? theme.border
  pen.lineWidth = style.stroke_width ?? 1
  pen.setLineDash([])
  pen.beginPath()
  for (const at of xs) {
    pen.moveTo(at, y)
    pen.lineTo(at, y + height)
  }
  for (const at of ys) {
    pen.moveTo(x, at)
    pen.lineTo(x + width, at)
  }
  pen.stroke()
  if (cellSize(drawable) * scale >= SMALLEST_LETTERS) paintCells(surface, drawable)
}

function paintCells(surface: Surface, drawable: Drawable): void {
  const { pen, theme, measure } = surface
  const size = cellSize(drawable)
  readTable(drawable).cells.forEach((line, row) => {
    const isHead = row === 0
    const ink = isHead ? inkOn(drawable.style.fill, theme) : theme.ink
    pen.textBaseline = 'middle'
    line.forEach((text, column) => {
      if (text === '') return
      const box = boxOfCell(drawable, { row, column })
      const style = { size, bold: isHead, italic: false }
      const layout = layoutText(text, style, box.width - 2 * CELL_PADDING, 9999, measure)
      const room = Math.max(1, Math.floor(box.height / layout.lineHeight))
      const lines = layout.lines.slice(0, room)
      const isFromRight = isRightToLeft(text)
      // Measuring may have used the same pen.
      pen.font = fontOf(size, isHead, false)
      pen.fillStyle = ink
      pen.textAlign = isFromRight ? 'right' : 'left'
      if (isFromRight) pen.direction = 'rtl'
      const x = isFromRight ? box.x + box.width - CELL_PADDING : box.x + CELL_PADDING
      let y = box.y + box.height / 2 - ((lines.length - 1) * layout.lineHeight) / 2
      for (const each of lines) {
        pen.fillText(each, x, y)
        y += layout.lineHeight
      }
      if (isFromRight) pen.direction = 'ltr'
    })
  })
}
