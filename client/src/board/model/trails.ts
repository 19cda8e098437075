import type { Point } from '../geometry/vec'

export interface TrailPoint extends Point {
  readonly at: number
}

export interface Trail {
  /** Of the theme where none is given. */
  readonly color: string | null
  readonly points: readonly TrailPoint[]
}

/** How long a point of a trail is seen, in milliseconds. */
export const GLOW_MS = 900
const OWN = 'own'

/**
 * The light of laser pointers, one's own and other people's. A trail is a few strokes: a null
 * between points of one owner lifts the light.
 */
export class Trails {
  /** Hears every point of one's own light, and null where it goes out: others may be told. */
  onOwn: (point: Point | null) => void = () => undefined
  private readonly strokes: { owner: string; color: string | null; points: TrailPoint[] }[] = []
  private readonly lit = new Set<string>()

  constructor(
    private readonly redraw: () => void,
    private readonly now: () => number = () => performance.now(),
    private readonly nextFrame: (draw: () => void) => void = (draw) => {
      requestAnimationFrame(draw)
    },
  ) {}

  shine(point: Point | null): void {
    this.extend(OWN, null, point)
    this.onOwn(point)
  }

  /** The next point of somebody's light; null: it went out. */
  extend(owner: string, color: string | null, point: Point | null): void {
    const isGoingOn = this.lit.has(owner)
    if (point === null) {
      this.lit.delete(owner)
      return
    }
    const dated = { ...point, at: this.now() }
    const stroke = isGoingOn && this.strokes.findLast((each) => each.owner === owner)
    if (stroke) stroke.points.push(dated)
    else this.strokes.push({ owner, color, points: [dated] })
    this.lit.add(owner)
    if (this.strokes.length === 1 && this.strokes[0]?.points.length === 1) this.tick()
    this.redraw()
  }

  /** What still glows. */
  get glowing(): readonly Trail[] {
    return this.strokes
  }

  /** How strongly a point glows, from 0 to 1. */
  strengthOf({ at }: TrailPoint): number {
    return Math.max(0, 1 - (this.now() - at) / GLOW_MS)
  }

  private tick(): void {
    const oldest = this.now() - GLOW_MS
    for (const stroke of this.strokes) {
      const first = stroke.points.findIndex(({ at }) => at > oldest)
      stroke.points.splice(0, first === -1 ? stroke.points.length : first)
    }
    for (let at = this.strokes.length - 1; at >= 0; at--) {
      if (this.strokes[at]?.points.length === 0) this.strokes.splice(at, 1)
    }
    this.redraw()
    if (this.strokes.length > 0) this.nextFrame(() => this.tick())
  }
}
