import type { BoardDocument } from '../model/document'
import type { Veil } from '../model/veil'
import type { Change } from '../model/transaction'
import { ActRefused, type Acts } from '../sync/acts'

const WAIT_MS = 400
/** The words that the server reveals come first; what it did not have is put beside them. */
const AFTER_REVEAL_MS = 800

interface Kept {
  readonly round: string
  readonly notes: Readonly<Record<string, string>>
}

/**
 * One's own private words: on this machine until the server has them, with the server until they
 * are revealed, and never in the document before.
 */
export class PrivateNotes implements Veil {
  round: string | null = null
  onUnsaved: () => void = () => undefined
  private readonly unsaved = new Map<string, string>()
  private saved: Readonly<Record<string, string>> = {}
  private timer: ReturnType<typeof setTimeout> | undefined
  private unsavedOf: string | null = null

  constructor(
    private readonly document: BoardDocument,
    private readonly acts: Acts,
    readonly author: string,
    private readonly key: string,
    private readonly dispatch: (changes: readonly Change[]) => void,
  ) {
    this.restore()
    document.veil = this
  }

  get count(): number {
    return this.unsaved.size
  }

  textOf(id: string): string {
    return this.unsaved.get(id) ?? this.saved[id] ?? ''
  }

  write(id: string, text: string): void {
    this.unsaved.set(id, text)
    this.unsavedOf = this.round
    this.keep()
    this.soon()
    this.onUnsaved()
  }

  /** The server said what runs now. */
  follow(): void {
    const round = this.acts.state.writing?.id ?? null
    if (round === this.round) return void this.flush()
    this.round = round
    this.document.unveil()
    if (this.unsaved.size > 0 && this.unsavedOf !== round) {
      setTimeout(() => this.putOnBoard(), AFTER_REVEAL_MS)
    }
    void this.flush()
  }

  followOwn(): void {
    this.saved = this.acts.own.notes
    this.document.unveil()
  }

  /** After a reload or a time offline: what is left of a round that is over goes on the board. */
  async settle(): Promise<void> {
    if (this.unsaved.size > 0 && this.unsavedOf !== this.round) this.putOnBoard()
    await this.flush()
    if (this.round === null && Object.keys(this.saved).length > 0) {
      await this.acts.do('writing.reveal_own').catch(() => undefined)
    }
  }

  private soon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.flush(), WAIT_MS)
  }

  private async flush(): Promise<void> {
    const round = this.round
    if (round === null || this.unsavedOf !== round || !this.acts.isOpen) return
    for (const [element, text] of [...this.unsaved]) {
      try {
        await this.acts.do('writing.write', { writing_id: round, element, text })
      } catch (problem) {
        // Too fast, or the line broke: it is kept here and sent again.
        if (problem instanceof ActRefused && problem.code === 'slow') this.soon()
        return
      }
      this.saved = { ...this.saved, [element]: text }
      if (this.unsaved.get(element) === text) this.unsaved.delete(element)
      this.keep()
      this.onUnsaved()
    }
  }

  private putOnBoard(): void {
    const changes: Change[] = []
    for (const [id, text] of this.unsaved) {
      if (!this.document.get(id)) continue
      changes.push(
        { type: 'content', id, content: { private: undefined } },
        { type: 'text', id, text },
      )
    }
    this.unsaved.clear()
    this.keep()
    if (changes.length > 0) this.dispatch(changes)
    this.onUnsaved()
  }

  private keep(): void {
    try {
      if (this.unsaved.size === 0) return localStorage.removeItem(this.key)
      const kept: Kept = { round: this.unsavedOf ?? '', notes: Object.fromEntries(this.unsaved) }
      localStorage.setItem(this.key, JSON.stringify(kept))
    } catch {
      // A browser that stores nothing still sends them.
    }
  }

  private restore(): void {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? 'null') as Kept | null
      if (!kept) return
      this.unsavedOf = kept.round
      for (const [id, text] of Object.entries(kept.notes)) this.unsaved.set(id, text)
    } catch {
      localStorage.removeItem(this.key)
    }
  }
}
