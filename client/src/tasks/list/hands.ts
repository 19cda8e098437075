/** What hands do on the rows of the list: click, press keys, type values. */

import { openMenu } from '../../common/ui/menu'
import { openTask } from '../parts/address'
import type { ProjectStore } from '../project'
import { clickedWith, type Selection } from '../select/selection'
import { deleteWithUndo } from '../session'
import { openChoices } from '../sheet/show'
import { typeInto, writeCell } from '../sheet/writing'
import { taskMenu } from '../task-actions'
import type { Active } from './body'
import type { Carrying } from './carrying'
import { commandOf, type ListCommand } from './keys'
import type { ListLook } from './look'
import { keyOf, type Row, type TaskRow } from './rows'

export interface ListHost extends HTMLElement {
  readonly store: ProjectStore
  readonly selection: Selection
  readonly carrying: Carrying
  readonly rows: readonly Row[]
  readonly look: ListLook
  readonly ids: () => readonly string[]
  active: Active | null
  editing: Active | null
  /** Draws what is pending before the next key comes. */
  drawNow(): void
  placeOf(key: string): number | undefined
  scrollToRow(at: number): void
  fold(row: Row): void
}

export class ListHands {
  readonly #host: ListHost

  constructor(host: ListHost) {
    this.#host = host
  }

  readonly clicked = (event: MouseEvent): void => {
    const target = event.target as HTMLElement
    const row = this.#taskAt(target)
    if (row === null || event.button !== 0) return
    const { store, selection, ids } = this.#host
    const { id, key } = row.task
    if (target.closest('[data-choose]')) {
      if (!event.shiftKey || !clickedWith(selection, event, id, ids)) selection.toggle(id)
    } else if (target.closest('[data-twist]')) this.#host.fold(row)
    else if (target.closest('[data-menu]')) {
      const anchor = target.closest<HTMLElement>('[data-menu]') ?? target
      openMenu(anchor, taskMenu(store, { task: row.task, anchor }), { label: key })
    } else if (target.closest('[data-editor]') === null) this.#clickedValue(event, row)
  }

