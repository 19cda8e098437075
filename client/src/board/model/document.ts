import * as Y from 'yjs'
import { isBornWithText, TEXT_LIMIT, type BoardElement } from './element'
import { assemble, entryKey, splitKey, toContentEntry, toGeometryEntry } from './entries'
import { writeText } from './shared-text'
import { spansOf, toDelta, type DeltaPart } from './rich-text'
import type { Change, ContentPatch, Origin, Transaction } from './transaction'
import type { Veil } from './veil'

export interface DocumentChange {
  readonly origin: Origin
  readonly changed: readonly BoardElement[]
  readonly removed: readonly string[]
  /** The entries (`id.g`, `id.s`, `id.c`) that were written or taken away. */
  readonly keys: ReadonlySet<string | null>
}

const NO_KEYS: ReadonlySet<string | null> = new Set()

type ChangedType = Parameters<Y.Transaction['changed']['get']>[0]

/** Marks the transactions of the person at this screen; undo follows only these. */
export const USER_ORIGIN = Symbol('user')

/** Marks what follows from them by itself. */
const AMENDING = Symbol('amending')

/** So many changes go into one update, to stay below the size that the server takes. */
const CHANGES_A_STEP = 400
const CHARACTERS_A_STEP = 100_000

/** The board's shared document, read as elements and changed by transactions. */
export class BoardDocument {
  readonly doc: Y.Doc
  readonly entries: Y.Map<unknown>
  readonly texts: Y.Map<unknown>
  /** What is written privately now; null where nobody can. */
  veil: Veil | null = null
  private readonly elements = new Map<string, BoardElement>()
  private readonly listeners = new Set<(change: DocumentChange) => void>()

  constructor(doc = new Y.Doc()) {
    this.doc = doc
    this.entries = doc.getMap('elements')
    this.texts = doc.getMap('texts')
    for (const key of this.entries.keys()) if (key.endsWith('.c')) this.refresh(key.slice(0, -2))
    doc.on('afterTransaction', (done: Y.Transaction) => this.take(done))
  }

