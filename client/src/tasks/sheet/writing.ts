/** What the table's acts write: one act each, with one way back. */

import { newKey } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { rankBetween } from '../../common/rank'
import { announce } from '../../common/ui/announce'
import { errorToast } from '../../common/ui/toast'
import { actWithToast } from '../acts'
import { batches, placeOf, type TaskChange } from '../bulk-ops'
import type { Column, Task } from '../model'
import type { Op } from '../ops'
import type { ProjectStore } from '../project'
import { tasksIn } from '../state'
import { asTaskChange, type CellChange, type SheetField } from './fields'
import { planPaste, type NewRow, type PastePlan } from './paste'
import { askAboutPaste } from './preview'
import type { Cell } from './range'
import { openChoices, type ChoiceCell } from './show'
import type { Table } from './tsv'

/** A typed text becomes the cell's value; false, with the reason said, where it does not. */
export function typeInto(
  store: ProjectStore,
  task: Task,
  field: SheetField,
  text: string,
): boolean {
  if (text === field.text(task)) return true
  const parsed = field.parse(text, task)
  if ('problem' in parsed) {
    errorToast(parsed.problem)
    return false
  }
  writeCell(store, task, parsed.change)
  return true
}

export function writeCell(store: ProjectStore, task: Task, change: CellChange): void {
  const made = asTaskChange(task, change)
  if (Object.keys(made.fields).length === 0 && made.column === undefined) return
  store.act([{ kind: 'tasks.update', changes: [made] }])
}

/** Turns a checkbox or opens the choices of a cell; false where its text is to be typed. */
export function changeWithoutTyping(cell: ChoiceCell): boolean {
  const { store, task, field } = cell
  if (field.sort === 'checkbox') {
    typeInto(store, task, field, field.text(task) === 'TRUE' ? 'FALSE' : 'TRUE')
    return true
  }
  if (field.sort !== 'choice' && field.sort !== 'choices') return false
  openChoices(cell, (change) => writeCell(store, store.state.tasks.get(task.id) ?? task, change))
  return true
}

export function blankTask(column: Column): Task {
  const now = new Date().toISOString()
  return {
    ...{ id: '', key: '', number: 0, project: '', title: '', rank: '', version: 0 },
    column: placeOf(column),
    ...{ status: column.state, priority: 'medium', story_points: null, parent: null },
    ...{ start_date: null, due_date: null, assignees: [], labels: [], checklist: [] },
    ...{ created_at: now, updated_at: now, completed_at: null },
  }
}

/** Pastes, after asking where not everything is understood. */
export async function pasteTable(
  store: ProjectStore,
  table: Table,
  target: {
    readonly at: Cell
    readonly tasks: readonly Task[]
    readonly fields: readonly SheetField[]
  },
): Promise<void> {
  const [column] = store.state.columns
  if (column === undefined) return
  const plan = planPaste(table, { ...target, blank: blankTask(column) })
  const isClear = plan.problems.length === 0 && plan.columnsLost === 0 && plan.added.length === 0
  if (!isClear && !(await askAboutPaste(plan))) return
  writePlan(store, plan, column)
}

function writePlan(store: ProjectStore, { changes, added }: PastePlan, column: Column): void {
  const ops: Op[] = [...updates(changes), ...births(store, added, column)]
  if (ops.length === 0) {
    announce(t('Nothing to change'))
    return
  }
  const count = changes.length + added.length
  actWithToast(store, ops, tn('Pasted into %(count)s task', 'Pasted into %(count)s tasks', count))
}

export function updates(changes: readonly TaskChange[]): Op[] {
  return batches(changes).map((part): Op => ({ kind: 'tasks.update', changes: part }))
}

function births(store: ProjectStore, rows: readonly NewRow[], usual: Column): Op[] {
  let rank = tasksIn(store.state, usual.id).at(-1)?.rank ?? null
  return rows.map(({ change }): Op => {
    const column = change.column ?? usual
    rank = rankBetween(rank, null)
    const task = { ...blankTask(column), ...change.fields, rank }
    return { kind: 'task.create', task: { ...task, id: `tmp-${newKey()}`, project: store.id } }
  })
}

/** The same text in every cell of a table: filling and emptying, in one act. */
export function writeTable(
  store: ProjectStore,
  table: Table,
  target: {
    readonly at: Cell
    readonly tasks: readonly Task[]
    readonly fields: readonly SheetField[]
  },
): void {
  const [column] = store.state.columns
  if (column === undefined) return
  const { changes, problems } = planPaste(table, { ...target, blank: blankTask(column) })
  if (changes.length > 0) {
    const words = tn('Changed %(count)s task', 'Changed %(count)s tasks', changes.length)
    actWithToast(store, updates(changes), words)
  }
  const [problem] = problems
  if (problem !== undefined) errorToast(`${problem.field}: ${problem.why}`)
}
