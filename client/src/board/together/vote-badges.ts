import { colour } from '../../common/theme'
import { toScreen } from '../geometry/camera'
import type { Box } from '../geometry/box'
import type { Point } from '../geometry/vec'
import type { BoardSession } from '../ui/session'
import type { Ballot } from './ballot'

interface Badge extends Box {
  readonly element: string
  readonly words: string
  readonly kind: 'add' | 'mine' | 'result'
}

const HEIGHT = 28
const REACH = 8

/**
 * Dots on what is voted on, and the counts once it is over: one canvas above the board, which is
 * there only while there is something to show.
 */
export class VoteBadges {
  private readonly canvas = document.createElement('canvas')
  private badges: readonly Badge[] = []
  private frame = 0

  constructor(
    private readonly stage: HTMLElement,
    private readonly session: BoardSession,
    private readonly ballot: Ballot,
  ) {
    this.canvas.className = 'together-badges'
    this.canvas.setAttribute('aria-hidden', 'true')
    session.editor.signals.on(['camera', 'scene', 'preview'], () => {
      if (this.isNeeded) this.ask()
    })
    // Before the tools hear of it: a press on a badge is a vote and nothing else.
    stage.addEventListener('pointerdown', (event) => this.press(event), { capture: true })
  }

  get isNeeded(): boolean {
    const { vote, results } = this.session.acts.state
    return vote !== null || (this.ballot.isOpen && results !== null)
  }

  ask(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    this.frame = 0
    if (!this.isNeeded) {
      this.badges = []
      return this.canvas.remove()
    }
    if (!this.canvas.isConnected) this.stage.append(this.canvas)
    const { width, height } = this.session.editor.view
    const ratio = window.devicePixelRatio || 1
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)]
    if (this.canvas.width !== wide || this.canvas.height !== high) {
      this.canvas.width = wide
      this.canvas.height = high
    }
    const pen = this.canvas.getContext('2d')
    if (!pen) return
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    pen.clearRect(0, 0, width, height)
    this.badges = this.layOut(width, height)
    const colours = coloursNow()
    for (const badge of this.badges) paint(pen, badge, colours)
  }

  private layOut(width: number, height: number): Badge[] {
    const { vote, results } = this.session.acts.state
    const found: Badge[] = []
    const counts = vote ? [] : (results?.results ?? [])
    const wanted = vote
      ? vote.elements.map((element) => ({ element, votes: this.ballot.votesOn(element) }))
      : counts
    for (const { element, votes } of wanted) {
      const at = this.cornerOf(element)
      if (!at || at.x < -40 || at.y < -40 || at.x > width + 40 || at.y > height + 40) continue
      const kind = vote ? (votes > 0 ? 'mine' : 'add') : 'result'
      const words =
        kind === 'add' ? '+' : kind === 'mine' ? `−  ${String(votes)}  +` : String(votes)
      const wide =
        kind === 'add' ? HEIGHT : kind === 'mine' ? 78 : Math.max(HEIGHT, 16 + words.length * 9)
      found.push({
        element,
        words,
        kind,
        x: at.x - wide + 10,
        y: at.y - 14,
        width: wide,
        height: HEIGHT,
      })
    }
    return found
  }

  private cornerOf(element: string): Point | null {
    const { editor } = this.session
    const drawable = editor.scene.drawable(element)
    if (!drawable) return null
    return toScreen(editor.camera, { x: drawable.x + drawable.width, y: drawable.y })
  }

  private press(event: PointerEvent): void {
    if (!this.session.acts.state.vote || event.button !== 0) return
    const { left, top } = this.stage.getBoundingClientRect()
    const at = { x: event.clientX - left, y: event.clientY - top }
    const slack = event.pointerType === 'touch' ? REACH : 2
    const hit = this.badges.findLast(
      ({ x, y, width, height }) =>
        at.x >= x - slack &&
        at.x <= x + width + slack &&
        at.y >= y - slack &&
        at.y <= y + height + slack,
    )
    if (!hit) return
    event.stopPropagation()
    event.preventDefault()
    const takesBack = hit.kind === 'mine' && at.x < hit.x + hit.width / 3
    void this.ballot.cast(hit.element, takesBack ? -1 : 1)
  }
}

interface Colours {
  readonly accent: string
  readonly onAccent: string
  readonly surface: string
}

function coloursNow(): Colours {
  return {
    accent: colour('--accent-solid'),
    onAccent: colour('--on-accent'),
    surface: colour('--surface'),
  }
}

function paint(pen: CanvasRenderingContext2D, badge: Badge, colours: Colours): void {
  const { x, y, width, height, words, kind } = badge
  const isFilled = kind !== 'add'
  pen.beginPath()
  pen.roundRect(x, y, width, height, height / 2)
  pen.fillStyle = isFilled ? colours.accent : colours.surface
  pen.fill()
  pen.lineWidth = 2
  pen.strokeStyle = isFilled ? colours.surface : colours.accent
  pen.stroke()
  pen.fillStyle = isFilled ? colours.onAccent : colours.accent
  pen.font = '600 14px "Inter Variable", system-ui, sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(words, x + width / 2, y + height / 2 + 0.5)
}
