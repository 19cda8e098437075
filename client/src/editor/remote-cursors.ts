/** Where others write: a caret in their colour with their name, kept true while the text moves. */

import { StateEffect, type Extension, type Range } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import {
  Decoration,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type PluginValue,
  type ViewUpdate,
} from '@codemirror/view'
import * as Y from 'yjs'
import type { TextSession } from './text-session'

const moved = StateEffect.define<null>()

class CaretWidget extends WidgetType {
  readonly name: string
  readonly hue: number

  constructor(name: string, hue: number) {
    super()
    this.name = name
    this.hue = hue
  }

  override eq(other: CaretWidget): boolean {
    return other.name === this.name && other.hue === this.hue
  }

  override toDOM(): HTMLElement {
    const caret = document.createElement('span')
    const colour = `oklch(0.5 0.17 ${String(this.hue)})`
    caret.className = 'md-remote'
    caret.style.borderColor = colour
    const label = document.createElement('span')
    label.className = 'md-remote-name'
    label.style.background = colour
    // Drawn by the sheet: a name is no part of the text.
    label.dataset.name = this.name
    caret.append(label)
    return caret
  }

  override ignoreEvent(): boolean {
    return true
  }
}

/** A colour that stays the same for a person. */
export function hueOf(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 3600
  return (sum % 12) * 30
}

class Cursors implements PluginValue {
  decorations: DecorationSet = Decoration.none
  readonly #session: TextSession
  readonly #stop: () => void

  constructor(view: EditorView, session: TextSession) {
    this.#session = session
    this.#stop = session.onCursors(() => view.dispatch({ effects: moved.of(null) }))
    this.decorations = this.#draw()
  }

  update(update: ViewUpdate): void {
    if (update.selectionSet || update.focusChanged || update.docChanged) this.#say(update.view)
    const isMoved = update.transactions.some(({ effects }) => effects.some((one) => one.is(moved)))
    if (isMoved || update.docChanged) this.decorations = this.#draw()
  }

  destroy(): void {
    this.#session.showCursor(null)
    this.#stop()
  }

  #say(view: EditorView): void {
    if (!view.hasFocus) {
      this.#session.showCursor(null)
      return
    }
    const { head } = view.state.selection.main
    const place = Y.createRelativePositionFromTypeIndex(this.#session.text, head)
    this.#session.showCursor(Y.relativePositionToJSON(place) as Record<string, unknown>)
  }

  #draw(): DecorationSet {
    const { text } = this.#session
    const ranges: Range<Decoration>[] = []
    for (const { user, place } of this.#session.cursors.values()) {
      const relative = Y.createRelativePositionFromJSON(place)
      const found = Y.createAbsolutePositionFromRelativePosition(relative, text.doc!)
      if (found === null || found.type !== text) continue
      const widget = new CaretWidget(user.name, hueOf(user.id))
      ranges.push(Decoration.widget({ widget, side: 1 }).range(Math.min(found.index, text.length)))
    }
    return Decoration.set(ranges, true)
  }
}

export function remoteCursors(session: TextSession): Extension {
  return ViewPlugin.define((view) => new Cursors(view, session), {
    decorations: (plugin) => plugin.decorations,
  })
}
