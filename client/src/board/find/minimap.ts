import { Map as MapShape } from 'lucide-static'
import { t } from '../../common/i18n'
import type { Editor } from '../editor'
import { expandBox, unionBoxes, type Box } from '../geometry/box'
import type { Point } from '../geometry/vec'
import { isShown, type Drawable } from '../model/drawable'
import { compareDepth, type ElementKind } from '../model/element'
import { inkShade, paperShade, type BoardTheme } from '../model/palette'
import type { BoardAction } from '../ui/actions'
import type { BoardSession } from '../ui/session'

const maps = new WeakMap<BoardSession, Minimap>()
const SIZE = { width: 208, height: 136 }
const LATER_MS = 250
const STEP = 0.2

export function mountMinimap(host: HTMLElement, session: BoardSession): void {
  maps.set(session, new Minimap(host, session.editor))
}

export function mapping(session: BoardSession): BoardAction[] {
  return [
    {
      id: 'board.minimap',
      label: t('Minimap'),
      group: t('View'),
      keys: 'shift+m',
      icon: MapShape,
      run: () => maps.get(session)?.toggle(),
    },
  ]
}

/** The whole board, small, with what is in view; closed it draws and hears nothing. */
class Minimap {
  private readonly canvas = document.createElement('canvas')
  /** The elements, which change less often than the view. */
  private readonly ground = document.createElement('canvas')
  private world: Box = { x: 0, y: 0, width: 1, height: 1 }
  private scale = 1
  private deafen: (() => void) | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private frame = 0

  constructor(
    host: HTMLElement,
    private readonly editor: Editor,
  ) {
    const { canvas } = this
    canvas.className = 'board-minimap'
    canvas.hidden = true
    canvas.tabIndex = 0
    canvas.setAttribute('role', 'img')
    canvas.setAttribute('aria-label', t('Map of the board. Arrows move the view.'))
    host.append(canvas)
    let isDragged = false
    canvas.addEventListener('pointerdown', (event) => {
      isDragged = true
      canvas.setPointerCapture(event.pointerId)
      this.go(event)
    })
    canvas.addEventListener('pointermove', (event) => isDragged && this.go(event))
    canvas.addEventListener('lostpointercapture', () => (isDragged = false))
    canvas.addEventListener('keydown', (event) => this.onKey(event))
  }

  toggle(): void {
    const { canvas, editor } = this
    canvas.hidden = !canvas.hidden
    this.deafen?.()
    this.deafen = null
    if (canvas.hidden) return
    const later = () => {
      this.timer ??= setTimeout(() => this.paintGround(), LATER_MS)
    }
    const stops = [
      editor.signals.on('scene', later),
      editor.signals.on('camera', () => this.soon()),
    ]
    const themes = new MutationObserver(later)
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    this.deafen = () => {
      stops.forEach((stop) => stop())
      themes.disconnect()
    }
    this.paintGround()
  }

  private paintGround(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const { editor, ground } = this
    const ratio = devicePixelRatio || 1
    for (const each of [this.canvas, ground]) {
      each.width = SIZE.width * ratio
      each.height = SIZE.height * ratio
    }
    const shown = [...editor.scene.all()].filter(isShown)
    const all = unionBoxes(shown.map(({ box }) => box)) ?? editor.viewBox
    this.world = expandBox(all, Math.max(all.width, all.height) * 0.06 + 20)
    const { width, height } = this.world
    this.scale = Math.min(ground.width / width, ground.height / height)
    const pen = ground.getContext('2d')
    if (!pen) return
    const { theme } = editor.renderer
    const middle = this.offset()
    pen.setTransform(this.scale, 0, 0, this.scale, middle.x, middle.y)
    for (const drawable of shown.sort(compareDepth)) paint(pen, drawable, theme, this.scale)
    this.soon()
  }

  /** Where the world's origin lies on the map. */
  private offset(): Point {
    const { x, y, width, height } = this.world
    const { ground, scale } = this
    return {
      x: (ground.width - width * scale) / 2 - x * scale,
      y: (ground.height - height * scale) / 2 - y * scale,
    }
  }

