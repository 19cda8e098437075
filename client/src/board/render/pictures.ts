import { LOCAL } from '../model/image'

/** What the painter asks for: the picture of an element, as sharp as it will be looked at. */
export type PictureState = ImageBitmap | 'loading' | 'broken'

export interface PictureSource {
  /** `pixels` says how wide the whole picture would be on the screen. */
  find(key: string, pixels: number, element: string): PictureState
}

interface Copy {
  readonly width: number
  readonly bitmap: ImageBitmap
}

interface Held {
  state: 'loading' | 'ready' | 'broken'
  natural: number
  blob: Blob | null
  /** The finest first asked for; ascending by width. */
  copies: Copy[]
  /** Widths that are being made. */
  readonly making: Set<number>
  /** Elements that stand as placeholders until it is there. */
  readonly waiting: Set<string>
}

/** Bytes of decoded pictures that are kept; what was not seen longest goes first. */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_BLOBS = 48 * 1024 * 1024
const AT_ONCE = 4
const SMALLEST = 64
const LARGEST = 4096
const RETRY_MS = 4000

/**
 * Pictures of one thread, decoded at about the size in view: by the browser, beside this thread.
 * A picture that is wanted sharper is shown as it is until the sharper one is there.
 */
export class Pictures implements PictureSource {
  private readonly held = new Map<string, Held>()
  private readonly queue: (() => Promise<void>)[] = []
  private running = 0
  private base = ''

  constructor(private readonly onReady: (elements: readonly string[]) => void) {}

  /** Where the board's pictures are read. */
  setBase(base: string): void {
    this.base = base
  }

  /** A picture that is on this device: it is shown before it is stored. */
  put(key: string, blob: Blob): void {
    const held = this.hold(key)
    held.blob = blob
    if (held.state !== 'ready') this.load(key, held)
  }

  find(key: string, pixels: number, element: string): PictureState {
    const held = this.hold(key)
    if (held.state === 'broken') return 'broken'
    if (held.state === 'loading') {
      held.waiting.add(element)
      // What somebody else still brings is nowhere yet.
      const isElsewhere = isLocal(key) && !held.blob
      if (held.making.size === 0 && !isElsewhere) this.load(key, held)
      return 'loading'
    }
    const wanted = levelOf(pixels, held.natural)
    const good = held.copies.find(({ width }) => width >= wanted) ?? held.copies.at(-1)
    if (!good || good.width < wanted) {
      held.waiting.add(element)
      this.make(key, held, wanted)
    }
    this.held.delete(key)
    this.held.set(key, held)
    return good?.bitmap ?? 'loading'
  }

  /** The bytes themselves, for what is saved elsewhere; null where they cannot be had. */
  async bytes(key: string): Promise<Blob | null> {
    const held = this.hold(key)
    return held.blob ?? (await this.fetched(key).catch(() => null))
  }

  /** Resolves when the whole picture is there at `pixels`, or is known to be broken. */
  async ready(key: string, pixels: number): Promise<void> {
    const held = this.hold(key)
    held.blob ??= await this.fetched(key).catch(() => null)
    if (!held.blob) return
    await this.decode(held, held.blob, pixels).catch(() => undefined)
  }

  clear(): void {
    for (const { copies } of this.held.values()) copies.forEach(({ bitmap }) => bitmap.close())
    this.held.clear()
    this.queue.length = 0
  }

  private hold(key: string): Held {
    const known = this.held.get(key)
    if (known) return known
    const held: Held = {
      state: 'loading',
      natural: 0,
      blob: null,
      copies: [],
      making: new Set(),
      waiting: new Set(),
    }
    this.held.set(key, held)
    return held
  }

  private load(key: string, held: Held): void {
    held.making.add(0)
    this.enqueue(async () => {
      try {
        held.blob ??= await this.fetched(key)
        await this.decode(held, held.blob, SMALLEST * 8)
      } catch (error) {
        held.blob = null
        held.state = 'broken'
        // A line that was cut comes back; what is no picture stays none.
        if (error instanceof TypeError) setTimeout(() => this.again(key, held), RETRY_MS)
      }
      held.making.delete(0)
      this.tell(held)
      this.trim()
    })
  }

