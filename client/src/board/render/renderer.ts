import { unionBoxes, type Box } from '../geometry/box'
import type { Camera, Size } from '../geometry/camera'
import type { Drawable } from '../model/drawable'
import type { SceneChange } from '../model/scene'
import { LIGHT_THEME, type BoardTheme } from '../model/palette'
import { blitTiles } from './blit'
import type { FromWorker, ToWorker } from './messages'
import { Pictures, usePictures } from './pictures'
import type { Surface } from './shapes/surface'
import { canvasMeasure, type Measure } from './text-layout'
import { TileCache } from './tile-cache'
import { overviewTiles, pyramidScale, tileKey, wantedTiles, type TileId } from './tile'

export type PaintOverlay = (surface: Surface, camera: Camera) => void

export interface RendererOptions {
  readonly host: HTMLElement
  readonly workerUrl: string
  readonly fontUrl?: string | undefined
}

/** 80 tiles of one megabyte each. */
const CACHE_TILES = 80
/** A zoom that has stood still for so long is redrawn crisply. */
const REST_MS = 140
/** Coarse tiles of the whole board are renewed only when nobody has edited for so long. */
const OVERVIEW_MS = 1200
const DIRTY_BASE = 1
const DIRTY_OVERLAY = 2

/**
 * Shows the scene: tiles that a worker draws are blitted onto one canvas, and what is being
 * touched is painted on a second one above it.
 */
export class Renderer {
  readonly measure: Measure
  theme: BoardTheme = LIGHT_THEME
  private readonly base: HTMLCanvasElement
  private readonly overlay: HTMLCanvasElement
  private readonly basePen: CanvasRenderingContext2D
  private readonly overlayPen: CanvasRenderingContext2D
  private readonly worker: Worker
  /** Those of this thread, which paints what is being dragged and what is saved as a picture. */
  readonly pictures = new Pictures(() => this.invalidateOverlay())
  private readonly cache = new TileCache(CACHE_TILES)
  private readonly boxes = new Map<string, Box>()
  private camera: Camera = { x: 0, y: 0, zoom: 1 }
  private view: Size = { width: 1, height: 1 }
  private ratio = 1
  private epoch = 0
  private dirty = 0
  private frame = 0
  private zoomedAt = -Infinity
  private isZooming = false
  private restTimer = 0
  private overviewTimer = 0
  private overview: readonly TileId[] = []
  private isOverviewDue = false
  private queued = ''
  private hidden: readonly string[] = []
  private isOverlayBlank = true
  private paintOverlay: PaintOverlay | null = null
  private waiting: (() => void)[] = []

  constructor({ host, workerUrl, fontUrl }: RendererOptions) {
    this.base = addCanvas(host, 'board-tiles')
    this.overlay = addCanvas(host, 'board-overlay')
    this.basePen = penOf(this.base, false)
    this.overlayPen = penOf(this.overlay, true)
    const ruler = penOf(document.createElement('canvas'), true)
    this.measure = canvasMeasure(ruler)
    usePictures(this.pictures)
    this.worker = new Worker(workerUrl)
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.receive(data)
    if (fontUrl) this.send({ type: 'font', url: fontUrl, epoch: this.epoch })
  }

  load(drawables: readonly Drawable[]): void {
    this.boxes.clear()
    for (const { id, box } of drawables) this.boxes.set(id, box)
    this.send({ type: 'load', drawables, epoch: ++this.epoch })
    this.cache.invalidateAll(this.epoch)
    this.isOverviewDue = true
    this.ask(DIRTY_BASE)
  }

  /** Takes what changed; only tiles under its old and its new place are drawn again. */
  patch({ put, removed }: SceneChange): void {
    if (put.length + removed.length === 0) return
    this.send({ type: 'patch', put, removed, epoch: ++this.epoch })
    for (const id of removed) this.invalidate(id)
    for (const { id, box } of put) {
      this.invalidate(id)
      this.boxes.set(id, box)
      this.cache.invalidate(box, this.epoch)
    }
    for (const id of removed) this.boxes.delete(id)
    this.postponeOverview()
    this.ask(DIRTY_BASE)
  }

  /** Where the pictures of images are read. */
  setPictures(base: string): void {
    this.pictures.setBase(base)
    this.send({ type: 'pictures', base, epoch: this.epoch })
  }

  /** A picture that is on this device is shown before it is stored. */
  putPicture(key: string, blob: Blob): void {
    this.pictures.put(key, blob)
    this.send({ type: 'picture', key, blob, epoch: this.epoch })
  }

  /** Leaves these elements out of the tiles: the overlay shows them. */
  hide(ids: readonly string[]): void {
    const before = new Set(this.hidden)
    const after = new Set(ids)
    const differing = [
      ...ids.filter((id) => !before.has(id)),
      ...this.hidden.filter((id) => !after.has(id)),
    ]
    if (differing.length === 0) return
    this.hidden = ids
    this.send({ type: 'hide', ids, epoch: ++this.epoch })
    for (const id of differing) this.invalidate(id)
    this.postponeOverview()
    this.ask(DIRTY_BASE)
  }

  setCamera(camera: Camera): void {
    const now = performance.now()
    if (camera.zoom !== this.camera.zoom) {
      // A single change is a jump and is drawn crisply at once; the next one soon after it means
      // that somebody is zooming.
      this.isZooming = now - this.zoomedAt < REST_MS
      this.zoomedAt = now
      clearTimeout(this.restTimer)
      if (this.isZooming) this.restTimer = window.setTimeout(() => this.rest(), REST_MS)
    }
    this.camera = camera
    this.ask(DIRTY_BASE | (this.isOverlayBlank ? 0 : DIRTY_OVERLAY))
  }