  onChange(listener: (change: DocumentChange) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  get(id: string): BoardElement | undefined {
    return this.elements.get(id)
  }

  all(): IterableIterator<BoardElement> {
    return this.elements.values()
  }

  get size(): number {
    return this.elements.size
  }

  /** Writes the changes; a large transaction takes several updates. `onStep` runs before each. */
  dispatch({ changes }: Transaction, onStep: () => void = () => undefined): void {
    for (const step of inSteps(changes)) {
      onStep()
      this.doc.transact(() => step.forEach((change) => this.write(change)), USER_ORIGIN)
    }
  }

  /** What follows from a person's act by itself: it is no step of its own to undo. */
  amend(id: string, content: ContentPatch): void {
    const element = this.current(id)
    if (!element) return
    const entry = toContentEntry({ ...element, ...content } as BoardElement)
    this.doc.transact(() => this.entries.set(entryKey(id, 'c'), entry), AMENDING)
  }

  /** Reads the privately written elements anew: what of them may be seen has changed. */
  unveil(): void {
    const ids = [...this.elements.values()].flatMap(({ id, private: round }) => (round ? [id] : []))
    this.announce(ids, 'remote')
  }

  private announce(ids: readonly string[], origin: Origin): void {
    const changed = ids.flatMap((id) => this.refresh(id) ?? [])
    const change = { origin, changed, removed: [], keys: NO_KEYS }
    if (changed.length) this.listeners.forEach((listener) => listener(change))
  }

  private write(change: Change): void {
    if (change.type === 'add') return this.add(this.kept(change.element))
    const element = this.current(change.id)
    if (!element) return
    if (element.veiled && (change.type === 'text' || change.type === 'format')) {
      if (change.type === 'text' && element.veiled === 'own') this.hide(change.id, change.text)
      return
    }
    switch (change.type) {
      case 'place':
        this.entries.set(
          entryKey(change.id, 'g'),
          toGeometryEntry({ ...element, ...change.geometry }),
        )
        break
      case 'style':
        this.entries.set(entryKey(change.id, 's'), defined({ ...element.style, ...change.style }))
        break
      case 'content':
        this.entries.set(
          entryKey(change.id, 'c'),
          toContentEntry({ ...element, ...change.content } as BoardElement),
        )
        break
      case 'text':
        this.type(change.id, change.text)
        break
      case 'format': {
        const shared = this.texts.get(change.id)
        const { from, to, marks } = change
        if (shared instanceof Y.Text && to > from) shared.format(from, to - from, marks)
        break
      }
      case 'remove':
        for (const part of ['g', 's', 'c'] as const) this.entries.delete(entryKey(change.id, part))
        this.texts.delete(change.id)
        break
    }
  }

  /** A new note of a private writing goes into the document without its words. */
  private kept(element: BoardElement): BoardElement {
    const { veil } = this
    const round = element.kind === 'sticky' ? veil?.round : null
    if (!veil || !round) return element.private ? { ...element, private: undefined } : element
    if (element.text) veil.write(element.id, element.text.slice(0, TEXT_LIMIT))
    return { ...element, text: '', spans: [], private: round, author: veil.author }
  }

  private hide(id: string, text: string): void {
    this.veil?.write(id, text.slice(0, TEXT_LIMIT))
    this.announce([id], 'user')
  }

  private veiled(element: BoardElement): BoardElement {
    const { veil } = this
    if (!veil?.round || element.private !== veil.round) return element
    if (element.author !== veil.author) return { ...element, veiled: 'others' }
    return { ...element, veiled: 'own', text: veil.textOf(element.id) }
  }

  private add(element: BoardElement): void {
    this.entries.set(entryKey(element.id, 'g'), toGeometryEntry(element))
    this.entries.set(entryKey(element.id, 's'), defined({ ...element.style }))
    this.entries.set(entryKey(element.id, 'c'), toContentEntry(element))
    if (element.text || isBornWithText(element.kind)) {
      const shared = new Y.Text()
      const text = element.text.slice(0, TEXT_LIMIT)
      if (element.spans) shared.applyDelta(toDelta(text, element.spans))
      else if (text) shared.insert(0, text)
      this.texts.set(element.id, shared)
    }
  }

  private type(id: string, text: string): void {
    const shared = this.texts.get(id)
    const wanted = text.slice(0, TEXT_LIMIT)
    if (shared instanceof Y.Text) writeText(shared, wanted)
    else if (wanted) this.texts.set(id, new Y.Text(wanted))
  }

  private take(done: Y.Transaction): void {
    const touched = this.touchedIn(done)
    if (touched.size === 0) return
    const changed: BoardElement[] = []
    const removed: string[] = []
    for (const id of touched) {
      const existed = this.elements.has(id)
      const element = this.refresh(id)
      if (element) changed.push(element)
      else if (existed) removed.push(id)
    }
    const origin = originOf(done)
    const keys = done.changed.get(this.entries as unknown as ChangedType) ?? NO_KEYS
    const change = { origin, changed, removed, keys }
    if (changed.length + removed.length) this.listeners.forEach((listener) => listener(change))
  }

  private touchedIn(done: Y.Transaction): Set<string> {
    const touched = new Set<string>()
    for (const key of done.changed.get(this.entries as unknown as ChangedType) ?? []) {
      const split = key === null ? null : splitKey(key)
      if (split) touched.add(split[0])
    }
    for (const id of done.changed.get(this.texts as unknown as ChangedType) ?? []) {
      if (id !== null) touched.add(id)
    }
    for (const type of done.changed.keys()) {
      if ((type as unknown) instanceof Y.Text && type.parent === (this.texts as unknown)) {
        const id = type._item?.parentSub
        if (id) touched.add(id)
      }
    }
    return touched
  }

  private refresh(id: string): BoardElement | null {
    const element = this.current(id)
    if (element) this.elements.set(id, element)
    else this.elements.delete(id)
    return element
  }

  private current(id: string): BoardElement | null {
    const text = this.texts.get(id)
    const element = assemble(
      id,
      this.entries.get(entryKey(id, 'g')),
      this.entries.get(entryKey(id, 's')),
      this.entries.get(entryKey(id, 'c')),

      text instanceof Y.Text ? text.toString() : '',
      text instanceof Y.Text && isFormatted(text) ? spansOf(text.toDelta() as DeltaPart[]) : [],
    )
    return element?.private ? this.veiled(element) : element
  }
}

/** Yjs knows which texts were never marked: most are not, and need not be looked through. */
function isFormatted(text: Y.Text): boolean {
  return (text as unknown as { readonly _hasFormatting?: boolean })._hasFormatting !== false
}

function originOf(done: Y.Transaction): Origin {
  if (done.origin === USER_ORIGIN) return 'user'
  return done.origin instanceof Y.UndoManager ? 'undo' : 'remote'
}

function defined(style: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined))
}

function* inSteps(changes: readonly Change[]): Generator<Change[]> {
  let step: Change[] = []
  let characters = 0
  for (const change of changes) {
    const weight = weightOf(change)
    if (
      step.length >= CHANGES_A_STEP ||
      (step.length > 0 && characters + weight > CHARACTERS_A_STEP)
    ) {
      yield step
      step = []
      characters = 0
    }
    step.push(change)
    characters += weight
  }
  if (step.length > 0) yield step
}

function weightOf(change: Change): number {
  if (change.type === 'text') return change.text.length
  if (change.type !== 'add') return 100
  return 200 + change.element.text.length + (change.element.points?.length ?? 0) * 3
}
