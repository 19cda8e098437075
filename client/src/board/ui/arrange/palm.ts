/** A hand rests on the glass while its pen is near: for so long after it was seen. */
const PEN_MS = 700

interface Seen {
  readonly pointerType: string
  readonly timeStamp: number
}

/** While a pen draws or hovers, fingers and palms mean nothing. */
export class PalmGuard {
  private penAt = -Infinity
  private isPenDown = false

  down(event: Seen): void {
    if (event.pointerType !== 'pen') return
    this.isPenDown = true
    this.penAt = event.timeStamp
  }

  move(event: Seen): void {
    if (event.pointerType === 'pen') this.penAt = event.timeStamp
  }

  up(event: Seen): void {
    if (event.pointerType !== 'pen') return
    this.isPenDown = false
    this.penAt = event.timeStamp
  }

  refuses({ pointerType, timeStamp }: Seen): boolean {
    return pointerType === 'touch' && (this.isPenDown || timeStamp - this.penAt < PEN_MS)
  }
}
