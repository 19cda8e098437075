/** Rows carried by mouse, finger or keyboard: into another place, and into another group. */

import { announce } from '../../common/ui/announce'
import { t } from '../../common/i18n'
import { actWithToast } from '../acts'
import { dropOps, type Origin } from '../board/drop'
import { cellKey, mapOf, type Grid } from '../board/grid'
import { Hold, type Held, type HoldChange } from '../board/hold'
import { holdWords } from '../board/hold-words'
import { watchMouseDrags } from '../board/mouse'
import type { Place } from '../board/place'
import { TouchDrag } from '../board/touch'
import type { Task } from '../model'
import type { ProjectStore } from '../project'
import { isSameSpot, pointedAt, slotsOf, steppedTo } from './places'
import type { Row, TaskRow } from './rows'

export interface CarryingHost {
  readonly store: ProjectStore
  readonly rows: () => readonly Row[]
  readonly grid: () => Grid
  /** The task, or all that are chosen with it, in the order in which they stand. */
  readonly stackOf: (task: Task) => readonly Task[]
  readonly isByHand: () => boolean
  readonly isFlat: () => boolean
  /** How high a row is. */
  readonly height: () => number
  readonly changed: () => void
  readonly show: (at: number) => void
  readonly dropped: (task: Task) => void
}

const NONE: ReadonlySet<string> = new Set()

export class Carrying {
  readonly #host: CarryingHost
  readonly hold: Hold
  #origin: Origin | null = null
  #touch: TouchDrag | null = null

  constructor(host: CarryingHost) {
    this.#host = host
    this.hold = new Hold({
      findTask: (id) => host.store.state.tasks.get(id),
      drop: (task, place) => this.#drop(task, place),
      holdChanged: (held, what) => this.#told(held, what),
    })
  }

  /** Hear the pointer over the list; the answer stops it. */
  watch(list: HTMLElement): () => void {
    const placeUnder = (_: HTMLElement, _x: number, y: number) => this.#under(list, y)
    this.#touch = new TouchDrag(list, this.hold, () => this.#host.store.canEdit, placeUnder)
    const stop = watchMouseDrags(list, this.hold, placeUnder)
    return () => {
      this.#touch?.stop()
      stop()
    }
  }

  get isTouching(): boolean {
    return this.#touch?.isTouching === true
  }

  pressed(row: TaskRow | null): void {
    if (this.hold.held !== null || row === null) return
    this.#origin = { columnId: row.groupId, laneId: row.laneId }
  }

  get heldIds(): ReadonlySet<string> {
    const { held } = this.hold
    return held === null ? NONE : new Set(this.#host.stackOf(held.task).map(({ id }) => id))
  }

  /** The row above which the landing place is, where something is carried over one. */
  get lineAt(): number | null {
    const place = this.hold.held?.place ?? null
    if (place === null) return null
    return this.#slots().find((slot) => isSameSpot(slot.place, place))?.at ?? null
  }

  #slots() {
    return slotsOf(this.#host.rows(), this.heldIds)
  }

  liftByKey(row: TaskRow): void {
    this.pressed(row)
    const rows = this.#host.rows()
    const at = rows.indexOf(row)
    const place = pointedAt(rows, at + 0.9, new Set([row.task.id]))
    if (place !== null) this.hold.lift(row.task.id, 'keyboard', place)
  }

  /** A key while something is carried; false where it means nothing. */
  keyed(key: string): boolean {
    const { held } = this.hold
    if (held?.hand !== 'keyboard') return false
    const step = { ArrowUp: -1, k: -1, ArrowDown: 1, j: 1 }[key] as 1 | -1 | undefined
    if (step !== undefined && held.place !== null)
      this.hold.over(steppedTo(this.#slots(), held.place, step))
    else if (key === ' ' || key === 'Enter') this.hold.drop()
    else if (key === 'Escape') this.hold.cancel()
    return true
  }

  #under(list: HTMLElement, y: number): Place | null {
    const rows = list.querySelector('.list-rows')?.getBoundingClientRect()
    const frame = list.getBoundingClientRect()
    if (rows === undefined || y < frame.top - 40 || y > frame.bottom + 40) return null
    return pointedAt(this.#host.rows(), (y - rows.top) / this.#host.height(), this.heldIds)
  }

  #drop(task: Task, place: Place): void {
    const { store, grid, isByHand, isFlat } = this.#host
    const moved = this.#host.stackOf(task)
    const shown = grid()
    const target = isFlat() ? { ...place, beforeId: alike(task, place, shown) } : place
    const setting = { grid: shown, state: store.state, isByHand: isByHand() }
    const ops = dropOps(moved, target, this.#origin, setting)
    if (moved.length === 1) store.act(ops)
    else actWithToast(store, ops, t('Moved %(count)s tasks', { count: moved.length }))
    this.#host.dropped(task)
  }

  #told(held: Held | null, what: HoldChange): void {
    this.#host.changed()
    if (held === null) return
    const at = this.lineAt
    if (held.hand === 'keyboard' && at !== null) this.#host.show(at)
    const grid = this.#host.grid()
    const words = holdWords(held, what, grid.columns, mapOf(grid, NONE, this.heldIds))
    if (held.hand === 'keyboard' || what === 'dropped') announce(words, 'assertive')
  }
}

/** In one list of all, a task keeps its column: it stands above the next of its own. */
function alike(task: Task, place: Place, grid: Grid): string | null {
  const tasks = grid.cells.get(cellKey(place.columnId, place.laneId ?? null)) ?? []
  const from = tasks.findIndex(({ id }) => id === place.beforeId)
  if (from < 0) return null
  return tasks.slice(from).find(({ column }) => column.id === task.column.id)?.id ?? null
}
