/** What colour a task is drawn in: by the field that the person chose. */

import type { Task } from '../model'
import type { ProjectState } from '../state'

export interface Tone {
  readonly state?: string
  readonly priority?: string
  readonly color?: string
  readonly hue?: string
}

/** `status`, `priority`, `assignee`, `label`, `type`, or `field:<id>` of a select. */
export function toneOf(task: Task, by: string, shape: ProjectState): Tone {
  if (by === 'priority') return { priority: task.priority }
  if (by === 'label') return { color: task.labels[0]?.color ?? 'grey' }
  if (by === 'assignee') return { hue: hueOf(task.assignees[0]?.id ?? '') }
  if (by === 'type') {
    const type = shape.types.find(({ id }) => id === task.type)
    return { color: type?.color ?? 'grey' }
  }
  if (by.startsWith('field:')) return { color: optionColor(task, by.slice(6), shape) }
  return { state: task.status }
}

function optionColor(task: Task, fieldId: string, shape: ProjectState): string {
  const field = shape.fields.find(({ id }) => id === fieldId)
  const value = task.fields?.[fieldId]
  const id = Array.isArray(value) ? (value as readonly string[])[0] : value
  return field?.options.find((option) => option.id === id)?.color ?? 'grey'
}

function hueOf(id: string): string {
  if (id === '') return ''
  const sum = [...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7)
  return String(sum % 12)
}
