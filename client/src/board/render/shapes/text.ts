import type { Drawable } from '../../model/drawable'
import type { TextAlign } from '../../model/element'
import { CODE_PADDING } from '../../model/code'
import { TITLE_SIZE } from '../../model/frames'
import { inkOn, inkShade } from '../../model/palette'
import { isRightToLeft } from '../../model/rich-text'
import { fontOf, layoutText, type Measure, type TextLayout } from '../text-layout'
import { SMALLEST_LETTERS, type Surface } from './surface'

interface TextBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const layouts = new WeakMap<Drawable, TextLayout>()
const PADDING = 12
const LINK_ON_PAPER = '#3730a3'
const STARTS: ReadonlySet<string> = new Set(['text', 'frame', 'code'])

/** The part of an element that its text may fill. */
export function textBox(drawable: TextBox & Pick<Drawable, 'kind'>): TextBox {
  const { x, y, width, height, kind } = drawable
  if (kind === 'text') return { x, y, width, height }
  if (kind === 'frame') return { x, y: y - TITLE_SIZE * 1.6, width, height: TITLE_SIZE * 1.4 }
  if (kind === 'code') {
    const [across, down] = [width - 2 * CODE_PADDING, height - 2 * CODE_PADDING]
    return { x: x + CODE_PADDING, y: y + CODE_PADDING, width: across, height: down }
  }
  const share = insetShare(kind)
  const insetX = Math.min(width / 3, PADDING + (width * share) / 2)
  const insetY = Math.min(height / 3, PADDING + (height * share) / 2)
  return {
    x: x + insetX,
    y: y + insetY,
    width: Math.max(1, width - 2 * insetX),
    height: Math.max(1, height - 2 * insetY),
  }
}

function insetShare(kind: Drawable['kind']): number {
  if (kind === 'diamond' || kind === 'star') return 0.42
  if (kind === 'triangle') return 0.4
  if (kind === 'ellipse' || kind === 'cloud' || kind === 'hexagon') return 0.24
  return 0
}

export function alignOf(drawable: Pick<Drawable, 'kind' | 'style'>): TextAlign {
  return drawable.style.align ?? (STARTS.has(drawable.kind) ? 'start' : 'center')
}

export function sizeOf(drawable: Pick<Drawable, 'kind' | 'style'>): number | 'auto' {
  if (drawable.kind === 'frame') return TITLE_SIZE
  return drawable.style.font_size ?? (drawable.kind === 'sticky' ? 'auto' : 16)
}

export function textInk(drawable: Drawable, theme: Surface['theme']): string {
  const { color, fill } = drawable.style
  if (drawable.kind === 'frame') return theme.muted
  if (color !== undefined && color !== 'ink') return inkShade(color, theme) ?? 'transparent'
  return inkOn(drawable.kind === 'sticky' ? (fill ?? 'yellow') : fill, theme)
}

export function layoutOf(drawable: Drawable, measure: Measure): TextLayout {
  const known = layouts.get(drawable)
  if (known) return known
  const { width, height } = textBox(drawable)
  const style = {
    size: sizeOf(drawable),
    bold: drawable.style.bold ?? false,
    italic: drawable.style.italic ?? false,
  }
  const layout = layoutText(drawable.text, style, width, height, measure, drawable.spans)
  layouts.set(drawable, layout)
  return layout
}

/** Paints an element's text into its place; far away it is bars where the lines would be. */
export function paintText(surface: Surface, drawable: Drawable): void {
  if (drawable.text === '') return
  const size = sizeOf(drawable)
  const pixels = (size === 'auto' ? 16 : size) * surface.scale
  if (pixels < SMALLEST_LETTERS) return paintBars(surface, drawable, pixels)
  const { pen } = surface
  const area = textBox(drawable)
  const layout = layoutOf(drawable, surface.measure)
  const isFromRight = isRightToLeft(drawable.text)
  const align = sideOf(alignOf(drawable), isFromRight)
  pen.fillStyle = textInk(drawable, surface.theme)
  pen.textBaseline = 'middle'
  if (isFromRight) pen.direction = 'rtl'
  const y = firstLine(drawable, area, layout) + layout.lineHeight / 2
  if (layout.rich) paintRuns(surface, drawable, { area, layout, align, isFromRight }, y)
  else paintLines(surface, drawable, { area, layout, align, isFromRight }, y)
  if (isFromRight) pen.direction = 'ltr'
}