  setTheme(theme: BoardTheme): void {
    this.theme = theme
    this.send({ type: 'theme', theme, epoch: ++this.epoch })
    this.cache.invalidateAll(this.epoch)
    this.ask(DIRTY_BASE | DIRTY_OVERLAY)
  }

  resize(view: Size, ratio: number): void {
    this.view = view
    this.ratio = ratio
    for (const canvas of [this.base, this.overlay]) {
      canvas.width = Math.round(view.width * ratio)
      canvas.height = Math.round(view.height * ratio)
    }
    this.ask(DIRTY_BASE | DIRTY_OVERLAY)
  }

  setOverlay(paint: PaintOverlay): void {
    this.paintOverlay = paint
    this.invalidateOverlay()
  }

  invalidateOverlay(): void {
    this.ask(DIRTY_OVERLAY)
  }

  /** Resolves when every tile in view is there, up to date, and at its own size. */
  settled(): Promise<void> {
    this.ask(DIRTY_BASE)
    return new Promise((resolve) => this.waiting.push(resolve))
  }

  destroy(): void {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.restTimer)
    clearTimeout(this.overviewTimer)
    this.pictures.clear()
    this.worker.terminate()
    this.cache.clear()
    this.base.remove()
    this.overlay.remove()
  }

  private get scale(): number {
    return this.camera.zoom * this.ratio
  }

  private rest(): void {
    this.isZooming = false
    this.ask(DIRTY_BASE)
  }

  private invalidate(id: string): void {
    const box = this.boxes.get(id)
    if (box) this.cache.invalidate(box, this.epoch)
  }

  private send(message: ToWorker): void {
    this.queued = ''
    this.worker.postMessage(message)
  }

  private receive(message: FromWorker): void {
    if (message.type === 'font-loaded') return this.setTheme(this.theme)
    if (message.type === 'pictures-ready') return this.repaint(message.elements)
    this.cache.receive(message.id, message.bitmap, message.epoch)
    this.ask(DIRTY_BASE)
  }

  private repaint(elements: readonly string[]): void {
    this.send({ type: 'patch', put: [], removed: [], epoch: ++this.epoch })
    for (const id of elements) this.invalidate(id)
    this.postponeOverview()
    this.ask(DIRTY_BASE)
  }

  private ask(what: number): void {
    if (this.dirty === 0) this.frame = requestAnimationFrame(() => this.draw())
    this.dirty |= what
  }

  private draw(): void {
    const dirty = this.dirty
    this.dirty = 0
    if (dirty & DIRTY_BASE) this.drawBase()
    if (dirty & DIRTY_OVERLAY) this.drawOverlay()
  }

  private drawBase(): void {
    const target = this.isZooming ? pyramidScale(this.scale) : this.scale
    const [seen, ring] = wantedTiles(this.camera, this.view, target)
    for (const id of [...ring, ...seen]) this.cache.use(id)
    const missing = seen.filter((id) => !this.cache.isFresh(id))
    this.request(missing, ring)
    const shot = { camera: this.camera, view: this.view, ratio: this.ratio }
    blitTiles(this.basePen, this.cache, shot, seen, this.theme.background)
    if (missing.length === 0 && !this.isZooming) this.announceSettled()
  }

  private request(missing: readonly TileId[], ring: readonly TileId[]): void {
    const ahead = ring.filter((id) => !this.cache.isFresh(id))
    const rest = missing.length === 0 && this.isOverviewDue ? this.renewOverview() : []
    const tiles = [...missing, ...ahead, ...rest]
    const queued = tiles.map(tileKey).join(' ')
    if (queued === this.queued) return
    this.queued = queued
    this.worker.postMessage({ type: 'want', tiles } satisfies ToWorker)
  }

  private renewOverview(): readonly TileId[] {
    const bounds = unionBoxes([...this.boxes.values()])
    this.overview = bounds ? overviewTiles(bounds) : []
    for (const id of this.overview) this.cache.use(id)
    this.cache.pinOnly(this.overview)
    const stale = this.overview.filter((id) => !this.cache.isFresh(id))
    if (stale.length === 0) this.isOverviewDue = false
    return stale
  }

  private postponeOverview(): void {
    this.isOverviewDue = false
    clearTimeout(this.overviewTimer)
    this.overviewTimer = window.setTimeout(() => {
      this.isOverviewDue = true
      this.ask(DIRTY_BASE)
    }, OVERVIEW_MS)
  }

  private announceSettled(): void {
    const waiting = this.waiting
    this.waiting = []
    for (const resolve of waiting) resolve()
  }

  private drawOverlay(): void {
    const pen = this.overlayPen
    if (!this.paintOverlay) return
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, this.overlay.width, this.overlay.height)
    const { x, y } = this.camera
    pen.setTransform(this.scale, 0, 0, this.scale, -x * this.scale, -y * this.scale)
    const surface = { pen, theme: this.theme, scale: this.scale, measure: this.measure }
    this.paintOverlay(surface, this.camera)
    this.isOverlayBlank = false
  }
}

function addCanvas(host: HTMLElement, name: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.className = name
  canvas.setAttribute('aria-hidden', 'true')
  host.append(canvas)
  return canvas
}

function penOf(canvas: HTMLCanvasElement, alpha: boolean): CanvasRenderingContext2D {
  const pen = canvas.getContext('2d', { alpha })
  if (!pen) throw new Error('This browser cannot draw on a canvas.')
  return pen
}
