import { distance, type Point } from '../../geometry/vec'

const PRESS_MS = 500
const TREMBLE = 10

/** Says when a finger rests on one place for so long that it asks for the menu. */
export class LongPress {
  private timer: ReturnType<typeof setTimeout> | undefined
  private start: Point = { x: 0, y: 0 }

  constructor(private readonly onPress: (at: Point) => void) {}

  down(at: Point): void {
    this.stop()
    this.start = at
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.onPress(at)
    }, PRESS_MS)
  }

  move(at: Point): void {
    if (distance(at, this.start) > TREMBLE) this.stop()
  }

  stop(): void {
    clearTimeout(this.timer)
    this.timer = undefined
  }
}
