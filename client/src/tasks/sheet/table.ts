/** The table page: tasks as a sheet that is filled with the keyboard, and copied to and from others. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { t } from '../../common/i18n'
import { toast } from '../../common/ui/toast'
import { failure, skeleton } from '../list/empty'
import type { Task } from '../model'
import { orderedMaker } from '../ordered'
import '../panel/panel'
import { openTask } from '../parts/address'
import { css } from '../parts/css'
import '../parts/filter-bar'
import { presence } from '../parts/presence'
import { projectSource } from '../parts/view-source'
import {
  keysOf,
  rowsOptions,
  Slots,
  startRows,
  type Rows,
  type RowsOptions,
} from '../parts/virtual'
import type { ProjectStore } from '../project'
import '../select/bulk-bar'
import { clickedWith, Selection } from '../select/selection'
import { openProject } from '../session'
import { onViewState, viewState, type ViewState } from '../view-state'
import { commandOf, type Command } from './commands'
import { cellAt, dragOver, fillOver, isOfSheet } from './drag'
import { Everything } from './everything'
import type { SheetField } from './fields'
import { hiddenFields, shownFields, Widths } from './layout'
import { copied, emptied, filled, repeated, tiled } from './paste'
import { boxOf, clamped, moved, only, START, type Cell, type Range } from './range'
import { newRow, sheetRow, totals, type RowsView } from './rows'
import { tableHead } from './table-head'
import { printTsv, readTsv } from './tsv'
import { changeWithoutTyping, pasteTable, typeInto, writeTable } from './writing'

const ROW = 36

export class TfTaskTable extends LitElement {
  static override properties = {
    view: { state: true },
    range: { state: true },
    editing: { state: true },
  }

  declare view: ViewState
  declare range: Range
  declare editing: { readonly cell: Cell; readonly text: string } | null
  readonly store: ProjectStore
  readonly selection = new Selection()
  readonly #ordered: (view: ViewState) => readonly Task[]
  readonly #widths: Widths
  readonly #slots = new Slots()
  readonly #everything = new Everything(() => toast(t('This is done once every task is here.')))
  readonly #order = () => this.#tasks.map(({ id }) => id)
  readonly #keysNow = keysOf(({ id }: Task) => id)
  #tasks: readonly Task[] = []
  #fields: readonly SheetField[] = []
  #virtual: Rows | null = null
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.store = openProject()
    this.#ordered = orderedMaker(this.store)
    this.#widths = new Widths(this.store.id)
    this.view = viewState()
    this.range = START
    this.editing = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#undo = [
      onViewState((view) => (this.view = view)),
      this.store.subscribe(() => this.requestUpdate()),
      this.selection.subscribe(() => this.requestUpdate()),
    ]
    this.store.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
    this.#virtual = null
  }

  protected override willUpdate(): void {
    this.#tasks = this.#ordered(this.view)
    this.selection.grow(this.store.state.isComplete)
    this.#fields = shownFields(this.store, this.view)
    this.range = this.#everything.follow(this.range, this.#size)
    this.#virtual?.setOptions(rowsOptions(this.#options()))
  }

  protected override firstUpdated(): void {
    const { rows, stop } = startRows(this.#options())
    this.#virtual = rows
    this.#undo.push(stop)
    this.requestUpdate()
  }

  protected override updated(): void {
    this.#virtual?._willUpdate()
    this.#everything.settle(this.store.state.isComplete)
  }

  #options(): RowsOptions {
    return {
      count: this.#tasks.length,
      scroller: () => this.querySelector<HTMLElement>('.sheet'),
      height: ROW,
      keyOf: this.#keysNow(this.#tasks),
      changed: () => this.requestUpdate(),
      margin: ROW,
    }
  }

  get #size() {
    const height = this.querySelector('.sheet')?.clientHeight ?? 600
    const page = Math.max(1, Math.floor(height / ROW) - 3)
    return { rows: this.#tasks.length, columns: this.#fields.length, page }
  }

  #at({ row, column }: Cell): { task: Task; field: SheetField } | null {
    const task = this.#tasks[row]
    const field = this.#fields[column]
    return task === undefined || field === undefined ? null : { task, field }
  }

  protected override render(): TemplateResult {
    const { store } = this
    return html`<div class="view-bar">
        <tf-filter-bar .source=${projectSource(store, 'table')}></tf-filter-bar>
        ${presence(store.people, store.page.me.id)}
      </div>
      ${failure(store)}
      <div
        class="sheet"
        role="grid"
        tabindex="-1"
        aria-label=${t('Tasks')}
        aria-multiselectable="true"
        aria-rowcount=${this.#tasks.length + 1}
        aria-colcount=${this.#fields.length + 1}
        aria-busy=${!store.isLoaded}
        @keydown=${this.#keyed}
        @pointerdown=${this.#pressed}
        @dblclick=${() => this.#edit()}
        @click=${this.#clicked}
        @copy=${this.#copied}
        @cut=${this.#cut}
        @paste=${this.#pasted}
      >
        ${store.isLoaded ? this.#body() : skeleton()}
      </div>
      <tf-bulk-bar .store=${store} .selection=${this.selection}></tf-bulk-bar>
      <tf-task-panel .store=${store}></tf-task-panel>`
  }

  #body(): TemplateResult {
    const columns = css({ '--columns': this.#widths.columns(this.#fields) })
    const items = this.#virtual?.getVirtualItems() ?? []
    const slots = this.#slots.of(items.map(({ key }) => String(key)))
    const height = `${String(this.#virtual?.getTotalSize() ?? 0)}px`
    const rows = this.#rowsView()
    return html`<div class="sheet-inner" ${columns}>
      ${tableHead({
        fields: this.#fields,
        hidden: hiddenFields(this.store, this.view),
        sort: this.view.sort,
        setWidth: (id, width) => {
          this.#widths.set(id, width)
          this.requestUpdate()
        },
        isAllChosen: this.#tasks.length > 0 && this.selection.ids.size >= this.#tasks.length,
        chooseAll: () => this.selection.turnAll(this.#order),
      })}
      <div class="sheet-rows" role="rowgroup" ${css({ height })}>
        ${repeat(
          items,
          (item) => slots.get(String(item.key)),
          (item) => {
            const task = this.#tasks[item.index]
            return task && sheetRow(rows, task, item.index, item.start - ROW)
          },
        )}
      </div>
      ${this.store.canEdit ? newRow(this.store, () => this.#focus(only({ row: this.#tasks.length - 1, column: 0 }))) : nothing}
      ${totals(this.#fields, this.#tasks)}
    </div>`
  }

  #rowsView(): RowsView {
    return {
      store: this.store,
      fields: this.#fields,
      active: this.range.active,
      box: boxOf(this.range),
      editing: this.editing,
      chosen: this.selection.ids,
      choose: (task, event) => {
        if (!event.shiftKey || !clickedWith(this.selection, event, task.id, this.#order))
          this.selection.toggle(task.id)
      },
      typed: (event) => {
        const { editing } = this
        const text = (event.target as HTMLInputElement).value
        if (editing !== null) this.editing = { ...editing, text }
      },
      left: () => this.#save(),
    }
  }

  // Moving

  #focus(range: Range): void {
    this.range = clamped(range, this.#size)
    this.#virtual?.scrollToIndex(this.range.active.row)
    // Drawn and focused at once: the next key may come before the next frame.
    this.performUpdate()
    if (this.#focusActive()) return
    // Its row comes when it was scrolled to; until then the sheet itself hears the keys.
    this.querySelector<HTMLElement>('.sheet')?.focus({ preventScroll: true })
    requestAnimationFrame(() => void this.updateComplete.then(() => this.#focusActive()))
  }

  #focusActive(): boolean {
    const cell = this.querySelector<HTMLElement>('.sheet [data-active]')
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    return cell !== null
  }

  #pressed = (event: PointerEvent): void => {
    if (event.button !== 0) return
    if ((event.target as Element).closest('[data-fill]')) {
      this.#startFilling(event)
      return
    }
    const cell = cellAt(event.target)
    if (cell === null || (event.target as Element).closest('.sheet-input')) return
    if (event.pointerType !== 'touch') event.preventDefault()
    this.#save()
    this.#focus(event.shiftKey ? { anchor: this.range.anchor, active: cell } : only(cell))
    if (event.pointerType !== 'touch')
      dragOver(this, (over) => this.#focus({ anchor: cell, active: over }))
  }

  #startFilling(event: PointerEvent): void {
    event.preventDefault()
    const from = boxOf(this.range)
    const source = copied(from, this.#tasks, this.#fields)
    const show = (range: Range) => {
      this.range = range
    }
    fillOver(this, from, show, (count) => this.#write(repeated(source, count)))
  }

  #clicked = (event: MouseEvent): void => {
    const key = (event.target as Element).closest<HTMLElement>('[data-open-task]')?.dataset.openTask
    if (key === undefined || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    if (key !== '') openTask(key)
  }

  #keyed = (event: KeyboardEvent): void => {
    if (event.isComposing || !isOfSheet(event)) return
    const isHandled = this.editing === null ? this.#navigate(event) : this.#editKey(event)
    if (isHandled) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  #navigate(event: KeyboardEvent): boolean {
    const isRightToLeft = getComputedStyle(this).direction === 'rtl'
    const next = event.altKey ? null : moved(this.range, event, this.#size, isRightToLeft)
    if (next !== null) {
      this.#focus(next)
      return true
    }
    const command = commandOf(event)
    return command !== null && this.#obey(command)
  }

  #obey(command: Command): boolean {
    if (command.kind === 'all') this.range = this.#everything.choose(this.#size)
    else if (command.kind === 'back') {
      if (this.selection.ids.size > 0) this.selection.clear()
      else this.range = only(this.range.active)
    } else if (command.kind === 'rows') {
      const { top, bottom } = boxOf(this.range)
      const chosen = this.#tasks.slice(top, bottom + 1).map(({ id }) => id)
      this.selection.choose([...this.selection.ids, ...chosen])
    } else if (!this.store.canEdit) return false
    else if (command.kind === 'type') this.#edit(command.letter)
    else if (command.kind === 'edit') this.#edit()
    else if (
      this.#everything.waits(this.range, this.store.state.isComplete, () => this.#obey(command))
    )
      return true
    else if (command.kind === 'empty')
      this.#write(emptied(boxOf(this.range), this.#tasks, this.#fields))
    else this.#write(filled(boxOf(this.range), command.kind, this.#tasks, this.#fields))
    return true
  }

  // Editing

  #edit(letter?: string): void {
    const found = this.#at(this.range.active)
    if (found === null || !this.store.canEdit) return
    const { task, field } = found
    const anchor = this.querySelector<HTMLElement>('.sheet [data-active]')
    if (field.sort === 'fixed' || anchor === null) return
    const onClose = () => this.#focus(this.range)
    if (changeWithoutTyping({ anchor, field, task, store: this.store, onClose })) return
    this.editing = { cell: this.range.active, text: letter ?? field.text(task) }
    this.performUpdate()
    const input = this.querySelector<HTMLInputElement>('[data-cell] .sheet-input')
    input?.focus()
    if (letter === undefined) input?.select()
  }

  #editKey(event: KeyboardEvent): boolean {
    const { row, column } = this.range.active
    if (event.key === 'Escape') {
      this.editing = null
      this.#focus(this.range)
    } else if (event.key === 'Enter') {
      this.#save()
      this.#focus(only({ row: row + (event.shiftKey ? -1 : 1), column }))
    } else if (event.key === 'Tab') {
      this.#save()
      this.#focus(moved(this.range, event, this.#size, false) ?? this.range)
    } else {
      // Ctrl-Z, copy and paste belong to the field; the sheet's own keys must not hear them.
      event.stopPropagation()
      return false
    }
    return true
  }

  #save(): void {
    const { editing } = this
    if (editing === null) return
    this.editing = null
    const found = this.#at(editing.cell)
    if (found !== null) typeInto(this.store, found.task, found.field, editing.text)
  }

  #write(table: readonly (readonly string[])[]): void {
    const { top: row, left: column } = boxOf(this.range)
    const tasks = this.#tasks.slice(0, row + table.length)
    writeTable(this.store, table, { at: { row, column }, tasks, fields: this.#fields })
  }

  // Sheet programs

  /** Whether it did copy. */
  #copied = (event: ClipboardEvent): boolean => {
    if (this.editing !== null || !isOfSheet(event)) return false
    event.preventDefault()
    if (this.#everything.isPart(this.range, this.store.state.isComplete)) {
      toast(t('Not every task is here yet: copy again in a moment.'))
      return false
    }
    const text = printTsv(copied(boxOf(this.range), this.#tasks, this.#fields))
    event.clipboardData?.setData('text/plain', text)
    return true
  }

  #cut = (event: ClipboardEvent): void => {
    if (this.#copied(event) && this.store.canEdit) this.#obey({ kind: 'empty' })
  }

  #pasted = (event: ClipboardEvent): void => {
    const text = event.clipboardData?.getData('text/plain') ?? ''
    if (this.editing !== null || text === '' || !isOfSheet(event)) return
    event.preventDefault()
    if (!this.store.canEdit) return
    const { top: row, left: column } = boxOf(this.range)
    const table = tiled(readTsv(text), boxOf(this.range))
    const target = { at: { row, column }, tasks: this.#tasks, fields: this.#fields }
    void pasteTable(this.store, table, target).then(() => this.#focus(this.range))
  }
}

customElements.define('tf-task-table', TfTaskTable)
