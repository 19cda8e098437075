/** Whether a task is overdue: what cards and rows mark. */

import { isoDate } from './grammar'
import type { Task } from './model'

export function isLate(task: Task, today = new Date()): boolean {
  const isOver = task.status === 'done' || task.status === 'archived'
  return task.due_date !== null && !isOver && task.due_date < isoDate(today)
}
