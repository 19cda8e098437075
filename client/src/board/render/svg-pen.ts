import type { Pen } from './pen'

interface State {
  readonly fillStyle: Pen['fillStyle']
  readonly strokeStyle: Pen['strokeStyle']
  readonly lineWidth: number
  readonly lineCap: CanvasLineCap
  readonly lineJoin: CanvasLineJoin
  readonly globalAlpha: number
  readonly font: string
  readonly textAlign: CanvasTextAlign
  readonly textBaseline: CanvasTextBaseline
  readonly dash: readonly number[]
  readonly transforms: number
}

/** Answers what the painter does on a canvas with SVG, so that both look the same. */
export class SvgPen implements Pen {
  fillStyle: Pen['fillStyle'] = '#000000'
  strokeStyle: Pen['strokeStyle'] = '#000000'
  lineWidth = 1
  lineCap: CanvasLineCap = 'butt'
  lineJoin: CanvasLineJoin = 'miter'
  globalAlpha = 1
  font = '10px sans-serif'
  textAlign: CanvasTextAlign = 'start'
  textBaseline: CanvasTextBaseline = 'alphabetic'
  direction: CanvasDirection = 'ltr'
  private dash: readonly number[] = []
  private path = ''
  private transforms = 0
  private clips = 0
  private readonly saved: State[] = []
  private readonly parts: string[] = []

  /** `pictures` holds data addresses by the keys of what images show. */
  constructor(private readonly pictures: ReadonlyMap<string, string> = new Map()) {}

  markup(): string {
    return this.parts.join('')
  }

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, lineCap, lineJoin, globalAlpha } = this
    const { font, textAlign, textBaseline, dash, transforms } = this
    const line = { lineWidth, lineCap, lineJoin, globalAlpha }
    this.saved.push({
      fillStyle,
      strokeStyle,
      ...line,
      font,
      textAlign,
      textBaseline,
      dash,
      transforms,
    })
  }

  restore(): void {
    const state = this.saved.pop()
    if (!state) return
    this.parts.push('</g>'.repeat(this.transforms - state.transforms))
    Object.assign(this, state)
  }

  translate(x: number, y: number): void {
    this.transform(`translate(${short(x)} ${short(y)})`)
  }

  rotate(angle: number): void {
    this.transform(`rotate(${short((angle * 180) / Math.PI)})`)
  }

  scale(x: number, y: number): void {
    this.transform(`scale(${String(x)} ${String(y)})`)
  }

  beginPath(): void {
    this.path = ''
  }

  closePath(): void {
    this.path += 'Z'
  }

  moveTo(x: number, y: number): void {
    this.path += `M${short(x)} ${short(y)}`
  }

  lineTo(x: number, y: number): void {
    this.path += `${this.path === '' ? 'M' : 'L'}${short(x)} ${short(y)}`
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.path += `Q${short(cx)} ${short(cy)} ${short(x)} ${short(y)}`
  }

  bezierCurveTo(ax: number, ay: number, bx: number, by: number, x: number, y: number): void {
    this.path += `C${[ax, ay, bx, by, x, y].map(short).join(' ')}`
  }

  /** The painter draws ellipses upright: `turn` is always 0. */
  ellipse(
    x: number,
    y: number,
    rx: number,
    ry: number,
    _turn: number,
    start: number,
    end: number,
  ): void {
    const at = (angle: number) => [x + rx * Math.cos(angle), y + ry * Math.sin(angle)] as const
    const middle = (start + end) / 2
    this.lineTo(...at(start))
    for (const angle of [middle, end]) {
      const [toX, toY] = at(angle)
      this.path += `A${short(rx)} ${short(ry)} 0 0 1 ${short(toX)} ${short(toY)}`
    }
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}Z`
  }

  /** A picture by its data address; nothing where it could not be had. */
  picture(key: string, x: number, y: number, width: number, height: number): boolean {
    const address = this.pictures.get(key)
    if (address === undefined) return false
    this.parts.push(
      `<image href="${escaped(address)}" x="${short(x)}" y="${short(y)}" width="${short(width)}" ` +
        `height="${short(height)}" preserveAspectRatio="none"${this.opacity()}/>`,
    )
    return true
  }

  /** What follows, up to the next `restore`, is seen through the path. */
  clip(): void {
    const id = `clip${String(++this.clips)}`
    this.parts.push(
      `<clipPath id="${id}"><path d="${this.path}"/></clipPath><g clip-path="url(#${id})">`,
    )
    this.transforms++
  }

  /** Takes a path as it is written in SVG. */
  data(path: string): void {
    this.path = path
  }

  fill(): void {
    this.parts.push(`<path d="${this.path}" fill="${escaped(this.fillStyle)}"${this.opacity()}/>`)
  }

  stroke(): void {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(' ')}"` : ''
    this.parts.push(
      `<path d="${this.path}" fill="none" stroke="${escaped(this.strokeStyle)}" ` +
        `stroke-width="${short(this.lineWidth)}" stroke-linecap="${this.lineCap}" ` +
        `stroke-linejoin="${this.lineJoin}"${dash}${this.opacity()}/>`,
    )
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.parts.push(
      `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" ` +
        `fill="${escaped(this.fillStyle)}"${this.opacity()}/>`,
    )
  }

  fillText(text: string, x: number, y: number): void {
    const isFromRight = this.direction === 'rtl'
    const [left, right] = isFromRight ? ['end', 'start'] : ['start', 'end']
    const anchor = { center: 'middle', right, end: 'end', left, start: 'start' }
    const direction = isFromRight ? ' direction="rtl"' : ''
    this.parts.push(
      `<text x="${short(x)}" y="${short(y)}" style="font:${escaped(this.font)}" ` +
        `text-anchor="${anchor[this.textAlign]}"${direction} dominant-baseline="central" ` +
        `xml:space="preserve" fill="${escaped(this.fillStyle)}"${this.opacity()}>${escaped(text)}</text>`,
    )
  }

  setLineDash(dash: number[]): void {
    this.dash = [...dash]
  }

  private transform(value: string): void {
    this.parts.push(`<g transform="${value}">`)
    this.transforms++
  }

  private opacity(): string {
    return this.globalAlpha === 1 ? '' : ` opacity="${short(this.globalAlpha)}"`
  }
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}

/** Also takes out what XML 1.0 cannot hold at all. */
function escaped(value: unknown): string {
  return String(value)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
