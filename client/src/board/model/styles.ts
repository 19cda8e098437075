import { isShape, type ElementKind, type ElementStyle } from './element'

/** How a new element looks before anybody chose otherwise. */
export function usualStyle(kind: ElementKind | 'highlighter'): ElementStyle {
  if (kind === 'highlighter') return { stroke: 'yellow', stroke_width: 3 }
  if (kind === 'mindmap') return { fill: 'paper', stroke: 'violet', stroke_width: 2 }
  if (kind === 'icon') return { stroke: 'ink' }
  if (kind === 'sticky') return { fill: 'yellow' }
  if (isShape(kind)) return { fill: 'paper', stroke: 'ink', stroke_width: 2 }
  if (kind === 'text') return { font_size: 20 }
  if (kind === 'freehand') return { stroke: 'ink', stroke_width: 3 }
  if (kind === 'connector') return { stroke: 'ink', stroke_width: 2, end_head: 'arrow' }
  return {}
}