type Side = 'left' | 'center' | 'right'

interface Setting {
  readonly area: TextBox
  readonly layout: TextLayout
  readonly align: Side
  readonly isFromRight: boolean
}

/** Where "start" is depends on which way the letters run. */
function sideOf(align: TextAlign, isFromRight: boolean): Side {
  if (align === 'center') return 'center'
  return (align === 'start') === isFromRight ? 'right' : 'left'
}

function paintLines({ pen }: Surface, drawable: Drawable, setting: Setting, top: number): void {
  const { area, layout, align } = setting
  pen.font = fontOf(layout.size, drawable.style.bold ?? false, drawable.style.italic ?? false)
  pen.textAlign = align
  const x = area.x + { left: 0, center: area.width / 2, right: area.width }[align]
  let y = top
  for (const line of layout.lines) {
    if (line !== '') pen.fillText(line, x, y)
    y += layout.lineHeight
  }
}

/** Lines whose letters are marked: piece by piece, from the side where they begin. */
function paintRuns(surface: Surface, drawable: Drawable, setting: Setting, top: number): void {
  const { pen, theme } = surface
  const { area, layout, align, isFromRight } = setting
  const ink = textInk(drawable, theme)
  pen.textAlign = isFromRight ? 'right' : 'left'
  let y = top
  for (const { runs, width, isListed } of layout.rich ?? []) {
    const side = isListed ? (isFromRight ? 'right' : 'left') : align
    const spare = { left: 0, center: (area.width - width) / 2, right: area.width - width }[side]
    for (const { text, marks, x, width: long } of runs) {
      const { bold = drawable.style.bold, italic = drawable.style.italic } = marks
      const start = area.x + spare + (isFromRight ? width - x : x)
      pen.font = fontOf(layout.size, bold ?? false, italic ?? false)
      pen.fillStyle = marks.link === undefined ? ink : linkInk(drawable, theme)
      pen.fillText(text, start, y)
      const left = isFromRight ? start - long : start
      const thick = Math.max(1, layout.size / 14)
      if (marks.strike) pen.fillRect(left, y - thick / 2, long, thick)
      if (marks.underline || marks.link !== undefined) {
        pen.fillRect(left, y + layout.size * 0.42, long, thick)
      }
    }
    y += layout.lineHeight
  }
}

/** Links look like links on the board; on papers, which are light in both themes, darker. */
function linkInk(drawable: Drawable, theme: Surface['theme']): string {
  const isOnPaper = textInk(drawable, theme) !== theme.ink
  return isOnPaper ? LINK_ON_PAPER : theme.accent
}

function firstLine(drawable: Drawable, area: TextBox, layout: TextLayout): number {
  const valign = drawable.style.valign ?? (drawable.kind === 'text' ? 'top' : 'middle')
  const spare = area.height - layout.lines.length * layout.lineHeight
  if (valign === 'top') return area.y
  return valign === 'bottom' ? area.y + spare : area.y + spare / 2
}

function paintBars(surface: Surface, drawable: Drawable, pixels: number): void {
  if (pixels < 1) return
  const { pen } = surface
  const area = textBox(drawable)
  const alpha = pen.globalAlpha
  pen.fillStyle = textInk(drawable, surface.theme)
  pen.globalAlpha = alpha * 0.32
  const middle = area.y + area.height / 2
  if (drawable.kind === 'text') {
    pen.fillRect(area.x, area.y + 4, Math.min(area.width, drawable.text.length * 8), 10)
  } else {
    pen.fillRect(area.x, middle - 16, area.width, 10)
    pen.fillRect(area.x + area.width * 0.15, middle + 6, area.width * 0.7, 10)
  }
  pen.globalAlpha = alpha
}
