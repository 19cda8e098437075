import { html, nothing, render, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { openMenu } from '../../common/ui/menu'
import type { Editor } from '../editor'
import type { Drawable } from '../model/drawable'
import { holdsText } from '../model/element'
import { outlineRows, type OutlineOrder, type OutlineRow } from '../model/outline'
import { restackElements } from '../model/arrange'
import type { Change } from '../model/transaction'
import { restackBeside, rowMenu, type OutlineHost } from './acts'
import { outlineHead, outlineRow } from './row'

const HEIGHT = 36
const BEYOND = 8
/** So many lines stand there for screen readers while the panel is closed. */
const MOST_CLOSED = 500
const LATER_MS = 300

/** The board as a list beside it: found, named, written, connected and restacked from there. */
export class OutlinePanel implements OutlineHost {
  source: string | null = null
  isOpen = false
  order: OutlineOrder = 'reading'
  writing: { readonly id: string; readonly what: 'text' | 'name' } | null = null
  private rows: readonly OutlineRow[] = []
  private readonly folded = new Set<string>()
  private timer: ReturnType<typeof setTimeout> | undefined
  private scroller: HTMLElement | null = null

  constructor(
    private readonly host: HTMLElement,
    readonly editor: Editor,
    private readonly canvas: HTMLElement,
  ) {
    editor.signals.on('scene', () => this.soon())
    editor.signals.on(['selection', 'access'], () => this.draw())
    host.addEventListener('keydown', (event) => this.onKey(event))
    new ResizeObserver(() => this.draw()).observe(host)
    this.renew()
  }

  toggle(): void {
    this.isOpen = !this.isOpen
    this.host.classList.toggle('is-open', this.isOpen)
    this.renew()
    if (!this.isOpen) return this.canvas.focus({ preventScroll: true })
    const [chosen] = this.editor.selection
    const at = this.rows.findIndex(({ id }) => id === chosen)
    this.focus(Math.max(0, at))
    if (this.rows.length === 0) this.host.querySelector('button')?.focus()
  }

  setOrder(order: OutlineOrder): void {
    this.order = order
    this.renew()
  }

  /** Chooses an element, and flies there where it is out of sight. */
  choose(id: string): void {
    const ids = this.editor.scene.drawable(id)?.kind === 'group' ? this.membersOf(id) : [id]
    if (ids.some((each) => !this.editor.selection.has(each))) this.editor.select(ids)
    const [first] = ids
    if (first !== undefined) this.editor.reveal(first)
  }

  enter(id: string): void {
    this.choose(id)
    this.canvas.focus({ preventScroll: true })
  }

  fold(id: string): void {
    if (!this.folded.delete(id)) this.folded.add(id)
    this.renew()
  }

  write(id: string, what: 'text' | 'name'): void {
    this.writing = { id, what }
    this.draw()
    const field = this.host.querySelector<HTMLTextAreaElement>('textarea')
    field?.focus()
    field?.select()
  }

  written(value: string | null): void {
    const { writing } = this
    if (!writing) return
    this.writing = null
    if (value !== null) this.keep(writing.id, writing.what, value)
    this.renew()
    this.focus(this.rows.findIndex(({ id }) => id === writing.id))
  }

  menu(anchor: HTMLElement, element: Drawable): void {
    if (this.editor.canEdit) openMenu(anchor, rowMenu(this, element), { label: t('Element') })
  }

  dropped(id: string, other: string, isInFront: boolean): void {
    restackBeside(this.editor, id, other, isInFront)
  }

  draw(): void {
    const shown = this.isOpen ? this.rows : this.rows.slice(0, MOST_CLOSED)
    const [from, to] = this.isOpen ? this.inSight() : [0, shown.length]
    const pad = (rows: number) =>
      this.isOpen && rows > 0 ? `block-size:${String(rows * HEIGHT)}px` : 'display:none'
    render(
      html`${outlineHead(this, this.editor.scene.size)}
        <div class="outline-scroll" @scroll=${() => this.draw()}>
          ${shown.length === 0 ? html`<p class="help">${t('The board is empty.')}</p>` : nothing}
          <ul>
            <li aria-hidden="true" .style=${pad(from)}></li>
            ${repeat(
              shown.slice(from, to),
              ({ id }) => id,
              (row, index) => this.row(row, from + index),
            )}
            <li aria-hidden="true" .style=${pad(shown.length - to)}></li>
          </ul>
        </div>`,
      this.host,
    )
    this.scroller = this.host.querySelector('.outline-scroll')
  }

  private row(row: OutlineRow, index: number): TemplateResult | typeof nothing {
    const element = this.editor.scene.drawable(row.id)
    return element ? outlineRow(this, row, element, index, this.rows.length) : nothing
  }

  private renew(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const isRightToLeft = document.dir === 'rtl'
    this.rows = outlineRows(this.editor.scene, this.order, this.folded, isRightToLeft)
    this.draw()
  }

  private soon(): void {
    this.timer ??= setTimeout(() => this.renew(), LATER_MS)
  }

  private inSight(): [number, number] {
    const { scrollTop = 0, clientHeight = 600 } = this.scroller ?? {}
    const from = Math.max(0, Math.floor(scrollTop / HEIGHT) - BEYOND)
    const to = Math.ceil((scrollTop + (clientHeight || 600)) / HEIGHT) + BEYOND
    return [Math.min(from, this.rows.length), Math.min(to, this.rows.length)]
  }

  private focus(index: number): void {
    const row = this.rows[Math.max(0, Math.min(this.rows.length - 1, index))]
    if (!row || index < 0) return
    const { scroller } = this
    if (this.isOpen && scroller) {
      const [top, room] = [index * HEIGHT, scroller.clientHeight]
      if (top < scroller.scrollTop) scroller.scrollTop = top
      else if (top + HEIGHT > scroller.scrollTop + room) scroller.scrollTop = top + HEIGHT - room
      this.draw()
    }
    this.host.querySelector<HTMLElement>(`[data-outline="${row.id}"]`)?.focus()
  }

  private onKey(event: KeyboardEvent): void {
    const target = event.target as HTMLElement
    if (target instanceof HTMLTextAreaElement) return this.onField(event, target)
    if (event.key === 'Escape') {
      this.canvas.focus({ preventScroll: true })
    } else {
      const id = target.closest<HTMLElement>('[data-row]')?.dataset.row
      const index = this.rows.findIndex((row) => row.id === id)
      if (index < 0 || event.ctrlKey || event.metaKey || !this.onRow(event, index)) return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  private onField(event: KeyboardEvent, field: HTMLTextAreaElement): void {
    event.stopPropagation()
    if (event.isComposing) return
    const isDone = event.key === 'Enter' && !event.shiftKey
    if (!isDone && event.key !== 'Escape') return
    event.preventDefault()
    this.written(isDone ? field.value : null)
  }

  private onRow(event: KeyboardEvent, index: number): boolean {
    const row = this.rows[index]
    const element = row && this.editor.scene.drawable(row.id)
    if (!row || !element) return false
    const { key } = event
    if (event.altKey) return this.restack(element, key)
    if (key === 'ArrowDown') this.focus(Math.min(this.rows.length - 1, index + 1))
    else if (key === 'ArrowUp') this.focus(index - 1)
    else if (key === 'Home') this.focus(0)
    else if (key === 'End') this.focus(this.rows.length - 1)
    else if (key === 'ArrowRight' && row.inside > 0 && row.isFolded) this.fold(row.id)
    else if (key === 'ArrowLeft' && row.inside > 0 && !row.isFolded) this.fold(row.id)
    else if (key === 'F2' && this.editor.canEdit) {
      this.write(row.id, holdsText(element.kind) && !element.locked ? 'text' : 'name')
    } else if (key === 'ContextMenu' || (key === 'F10' && event.shiftKey)) {
      this.menu(event.target as HTMLElement, element)
    } else return false
    return true
  }

  private restack(element: Drawable, key: string): boolean {
    const move = ({ ArrowUp: 'forward', ArrowDown: 'backward' } as const)[
      key as 'ArrowUp' | 'ArrowDown'
    ] as 'forward' | 'backward' | undefined
    if (!move || !this.editor.canEdit) return false
    this.editor.dispatch({ changes: restackElements(this.editor.scene, [element], move) })
    announce(move === 'forward' ? t('One further in front') : t('One further behind'))
    this.renew()
    this.focus(this.rows.findIndex(({ id }) => id === element.id))
    return true
  }

  private keep(id: string, what: 'text' | 'name', value: string): void {
    const { editor } = this
    const element = editor.scene.element(id)
    if (!element) return
    if (what === 'name') {
      const name = value.trim().slice(0, 200) || undefined
      return editor.dispatch({ changes: [{ type: 'content', id, content: { name } }] })
    }
    const changes: Change[] = [{ type: 'text', id, text: value }]
    if (element.kind === 'text') {
      const height = editor.heightOfText({ ...element, text: value })
      changes.push({ type: 'place', id, geometry: { height } })
    }
    editor.dispatch({ changes })
  }

  private membersOf(group: string): string[] {
    return [...this.editor.scene.all()]
      .filter((each) => each.group === group && each.kind !== 'group')
      .map(({ id }) => id)
  }
}
