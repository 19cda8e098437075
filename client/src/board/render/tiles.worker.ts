import type { FromWorker, ToWorker } from './messages'
import { Pictures, usePictures } from './pictures'
import { canvasMeasure, FONT_FAMILY, renewFonts } from './text-layout'
import { TILE, type TileId } from './tile'
import { TilePainter } from './tile-painter'

/** The parts of a worker's global scope that TypeScript's DOM library does not declare. */
interface WorkerScope {
  readonly fonts: FontFaceSet
  onmessage: ((event: MessageEvent<ToWorker>) => void) | null
  postMessage(message: FromWorker, transfer?: Transferable[]): void
}

const scope = self as unknown as WorkerScope
const canvas = new OffscreenCanvas(TILE, TILE)
const ruler = new OffscreenCanvas(1, 1).getContext('2d')
const pen = canvas.getContext('2d', { alpha: false })
const ticks = new MessageChannel()

const FONT_WAIT_MS = 600

let queue: readonly TileId[] = []
let position = 0
let isRunning = false
let isWaiting = false
let epoch = 0

if (!ruler || !pen) throw new Error('This browser cannot draw in a worker.')
const brush = pen
const measure = canvasMeasure(ruler)
const painter = new TilePainter(measure)
const pictures = new Pictures((elements) => {
  scope.postMessage({ type: 'pictures-ready', elements })
})
usePictures(pictures)

scope.onmessage = ({ data }) => {
  switch (data.type) {
    case 'font':
      isWaiting = true
      void loadFont(data.url).finally(goOn)
      setTimeout(goOn, FONT_WAIT_MS)
      break
    case 'theme':
      painter.theme = data.theme
      break
    case 'load':
      painter.load(data.drawables)
      break
    case 'patch':
      painter.patch(data.put, data.removed)
      break
    case 'hide':
      painter.hide(data.ids)
      break
    case 'pictures':
      pictures.setBase(data.base)
      break
    case 'picture':
      pictures.put(data.key, data.blob)
      break
    case 'want':
      queue = data.tiles
      position = 0
      start()
      return
  }
  epoch = data.epoch
}

ticks.port1.onmessage = drawNext

/** The first tiles wait for their letters, but not for long. */
function goOn(): void {
  isWaiting = false
  start()
}

function start(): void {
  if (isRunning || isWaiting) return
  isRunning = true
  ticks.port2.postMessage(null)
}

/** One tile a turn, so that a new queue is heard between two of them. */
function drawNext(): void {
  const id = queue[position++]
  if (!id) {
    isRunning = false
    return
  }
  const { scale } = id
  brush.setTransform(1, 0, 0, 1, 0, 0)
  painter.paintGround(brush, id)
  brush.setTransform(scale, 0, 0, scale, -id.x * TILE, -id.y * TILE)
  painter.paint(brush, id)
  const bitmap = canvas.transferToImageBitmap()
  scope.postMessage({ type: 'tile', id, epoch, bitmap }, [bitmap])
  ticks.port2.postMessage(null)
}

async function loadFont(url: string): Promise<void> {
  const name = FONT_FAMILY.split(',')[0]?.replaceAll('"', '') ?? ''
  const face = new FontFace(name, `url("${url}") format("woff2")`, { weight: '100 900' })
  scope.fonts.add(await face.load())
  renewFonts()
  measure.forget()
  painter.forgetLayouts()
  scope.postMessage({ type: 'font-loaded' })
}
