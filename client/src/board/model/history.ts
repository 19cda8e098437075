import * as Y from 'yjs'
import { USER_ORIGIN, type BoardDocument } from './document'
import type { Transaction } from './transaction'

const STEP = 'step'

interface StackItem {
  readonly meta: Map<unknown, unknown>
}

/**
 * Undo and redo of one's own changes. What large transactions wrote in several updates is several
 * items of Yjs's stack that carry the same step number, and is undone together.
 */
export class History {
  private readonly undos: Y.UndoManager
  private latest = 0
  private current = 0
  private merge: string | undefined

  constructor(private readonly document: BoardDocument) {
    this.undos = new Y.UndoManager([document.entries, document.texts], {
      trackedOrigins: new Set([USER_ORIGIN]),
      captureTimeout: Number.MAX_SAFE_INTEGER,
    })
    this.undos.on('stack-item-added', ({ stackItem }: { stackItem: StackItem }) => {
      stackItem.meta.set(STEP, this.current)
    })
  }

  dispatch(change: Transaction): void {
    const goesOn = change.merge !== undefined && change.merge === this.merge
    if (!goesOn) this.current = ++this.latest
    let first = true
    this.document.dispatch(change, () => {
      if (!(goesOn && first)) this.undos.stopCapturing()
      first = false
    })
    this.merge = change.merge
  }

  /** Ends the step that is being written, so that the next change with the same name begins anew. */
  seal(): void {
    this.merge = undefined
  }

  get canUndo(): boolean {
    return this.undos.undoStack.length > 0
  }

  get canRedo(): boolean {
    return this.undos.redoStack.length > 0
  }

  undo(): void {
    this.seal()
    this.take(this.undos.undoStack, () => this.undos.undo())
  }

  redo(): void {
    this.seal()
    this.take(this.undos.redoStack, () => this.undos.redo())
  }

  private take(stack: readonly StackItem[], back: () => unknown): void {
    const step = stack.at(-1)?.meta.get(STEP)
    if (step === undefined) return
    this.current = step as number
    while (stack.at(-1)?.meta.get(STEP) === step && back() !== null);
  }
}
