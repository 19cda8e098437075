import type { Drawable } from './model/drawable'
import type { BoardElement, ElementKind } from './model/element'
import { LIGHT_THEME } from './model/palette'
import { previewOf } from './model/preview'
import { Scene } from './model/scene'
import { ranksBetween } from '../common/rank'
import { paintOverlay } from './render/overlay'
import { Renderer } from './render/renderer'
import { interFontUrl } from './ui/font'

/** A scene as the measuring script makes it: plain boxes of six types. */
export interface BenchScene {
  readonly world: number
  readonly elements: readonly {
    readonly id: string
    readonly type: 'sticky' | 'rect' | 'ellipse' | 'diamond' | 'text' | 'connector'
    readonly x: number
    readonly y: number
    readonly w: number
    readonly h: number
    readonly color: string
    readonly text?: string
  }[]
}

export interface Bench {
  load(scene: BenchScene): Promise<void>
  setCamera(x: number, y: number, zoom: number): void
  move(id: string, dx: number, dy: number): void
  settled(): Promise<void>
}

/** The board's own renderer, scene and drag, without people, tools and network. */
export function mountBench(host: HTMLElement, workerUrl: string): Bench {
  const renderer = new Renderer({ host, workerUrl, fontUrl: interFontUrl() })
  const scene = new Scene()
  const moved = new Map<string, { x: number; y: number }>()
  let lifted: readonly Drawable[] = []
  renderer.setTheme(LIGHT_THEME)
  renderer.resize({ width: innerWidth, height: innerHeight }, devicePixelRatio)
  addEventListener('resize', () =>
    renderer.resize({ width: innerWidth, height: innerHeight }, devicePixelRatio),
  )
  renderer.setOverlay((surface) =>
    paintOverlay(surface, {
      lifted,
      chosen: lifted,
      frame: null,
      handles: [],
      ends: [],
      marquee: null,
      glue: null,
      ports: [],
      dots: [],
      remote: [],
    }),
  )
  return {
    load(given) {
      moved.clear()
      lifted = []
      renderer.hide([])
      renderer.load(scene.load(toElements(given)))
      return renderer.settled()
    },
    setCamera(x, y, zoom) {
      renderer.setCamera({ x, y, zoom })
    },
    move(id, dx, dy) {
      const element = scene.element(id)
      if (!element) return
      const at = moved.get(id) ?? { x: element.x, y: element.y }
      moved.set(id, { x: at.x + dx, y: at.y + dy })
      const changes = Array.from(moved, ([key, geometry]) => ({
        type: 'place' as const,
        id: key,
        geometry,
      }))
      const { drawables, hidden } = previewOf(scene, changes)
      lifted = drawables
      renderer.hide(hidden)
      renderer.invalidateOverlay()
    },
    settled: () => renderer.settled(),
  }
}

const KINDS: Readonly<Record<BenchScene['elements'][number]['type'], ElementKind>> = {
  sticky: 'sticky',
  rect: 'rectangle',
  ellipse: 'ellipse',
  diamond: 'diamond',
  text: 'text',
  connector: 'connector',
}

function toElements({ elements }: BenchScene): BoardElement[] {
  const ranks = ranksBetween(null, null, elements.length)
  return elements.map(({ id, type, x, y, w, h, color, text }, index) => {
    const isLine = type === 'connector'
    const isText = type === 'text'
    return {
      id,
      kind: KINDS[type],
      x,
      y,
      width: Math.abs(w),
      height: Math.abs(h),
      rotation: 0,
      z: ranks[index] ?? 'V',
      style: isText
        ? { font_size: 20, color }
        : isLine
          ? { stroke: color, stroke_width: 2 }
          : { fill: color, ...(type === 'sticky' && { font_size: 16 }) },
      text: text ?? '',
      ...(isLine && { from: { x, y }, to: { x: x + w, y: y + h } }),
    }
  })
}
