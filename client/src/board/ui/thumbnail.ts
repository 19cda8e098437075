import { api } from '../../common/api'
import { fitBox } from '../geometry/camera'
import { compareDepth } from '../model/element'
import type { Drawable } from '../model/drawable'
import { assemble } from '../model/entries'
import { pictureKey } from '../model/image'
import { Scene } from '../model/scene'
import { paintElement } from '../render/paint'
import { Pictures, usePictures } from '../render/pictures'
import { COARSE_SCALE } from '../render/shapes/surface'
import { canvasMeasure } from '../render/text-layout'
import { lettersReady } from './font'
import { boardTheme } from './theme'

/** An element as its entries in the document. */
export interface Entries {
  readonly id: string
  readonly g: unknown
  readonly s: unknown
  readonly c: unknown
  readonly t?: string
}

interface Display {
  readonly elements: readonly Entries[]
}

/** Boards with more elements are not fetched for a picture of this size. */
const MOST_ELEMENTS = 3000
const MARGIN = 10

/** Draws what is on each board into its card, as the card comes into view. */
export function drawThumbnails(list: HTMLElement): void {
  const observer = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue
      observer.unobserve(target)
      void draw(target)
    }
  })
  for (const card of list.querySelectorAll<HTMLElement>('[data-board]')) {
    const count = Number(card.dataset.count)
    if (count > 0 && count <= MOST_ELEMENTS) observer.observe(card)
  }
}

/** So many pictures are fetched for one of this size. */
const MOST_PICTURES = 12

async function picturesReady(
  elements: readonly Drawable[],
  board: string,
  scale: number,
): Promise<void> {
  const pictures = new Pictures(() => undefined)
  pictures.setBase(`/b/${board}/assets/`)
  usePictures(pictures)
  const images = elements.filter(({ kind, asset }) => kind === 'image' && asset !== undefined)
  await Promise.all(
    images
      .slice(0, MOST_PICTURES)
      .map((image) => pictures.ready(pictureKey(image), image.width * scale)),
  )
  usePictures(pictures)
}

async function draw(card: HTMLElement): Promise<void> {
  const canvas = card.querySelector('canvas')
  if (!canvas) return
  const { board = '' } = card.dataset
  const path = `boards/${board}/display`
  const display = await api.get<Display>(path, { retries: 0 }).catch(() => null)
  if (display) await drawInto(canvas, display.elements, board)
}

/** Paints elements into a canvas as large as it stands on the page. */
export async function drawInto(
  canvas: HTMLCanvasElement,
  elements: readonly Entries[],
  board?: string,
): Promise<void> {
  const pen = canvas.getContext('2d')
  if (!pen) return
  await lettersReady()
  const scene = new Scene()
  scene.load(elements.flatMap(({ id, g, s, c, t }) => assemble(id, g, s, c, t ?? '') ?? []))
  const bounds = scene.bounds()
  if (!bounds) return
  const { width, height } = canvas.getBoundingClientRect()
  const ratio = devicePixelRatio || 1
  canvas.width = Math.round(width * ratio)
  canvas.height = Math.round(height * ratio)
  const camera = fitBox(bounds, { width, height }, MARGIN, 0.6)
  const scale = camera.zoom * ratio
  pen.setTransform(scale, 0, 0, scale, -camera.x * scale, -camera.y * scale)
  const seen = Math.max(scale, COARSE_SCALE)
  if (board !== undefined) await picturesReady([...scene.all()], board, scale)
  const surface = { pen, theme: boardTheme(), scale: seen, measure: canvasMeasure(pen) }
  for (const drawable of [...scene.all()].sort(compareDepth)) paintElement(surface, drawable)
}