  #clickedValue(event: MouseEvent, row: TaskRow): void {
    const { store, selection, ids } = this.#host
    const { id, key } = row.task
    const isValue = (event.target as HTMLElement).closest<HTMLElement>('button[data-cell]')
    event.preventDefault()
    if (store.canEdit && clickedWith(selection, event, id, ids)) return
    if (isValue !== null) this.edit(row, isValue.dataset.cell ?? '')
    else openTask(key || id)
  }

  readonly focused = (event: FocusEvent): void => {
    const target = event.target as HTMLElement
    const key = target.closest<HTMLElement>('[data-key]')?.dataset.key
    const cell = target.closest<HTMLElement>('[data-cell]')?.dataset.cell
    if (key !== undefined && cell !== undefined) this.#host.active = { key, cell }
  }

  /** A value that was being typed is kept when the focus leaves it. */
  readonly left = (event: FocusEvent): void => {
    const target = event.target as HTMLElement
    if (target.matches('[data-editor]')) this.#save(target as HTMLInputElement)
  }

  readonly pressed = (event: PointerEvent): void => {
    this.#host.carrying.pressed(this.#taskAt(event.target))
  }

  readonly keyed = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement
    if (event.isComposing) return
    if (target.matches('[data-editor]')) {
      this.#editorKey(event, target as HTMLInputElement)
      return
    }
    const row = this.#rowAt(target)
    if (row === null || target.closest('.list-adder') !== null) return
    const { carrying } = this.#host
    if (carrying.hold.held?.hand === 'keyboard') {
      if (carrying.keyed(event.key)) event.preventDefault()
      return
    }
    const isTitle = target.closest<HTMLElement>('[data-cell]')?.dataset.cell === 'title'
    const isRightToLeft = getComputedStyle(this.#host).direction === 'rtl'
    const command = commandOf(event, isTitle, isRightToLeft)
    if (command === null || !this.#obey(command, row, target)) return
    event.preventDefault()
    event.stopPropagation()
  }

  #obey(command: ListCommand, row: Row, target: HTMLElement): boolean {
    const { selection, store, ids } = this.#host
    if (command.kind === 'step') this.#step(row, command.by, command.isChoosing)
    else if (command.kind === 'end') this.#goTo(command.isLast ? this.#host.rows.length - 1 : 0)
    else if (command.kind === 'side') return this.#side(row, command.by, target)
    else if (command.kind === 'back') {
      if (selection.ids.size === 0) return false
      selection.clear()
    } else if (command.kind === 'choose-all') {
      if (store.canEdit) selection.chooseAll(ids)
    } else return row.kind === 'task' && this.#onTask(command, row)
    return true
  }

  #onTask({ kind }: ListCommand, row: TaskRow): boolean {
    const { selection, store, carrying } = this.#host
    if (kind === 'open') {
      openTask(row.task.key || row.task.id)
      return true
    }
    if (!store.canEdit) return false
    if (kind === 'edit') this.edit(row, this.#host.active?.cell ?? 'title')
    else if (kind === 'choose') selection.toggle(row.task.id)
    else if (kind === 'lift') carrying.liftByKey(row)
    else deleteWithUndo(store, row.task)
    return true
  }

  #step(from: Row, by: number, isChoosing: boolean): void {
    const { rows, selection, store } = this.#host
    const at = (this.#host.placeOf(keyOf(from)) ?? 0) + by
    const to = Math.max(0, Math.min(rows.length - 1, at))
    const row = rows[to]
    if (isChoosing && store.canEdit) {
      const more = [from, row].flatMap((each) => (each?.kind === 'task' ? [each.task.id] : []))
      selection.choose([...selection.ids, ...more])
    }
    this.#goTo(to)
  }

  #goTo(at: number): void {
    const row = this.#host.rows[at]
    if (row === undefined || row.kind === 'add') return
    const cell = row.kind === 'head' ? 'title' : (this.#host.active?.cell ?? 'title')
    this.focusRow(keyOf(row), cell)
  }

  /** Sideways: first what is folded opens or closes, then the next value of the row. */
  #side(row: Row, by: 1 | -1, target: HTMLElement): boolean {
    const canFold = row.kind === 'head' || (row.kind === 'task' && row.below > 0)
    const isTitle = target.closest<HTMLElement>('[data-cell]')?.dataset.cell === 'title'
    const isFolded = row.kind !== 'add' && row.isFolded
    if (isTitle && canFold && isFolded === by > 0) {
      this.#host.fold(row)
      return true
    }
    const line = target.closest('.list-line')
    const cells = [...(line?.querySelectorAll<HTMLElement>('[data-cell]') ?? [])]
    const next = cells[cells.findIndex((cell) => cell.contains(target)) + by]
    next?.focus()
    return next !== undefined
  }

  /** Opens what changes the value: its choices, or a field to type in. */
  edit(row: TaskRow, cell: string): void {
    const { store, look } = this.#host
    const field = look.all.get(cell)
    if (field === undefined || !store.canEdit || field.sort === 'fixed') return
    const key = keyOf(row)
    if (field.sort === 'checkbox') {
      typeInto(store, row.task, field, field.text(row.task) === 'TRUE' ? 'FALSE' : 'TRUE')
      return
    }
    if (field.sort === 'choice' || field.sort === 'choices') {
      const anchor = this.#cellElement(key, cell)
      if (anchor === null) return
      const task = () => store.state.tasks.get(row.task.id) ?? row.task
      const onClose = () => this.refocus()
      openChoices({ anchor, field, task: row.task, store, onClose }, (change) =>
        writeCell(store, task(), change),
      )
      return
    }
    this.#host.active = { key, cell }
    this.#host.editing = { key, cell }
    this.#host.drawNow()
    const input = this.#host.querySelector<HTMLInputElement>('[data-editor]')
    input?.focus()
    if (input?.type === 'date') input.showPicker()
    else input?.select()
  }

  #editorKey(event: KeyboardEvent, input: HTMLInputElement): void {
    event.stopPropagation()
    if (event.key === 'Escape') this.#host.editing = null
    else if (event.key === 'Enter') this.#save(input)
    else return
    event.preventDefault()
    this.refocus()
  }

  #save(input: HTMLInputElement): void {
    const { editing, look, store, rows } = this.#host
    if (editing === null) return
    this.#host.editing = null
    const row = rows[this.#host.placeOf(editing.key) ?? -1]
    const field = look.all.get(editing.cell)
    if (row?.kind === 'task' && field !== undefined) typeInto(store, row.task, field, input.value)
  }

  focusTask(id: string): void {
    const row = this.#host.rows.find((each) => each.kind === 'task' && each.task.id === id)
    if (row !== undefined) this.focusRow(keyOf(row), 'title')
  }

  /** `stays`: what is seen stays where it was scrolled to. */
  refocus({ stays = false } = {}): void {
    const { active } = this.#host
    if (active !== null) this.focusRow(active.key, active.cell, stays)
  }

  /** At once, for the next key may come before the next frame; a row out of sight is drawn too. */
  focusRow(key: string, cell: string, stays = false): void {
    this.#host.active = { key, cell }
    this.#host.drawNow()
    const active = this.#host.active ?? { key, cell }
    const found = this.#cellElement(active.key, cell) ?? this.#cellElement(active.key, 'title')
    found?.focus({ preventScroll: true })
    const at = this.#host.placeOf(active.key)
    if (at !== undefined && !stays) this.#host.scrollToRow(at)
  }

  #cellElement(key: string, cell: string): HTMLElement | null {
    return this.#host.querySelector<HTMLElement>(
      `.list-line[data-key="${CSS.escape(key)}"] [data-cell="${CSS.escape(cell)}"]`,
    )
  }

  #rowAt(target: EventTarget | null): Row | null {
    const line = (target as Element).closest<HTMLElement>('.list-line')
    return this.#host.rows[Number(line?.dataset.index ?? -1)] ?? null
  }

  #taskAt(target: EventTarget | null): TaskRow | null {
    const row = this.#rowAt(target)
    return row?.kind === 'task' ? row : null
  }
}