  private again(key: string, held: Held): void {
    if (this.held.get(key) !== held) return
    held.state = 'loading'
    this.tell(held, true)
  }

  private make(key: string, held: Held, width: number): void {
    if (held.making.has(width)) return
    held.making.add(width)
    this.enqueue(async () => {
      try {
        held.blob ??= await this.fetched(key)
        await this.decode(held, held.blob, width)
        this.tell(held)
      } catch {
        // The coarser one stays; it is asked for again when it is seen again.
      } finally {
        held.making.delete(width)
        this.trim()
      }
    })
  }

  private async fetched(key: string): Promise<Blob> {
    const answer = await fetch(`${this.base}${key}`, { credentials: 'same-origin' })
    if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}`)
    return answer.blob()
  }

  private async decode(held: Held, blob: Blob, pixels: number): Promise<void> {
    if (held.natural === 0) {
      const whole = await createImageBitmap(blob)
      held.natural = whole.width
      // A small picture is kept as it is; of a large one only what is looked at.
      if (whole.width <= SMALLEST * 8) {
        held.copies = [{ width: whole.width, bitmap: whole }]
        held.state = 'ready'
        return
      }
      await this.shrink(held, whole, levelOf(pixels, whole.width))
      whole.close()
    } else if (!held.copies.some(({ width }) => width >= levelOf(pixels, held.natural))) {
      await this.shrink(held, blob, levelOf(pixels, held.natural))
    }
    held.state = 'ready'
  }

  private async shrink(held: Held, from: Blob | ImageBitmap, width: number): Promise<void> {
    const size = { resizeWidth: Math.max(1, width), resizeQuality: 'medium' } as const
    const bitmap = await createImageBitmap(from, width < held.natural ? size : {})
    held.copies = [...held.copies, { width, bitmap }].sort((a, b) => a.width - b.width)
  }

  private tell(held: Held, isAgain = false): void {
    const elements = [...held.waiting]
    if (!isAgain || held.state === 'ready') held.waiting.clear()
    if (elements.length > 0) this.onReady(elements)
  }

  private enqueue(work: () => Promise<void>): void {
    this.queue.push(work)
    this.next()
  }

  private next(): void {
    if (this.running >= AT_ONCE) return
    const work = this.queue.shift()
    if (!work) return
    this.running++
    void work().finally(() => {
      this.running--
      this.next()
    })
  }

  /** Finer copies go first, of what was not seen longest; then the bytes, which can be had again. */
  private trim(): void {
    let bytes = 0
    let blobs = 0
    for (const { copies, blob } of this.held.values()) {
      for (const { bitmap } of copies) bytes += bitmap.width * bitmap.height * 4
      blobs += blob?.size ?? 0
    }
    for (const [key, held] of this.held) {
      if (bytes <= MOST_BYTES && blobs <= MOST_BLOBS) return
      if (held.state !== 'ready' || held.making.size > 0) continue
      while (bytes > MOST_BYTES && held.copies.length > 0) {
        const { bitmap } = held.copies.pop() as Copy
        bytes -= bitmap.width * bitmap.height * 4
        bitmap.close()
      }
      if (blobs > MOST_BLOBS && !isLocal(key)) {
        blobs -= held.blob?.size ?? 0
        held.blob = null
      }
      if (held.copies.length === 0 && !held.blob) this.held.delete(key)
    }
  }
}

function isLocal(key: string): boolean {
  return key.startsWith(LOCAL)
}

/** Halves of the whole picture, as fine as it will be seen and no finer. */
export function levelOf(pixels: number, natural: number): number {
  let width = Math.min(natural, LARGEST)
  while (width / 2 >= Math.max(pixels, SMALLEST)) width /= 2
  return Math.round(width)
}

let source: PictureSource | null = null

/** Whose pictures this thread paints; without one they are all on their way. */
export function usePictures(pictures: PictureSource | null): void {
  source = pictures
}

export function pictureOf(key: string, pixels: number, element: string): PictureState {
  return source?.find(key, pixels, element) ?? 'loading'
}
