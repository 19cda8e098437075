import { isShape, type ElementKind, type ElementStyle } from './element'
import type { BoardElement } from './element'
import { usualStyle } from './styles'
import type { Change } from './transaction'

type StyleKey = keyof ElementStyle

const LETTERS: readonly StyleKey[] = ['color', 'bold', 'italic', 'align', 'font_size']
const LINE: readonly StyleKey[] = ['stroke', 'stroke_width', 'stroke_style']

/** What of a style an element of this kind shows. */
function keysOf(kind: ElementKind): readonly StyleKey[] {
  if (isShape(kind)) return ['fill', 'opacity', 'valign', 'radius', ...LINE, ...LETTERS]
  switch (kind) {
    case 'sticky':
      return ['fill', 'opacity', 'valign', ...LETTERS]
    case 'mindmap':
      return ['fill', 'opacity', 'stroke', 'stroke_width', ...LETTERS]
    case 'connector':
      return ['opacity', 'start_head', 'end_head', ...LINE, ...LETTERS]
    case 'freehand':
      return ['opacity', 'stroke', 'stroke_width']
    case 'icon':
      return ['opacity', 'stroke', 'stroke_width']
    case 'frame':
    case 'table':
      return ['fill', 'opacity']
    case 'text':
      return ['opacity', ...LETTERS]
    default:
      return ['opacity']
  }
}

const nameOf = ({ kind, pen }: BoardElement) => (pen === 'highlighter' ? pen : kind)

/** How an element looks, also where it looks as its kind usually does. */
export function styleOf(element: BoardElement): ElementStyle {
  return { ...usualStyle(nameOf(element)), ...element.style }
}

/**
 * Gives elements the look of another one, as far as their kinds share it: paper keeps a colour
 * that can be written on, and letters fit themselves on notes alone.
 */
export function paintStyle(style: ElementStyle, elements: readonly BoardElement[]): Change[] {
  return elements.flatMap((element): Change[] => {
    if (element.locked || element.kind === 'group') return []
    const keys = keysOf(element.kind).filter((key) => suits(element, key, style[key]))
    const patch = Object.fromEntries(keys.map((key) => [key, style[key]])) as ElementStyle
    const isSame = keys.every((key) => element.style[key] === style[key])
    return isSame ? [] : [{ type: 'style', id: element.id, style: patch }]
  })
}

function suits({ kind }: BoardElement, key: StyleKey, value: ElementStyle[StyleKey]): boolean {
  if (value === undefined) return false
  if (key === 'font_size' && value === 'auto') return kind === 'sticky'
  if (key === 'fill' && value === 'transparent') return isShape(kind)
  return !(key === 'stroke' && value === 'transparent') || isShape(kind)
}

/** The colour that an element is known by, and what of another one it can colour. */
export function mainColor(element: BoardElement): string | undefined {
  const { fill, stroke, color } = styleOf(element)
  if (element.kind === 'text') return color ?? 'ink'
  if (fill !== undefined && fill !== 'transparent') return fill
  return stroke ?? fill ?? color
}

/** Where a colour goes: onto paper where there is some, else into the line, else the letters. */
export function colorStyle(kind: ElementKind, color: string): ElementStyle | null {
  const keys = keysOf(kind)
  if (keys.includes('fill')) return { fill: color }
  if (keys.includes('stroke')) return { stroke: color }
  return keys.includes('color') ? { color } : null
}
