/** Fields of a task as the API writes them. */

import type { FieldName, TaskFields } from './model'

/** People and labels travel as ids. */
export function fieldsToWire(fields: TaskFields): Record<string, unknown> {
  const { assignees, labels, ...plain } = fields
  return {
    ...plain,
    ...(assignees && { assignee_ids: assignees.map(({ id }) => id) }),
    ...(labels && { label_ids: labels.map(({ id }) => id) }),
  }
}

/** `conflicts` of a 409 name fields as the server does; people see the client's names. */
export function fieldNames(conflicts: readonly string[]): FieldName[] {
  const names: Record<string, FieldName> = { assignee_ids: 'assignees', label_ids: 'labels' }
  return conflicts.map((name) => names[name] ?? (name as FieldName))
}
