import type { BoardElement, ElementKind } from './element'
import type { Change } from './transaction'

/** What would look wrong in other proportions than its own. */
const KEEPS_RATIO: ReadonlySet<ElementKind> = new Set([
  ...(['sticky', 'freehand', 'emoji', 'icon', 'image'] as const),
])

export function keepsRatio(kind: ElementKind): boolean {
  return KEEPS_RATIO.has(kind)
}

/**
 * An element in another size, from its top left corner; a side that is not named follows where the
 * proportions are kept. A text is as high as its lines: only its width can be given.
 */
export function resizeTo(
  element: BoardElement,
  size: { readonly width?: number; readonly height?: number },
  heightOfText: (element: BoardElement) => number,
  isInRatio = keepsRatio(element.kind),
): Change[] {
  const { id, kind } = element
  const factor = (size.width ?? NaN) / element.width || (size.height ?? NaN) / element.height || 1
  const width = size.width ?? (isInRatio ? element.width * factor : element.width)
  const height = size.height ?? (isInRatio ? element.height * factor : element.height)
  if (kind === 'text') {
    const geometry = { width, height: heightOfText({ ...element, width }) }
    return [{ type: 'place', id, geometry }]
  }
  return [{ type: 'place', id, geometry: { width, height } }]
}
