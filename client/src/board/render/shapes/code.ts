import {
  CODE_LINE,
  CODE_PADDING,
  CODE_SIZE,
  type CodeClass,
  type CodeToken,
} from '../../model/code'
import type { Drawable } from '../../model/drawable'
import { paperShade, type BoardTheme } from '../../model/palette'
import { roundedPath } from '../pen'
import { monoFont } from '../text-layout'
import { COARSE_SCALE, SMALLEST_LETTERS, type Surface } from './surface'

const INKS: Readonly<Record<CodeClass, readonly [light: string, dark: string]>> = {
  keyword: ['#7038d6', '#bd97ff'],
  string: ['#1f7a36', '#62cf83'],
  comment: ['#5d6675', '#a3acba'],
  number: ['#b45309', '#f5b04d'],
  name: ['#1b66c4', '#74b3ff'],
  type: ['#0b7a71', '#4fd1c5'],
  meta: ['#c01f72', '#ff8fc4'],
}

/** A block of code: every letter as wide as the other, coloured by what it is. */
export function paintCode(surface: Surface, drawable: Drawable): void {
  const { pen, theme, scale } = surface
  roundedPath(pen, drawable, 8)
  pen.fillStyle = paperShade(drawable.style.fill, theme) ?? theme.surface
  pen.fill()
  if (scale < COARSE_SCALE) return
  pen.strokeStyle = theme.border
  pen.lineWidth = 1
  pen.setLineDash([])
  pen.stroke()
  if (CODE_SIZE * scale < SMALLEST_LETTERS) return
  pen.save()
  pen.beginPath()
  pen.rect(drawable.x, drawable.y, drawable.width, drawable.height)
  pen.clip()
  paintLines(surface, drawable)
  pen.restore()
}

function paintLines({ pen, theme, measure }: Surface, drawable: Drawable): void {
  const advance = (measure('0', false, false, 'mono') * CODE_SIZE) / 100
  const height = CODE_SIZE * CODE_LINE
  const [left, top] = [drawable.x + CODE_PADDING, drawable.y + CODE_PADDING]
  pen.font = monoFont(CODE_SIZE)
  pen.textAlign = 'left'
  pen.textBaseline = 'middle'
  let start = 0
  drawable.text.split('\n').forEach((line, row) => {
    const y = top + (row + 0.5) * height
    if (y - height < drawable.y + drawable.height) {
      for (const [from, to, ink] of piecesIn(drawable.tokens ?? [], start, line.length, theme)) {
        pen.fillStyle = ink
        pen.fillText(line.slice(from, to), left + from * advance, y)
      }
    }
    start += line.length + 1
  })
}

/** A line in pieces of one colour. */
function piecesIn(
  tokens: readonly CodeToken[],
  start: number,
  length: number,
  theme: BoardTheme,
): [number, number, string][] {
  const pieces: [number, number, string][] = []
  let at = 0
  for (const [from, to, what] of tokens) {
    const [begin, end] = [Math.max(at, from - start), Math.min(length, to - start)]
    if (end <= begin) continue
    if (begin > at) pieces.push([at, begin, theme.ink])
    pieces.push([begin, end, INKS[what][theme.dark ? 1 : 0]])
    at = end
  }
  if (at < length) pieces.push([at, length, theme.ink])
  return pieces
}
