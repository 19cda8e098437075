/** Pasting and dropping: files become attachments, pages Markdown, addresses links. */

import { syntaxTree } from '@codemirror/language'
import { StateEffect, StateField, type Extension, type TransactionSpec } from '@codemirror/state'
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { isStopped, whyNot } from '../common/files/queue'
import { t } from '../common/i18n'
import { announce } from '../common/ui/announce'
import { errorToast } from '../common/ui/toast'
import { markdownFromHtml } from './html-to-markdown'
import { markdownOf, type KeptFile } from './uploads'

export type BringFile = (file: File, progress: (done: number) => void) => Promise<KeptFile>

const ADDRESS = /^https?:\/\/[^\s<>]+$/i

export function pasting(bring: BringFile | undefined): Extension {
  return [
    arriving,
    EditorView.domEventHandlers({
      paste: (event, view) => {
        const { clipboardData } = event
        if (clipboardData === null || view.state.readOnly || isInCell(event)) return false
        const files = [...clipboardData.files]
        const html = clipboardData.getData('text/html')
        const text = clipboardData.getData('text/plain')
        if (files.length > 0 && bring !== undefined && text === '') {
          for (const file of files) void arrive(view, file, view.state.selection.main.head, bring)
          return true
        }
        return pasteText(view, text, html)
      },
      drop: (event, view) => {
        const files = [...(event.dataTransfer?.files ?? [])]
        if (files.length === 0 || bring === undefined || view.state.readOnly) return false
        event.preventDefault()
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length
        for (const file of files) void arrive(view, file, at, bring)
        return true
      },
    }),
  ]
}

const isInCell = (event: Event): boolean =>
  event.composedPath().some((node) => node instanceof HTMLTableCellElement)

function pasteText(view: EditorView, text: string, html: string): boolean {
  const { main } = view.state.selection
  const isCode = /Code/.test(syntaxTree(view.state).resolveInner(main.from, 1).name)
  if (isCode) return false
  if (ADDRESS.test(text.trim()) && !main.empty) {
    const words = view.state.sliceDoc(main.from, main.to)
    if (!words.includes('\n')) {
      view.dispatch(view.state.replaceSelection(`[${words}](${text.trim()})`), {
        userEvent: 'input.paste',
      })
      return true
    }
  }
  const markdown = html === '' ? null : markdownFromHtml(html)
  if (markdown === null || markdown === '') return false
  view.dispatch(view.state.replaceSelection(markdown), {
    userEvent: 'input.paste',
    scrollIntoView: true,
  })
  return true
}

/** Bring a file, with its progress where it will stand. */
export async function arrive(
  view: EditorView,
  file: File,
  at: number,
  bring: BringFile,
): Promise<void> {
  const id = `file-${String(Math.random())}`
  view.dispatch({ effects: began.of({ id, at, name: file.name }) })
  try {
    const kept = await bring(file, (done) => showProgress(view, id, done))
    const place = placeOf(view, id) ?? view.state.doc.length
    view.dispatch({
      ...arrived(view, place, markdownOf(kept)),
      effects: ended.of(id),
      userEvent: 'input.paste',
    })
    const { name, isWaiting = false } = kept
    announce(
      isWaiting
        ? t('%(name)s goes up when you are online.', { name })
        : t('%(name)s was added.', { name }),
    )
  } catch (error) {
    view.dispatch({ effects: ended.of(id) })
    if (isStopped(error)) return
    errorToast(t('%(name)s was not added. %(why)s', { name: file.name, why: whyNot(error) }))
  }
}

/** A picture that came where its person waits is shown at once: they go on below it. */
function arrived(view: EditorView, at: number, markdown: string): TransactionSpec {
  const { main } = view.state.selection
  const isWaited = main.empty && main.head === at && view.state.doc.lineAt(at).to === at
  const changes = standing(view, at, markdown)
  if (!isWaited || !markdown.startsWith('!') || changes.from !== at) return { changes }
  const insert = `${markdown}\n`
  return { changes: { from: at, insert }, selection: { anchor: at + insert.length } }
}

/** Where there is a table, a file goes below it: its cells are drawn as plain words. */
function standing(
  view: EditorView,
  at: number,
  markdown: string,
): { readonly from: number; readonly insert: string } {
  let node: SyntaxNode | null = syntaxTree(view.state).resolveInner(at, 1)
  while (node !== null && node.name !== 'Table') node = node.parent
  if (node === null) return { from: at, insert: markdown }
  return { from: node.to, insert: `\n\n${markdown}` }
}

const began = StateEffect.define<{
  readonly id: string
  readonly at: number
  readonly name: string
}>()
const ended = StateEffect.define<string>()

class ArrivingWidget extends WidgetType {
  readonly id: string
  readonly name: string

  constructor(id: string, name: string) {
    super()
    this.id = id
    this.name = name
  }

  override eq(other: ArrivingWidget): boolean {
    return other.id === this.id
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'md-chip'
    element.dataset.arriving = this.id
    const bar = document.createElement('progress')
    bar.max = 1
    bar.setAttribute('aria-label', t('Bringing %(name)s', { name: this.name }))
    element.append(`${this.name} `, bar)
    return element
  }
}

const arriving = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (effect.is(began)) {
        const { id, at, name } = effect.value
        const widget = Decoration.widget({ widget: new ArrivingWidget(id, name), side: 1 })
        next = next.update({ add: [widget.range(at)] })
      } else if (effect.is(ended)) {
        next = next.update({ filter: (_from, _to, { spec }) => idOf(spec) !== effect.value })
      }
    }
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

const idOf = (spec: unknown): string => (spec as { widget: ArrivingWidget }).widget.id

function placeOf(view: EditorView, id: string): number | null {
  let place: number | null = null
  view.state.field(arriving).between(0, view.state.doc.length, (from, _to, { spec }) => {
    if (idOf(spec) === id) place = from
  })
  return place
}

function showProgress(view: EditorView, id: string, done: number): void {
  const bar = view.dom.querySelector<HTMLProgressElement>(`[data-arriving="${id}"] progress`)
  if (bar !== null) bar.value = done
}
