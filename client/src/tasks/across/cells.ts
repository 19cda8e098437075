/** What rows over all projects say beside the title, where their fields are chosen. Pure. */

import { t } from '../../common/i18n'
import type { CustomField, FieldValue, Task } from '../model'
import { dayName } from '../parts/text'
import { fieldName } from '../query/choices'
import type { QueryContext } from '../query/context'
import { slug } from '../query/fields'

/** What is drawn as signs, faces and chips; all else is words. */
export const DRAWN = ['key', 'priority', 'status', 'labels', 'assignees', 'due', 'project'] as const
export type Drawn = (typeof DRAWN)[number]
export const USUAL: readonly string[] = DRAWN

export function isDrawn(id: string): id is Drawn {
  return (DRAWN as readonly string[]).includes(id)
}

export function cellName(id: string, context: QueryContext): string {
  return id.startsWith('field:') ? (fieldOf(id, context)?.name ?? '') : fieldName(id, context)
}

export function cellWords(task: Task, id: string, context: QueryContext): string {
  const project = context.projects.find((each) => each.id === task.project)
  const name = (list: readonly { id: string; name: string }[] | undefined, held?: string | null) =>
    list?.find((each) => each.id === held)?.name ?? ''
  switch (id) {
    case 'type':
      return name(project?.types, task.type)
    case 'sprint':
      return name(project?.sprints, task.sprint)
    case 'milestone':
      return name(project?.milestones, task.milestone)
    case 'start':
      return task.start_date === null ? '' : dayName(task.start_date)
    case 'points':
      return task.story_points === null ? '' : String(task.story_points)
    case 'estimate':
      return task.estimate_minutes ? t('%(hours)s h', { hours: task.estimate_minutes / 60 }) : ''
    case 'parent':
      return task.parent === null ? '' : (context.taskOf(task.parent)?.key ?? '')
    case 'subtasks':
      return task.subtasks ? `${String(task.subtasks.done)}/${String(task.subtasks.total)}` : ''
    case 'created':
      return dayName(context.dayOf(task.created_at))
    case 'updated':
      return dayName(context.dayOf(task.updated_at))
    default:
      return customWords(task, id, context)
  }
}

function customWords(task: Task, id: string, context: QueryContext): string {
  const own = ownField(task, id, context)
  const value = own === undefined ? null : (task.fields?.[own.id] ?? null)
  if (own === undefined || value === null) return ''
  return (Array.isArray(value) ? (value as readonly string[]) : [value])
    .map((each) => valueWords(own, each, context))
    .join(', ')
}

function valueWords(field: CustomField, value: FieldValue, context: QueryContext): string {
  if (value === true) return t('Yes')
  if (value === false) return t('No')
  const text = String(value)
  if (field.kind === 'date') return dayName(text)
  if (field.kind === 'person') return context.members.find(({ id }) => id === text)?.name ?? text
  return field.options.find(({ id }) => id === text)?.name ?? text
}

function fieldOf(id: string, { projects }: QueryContext): CustomField | undefined {
  return projects.flatMap(({ fields }) => fields).find((each) => `field:${each.id}` === id)
}

/** Fields of the same name in several projects are one column. */
export function ownField(task: Task, id: string, context: QueryContext): CustomField | undefined {
  const wanted = fieldOf(id, context)
  const project = context.projects.find((each) => each.id === task.project)
  return project?.fields.find(({ name }) => slug(name) === slug(wanted?.name ?? ''))
}
