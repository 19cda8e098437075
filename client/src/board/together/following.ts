import { announce } from '../../common/ui/announce'
import { t } from '../../common/i18n'
import { fitBox, MAX_ZOOM, type Camera } from '../geometry/camera'
import type { Peer } from '../sync/presence'
import type { BoardSession } from '../ui/session'

export interface Followed {
  readonly client: number
  readonly id: string
  readonly name: string
  readonly color: string
}

/** Most of the way to where the other one looks is gone after this time. */
const SMOOTHING_MS = 90

/** Keeps this view where somebody else's is, until the person moves it. */
export class Following {
  followed: Followed | null = null
  private readonly listeners = new Set<() => void>()
  /** The camera that we set ourselves: any other means that the person moved. */
  private own: Camera | null = null
  private frame = 0
  private last = 0

  constructor(private readonly session: BoardSession) {
    const { signals } = session.editor
    signals.on('peers', () => this.keepUp())
    signals.on('camera', () => this.moved())
  }

  onChange(listener: () => void): void {
    this.listeners.add(listener)
  }

  follow(client: number): void {
    const peer = this.session.peers.find((each) => each.client === client)
    if (!peer) return
    const { id, name, color } = peer
    this.followed = { client, id, name, color }
    this.own = this.session.editor.camera
    announce(t('Following %(name)s', { name }))
    this.tell()
    this.ask()
  }

  stop(): void {
    if (!this.followed) return
    this.followed = null
    cancelAnimationFrame(this.frame)
    this.frame = 0
    this.tell()
    this.share()
  }

  private tell(): void {
    for (const listener of this.listeners) listener()
  }

  private moved(): void {
    if (this.followed && this.session.editor.camera !== this.own) this.stop()
    this.share()
  }

  /** Whoever follows shows no view of their own: two who follow each other would chase forever. */
  private share(): void {
    if (this.followed) return
    const { x, y, width, height } = this.session.editor.viewBox
    this.session.presence.show('view', [tenth(x), tenth(y), tenth(width), tenth(height)])
  }

  private keepUp(): void {
    if (!this.followed) return
    if (this.target()) this.ask()
    else {
      announce(t('%(name)s has left', { name: this.followed.name }))
      this.stop()
    }
  }

  /** The person's same tab, or another of theirs when that one was closed. */
  private target(): Peer | undefined {
    const { peers } = this.session
    return (
      peers.find(({ client }) => client === this.followed?.client) ??
      peers.find(({ id }) => id === this.followed?.id)
    )
  }

  private ask(): void {
    if (this.frame !== 0) return
    this.last = performance.now()
    this.frame = requestAnimationFrame((now) => this.step(now))
  }

  private step(now: number): void {
    this.frame = 0
    const view = this.target()?.view
    const { editor } = this.session
    if (!this.followed || !view) return
    const goal = fitBox(view, editor.view, 0, MAX_ZOOM)
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
    const share = isStill ? 1 : 1 - Math.exp(-Math.max(1, now - this.last) / SMOOTHING_MS)
    const next = between(editor.camera, goal, share)
    this.own = next
    editor.setCamera(next)
    if (next !== goal) this.ask()
  }
}

/** Part of the way from one camera to another; the goal itself once the rest cannot be seen. */
export function between(from: Camera, goal: Camera, share: number): Camera {
  const far = Math.hypot(goal.x - from.x, goal.y - from.y) * goal.zoom
  if (share >= 1 || (far < 0.5 && Math.abs(Math.log(goal.zoom / from.zoom)) < 0.002)) return goal
  return {
    x: from.x + (goal.x - from.x) * share,
    y: from.y + (goal.y - from.y) * share,
    zoom: from.zoom * (goal.zoom / from.zoom) ** share,
  }
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
