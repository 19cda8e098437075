/** What the painter asks of a canvas; `SvgPen` answers the same with markup. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'save'
  | 'restore'
  | 'translate'
  | 'rotate'
  | 'scale'
  | 'clip'
  | 'beginPath'
  | 'closePath'
  | 'moveTo'
  | 'lineTo'
  | 'quadraticCurveTo'
  | 'bezierCurveTo'
  | 'ellipse'
  | 'rect'
  | 'fill'
  | 'stroke'
  | 'fillRect'
  | 'fillText'
  | 'setLineDash'
> & {
  fillStyle: string | CanvasGradient | CanvasPattern
  strokeStyle: string | CanvasGradient | CanvasPattern
  lineWidth: number
  lineCap: CanvasLineCap
  lineJoin: CanvasLineJoin
  globalAlpha: number
  font: string
  textAlign: CanvasTextAlign
  textBaseline: CanvasTextBaseline
  direction: CanvasDirection
}

/** A rectangle with round corners; drawn by hand because not every canvas has `roundRect`. */
export function roundedPath(
  pen: Pen,
  box: { x: number; y: number; width: number; height: number },
  radius: number,
): void {
  const { x, y, width, height } = box
  const r = Math.min(radius, width / 2, height / 2)
  pen.beginPath()
  pen.moveTo(x + r, y)
  pen.lineTo(x + width - r, y)
  pen.quadraticCurveTo(x + width, y, x + width, y + r)
  pen.lineTo(x + width, y + height - r)
  pen.quadraticCurveTo(x + width, y + height, x + width - r, y + height)
  pen.lineTo(x + r, y + height)
  pen.quadraticCurveTo(x, y + height, x, y + height - r)
  pen.lineTo(x, y + r)
  pen.quadraticCurveTo(x, y, x + r, y)
  pen.closePath()
}

export function polygonPath(pen: Pen, points: readonly { x: number; y: number }[]): void {
  pen.beginPath()
  points.forEach(({ x, y }, index) => (index === 0 ? pen.moveTo(x, y) : pen.lineTo(x, y)))
  pen.closePath()
}