  private soon(): void {
    if (this.frame !== 0) return
    this.frame = requestAnimationFrame(() => {
      this.frame = 0
      this.draw()
    })
  }

  private draw(): void {
    const pen = this.canvas.getContext('2d')
    if (!pen) return
    const { editor, canvas, scale } = this
    const { x, y, width, height } = editor.viewBox
    const { theme } = editor.renderer
    const middle = this.offset()
    pen.clearRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(this.ground, 0, 0)
    const ratio = devicePixelRatio || 1
    const edge = 1.5 * ratio
    const left = Math.max(edge, middle.x + x * scale)
    const top = Math.max(edge, middle.y + y * scale)
    const right = Math.min(canvas.width - edge, middle.x + (x + width) * scale)
    const bottom = Math.min(canvas.height - edge, middle.y + (y + height) * scale)
    pen.strokeStyle = theme.accent
    pen.lineWidth = edge
    pen.fillStyle = theme.accent
    const box = [left, top, Math.max(4, right - left), Math.max(4, bottom - top)] as const
    pen.globalAlpha = 0.1
    pen.fillRect(...box)
    pen.globalAlpha = 1
    pen.strokeRect(...box)
  }

  private go({ clientX, clientY }: PointerEvent): void {
    const { left, top, width } = this.canvas.getBoundingClientRect()
    const ratio = this.canvas.width / width
    const middle = this.offset()
    this.centre({
      x: ((clientX - left) * ratio - middle.x) / this.scale,
      y: ((clientY - top) * ratio - middle.y) / this.scale,
    })
  }

  private centre({ x, y }: Point): void {
    const { editor } = this
    const { width, height } = editor.viewBox
    editor.setCamera({ ...editor.camera, x: x - width / 2, y: y - height / 2 })
  }

  private onKey(event: KeyboardEvent): void {
    const { x, y, width, height } = this.editor.viewBox
    const steps: Record<string, readonly [number, number]> = {
      ArrowLeft: [-STEP, 0],
      ArrowRight: [STEP, 0],
      ArrowUp: [0, -STEP],
      ArrowDown: [0, STEP],
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    this.centre({ x: x + width * (0.5 + step[0]), y: y + height * (0.5 + step[1]) })
  }
}

const INKED: ReadonlySet<ElementKind> = new Set(['text', 'freehand', 'emoji', 'icon', 'code'])

/** An element as a patch of its colour: more cannot be seen at this size. */
function paint(
  pen: CanvasRenderingContext2D,
  drawable: Drawable,
  theme: BoardTheme,
  scale: number,
): void {
  const { x, y, width, height, kind, style } = drawable
  if (kind === 'connector') {
    pen.strokeStyle = theme.muted
    pen.lineWidth = 0.75 / scale
    pen.beginPath()
    drawable.path?.forEach((point, at) =>
      at === 0 ? pen.moveTo(point.x, point.y) : pen.lineTo(point.x, point.y),
    )
    pen.stroke()
    return
  }
  const usual = kind === 'sticky' ? 'yellow' : undefined
  const paper = paperShade(style.fill ?? usual, theme)
  pen.globalAlpha = INKED.has(kind) ? 0.35 : 1
  const ink = inkShade(style.stroke ?? style.color, theme) ?? theme.muted
  pen.fillStyle = INKED.has(kind) ? ink : (paper ?? theme.border)
  if (kind === 'frame') pen.fillStyle = paper ?? theme.surface
  pen.fillRect(x, y, Math.max(width, 1 / scale), Math.max(height, 1 / scale))
  pen.globalAlpha = 1
  const isPale = kind === 'frame' || style.fill === 'paper' || (paper === null && !INKED.has(kind))
  if (!isPale) return
  pen.strokeStyle = theme.muted
  pen.lineWidth = 0.6 / scale
  pen.strokeRect(x, y, width, height)
}
