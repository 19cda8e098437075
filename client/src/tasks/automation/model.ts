/** Rules as the server knows them (tasks/automation/rules.py), and their words. */

import { t } from '../../common/i18n'
import type { Column, PageData, Shape, User } from '../model'

export type Part = { readonly kind: string } & Readonly<Record<string, unknown>>

export interface Rule {
  readonly name: string
  readonly trigger: Part
  readonly condition: { readonly query?: string }
  readonly actions: readonly Part[]
}

export interface Automation extends Rule {
  readonly id: string
  readonly is_enabled: boolean
  readonly created_by: { readonly name: string } | null
  readonly run_count: number
  readonly last_run: string | null
  readonly next_at: string | null
}

export interface Run {
  readonly id: number
  readonly status: 'waiting' | 'done' | 'skipped' | 'failed' | 'stopped'
  readonly task: { readonly key: string; readonly title: string } | null
  readonly words: string
  readonly lines: readonly string[]
  readonly created_at: string
}

export interface Tried {
  readonly count: number
  readonly lines: readonly string[]
  readonly tasks: readonly {
    readonly key: string
    readonly title: string
    readonly lines: readonly string[]
    readonly error: string
  }[]
}

export type RulesPage = PageData &
  Shape & {
    readonly columns: readonly Pick<Column, 'id' | 'name' | 'state'>[]
    readonly templates: readonly { readonly id: string; readonly name: string }[]
    readonly members: readonly User[]
    readonly can_automate: boolean
    readonly can_decide: boolean
  }

export type Choice = readonly [id: string, label: string]

export function triggers(): Choice[] {
  return [
    ['task.created', t('a task is created')],
    ['task.moved', t('a task is moved')],
    ['status.changed', t('the status changes')],
    ['field.changed', t('a field changes')],
    ['task.assigned', t('somebody is assigned')],
    ['comment.created', t('somebody comments')],
    ['subtasks.done', t('all subtasks are done')],
    ['due.arrives', t('the due date comes')],
    ['due.overdue', t('a task is overdue')],
    ['target.breached', t('a service target is missed')],
    ['schedule', t('on a schedule')],
    ['manual', t('somebody runs it by hand')],
  ]
}

export function actions(): Choice[] {
  return [
    ['set', t('set a field')],
    ['move', t('move it to')],
    ['assign', t('assign it to')],
    ['label', t('add the label')],
    ['unlabel', t('take away the label')],
    ['comment', t('comment')],
    ['create', t('create a task')],
    ['template', t('create from the template')],
    ['sprint', t('add it to the active sprint')],
    ['notify', t('notify')],
    ['archive', t('archive it')],
  ]
}

export function fields(): Choice[] {
  return [
    ['priority', t('Priority')],
    ['status', t('Status')],
    ['due_date', t('Due date')],
    ['start_date', t('Start date')],
    ['story_points', t('Points')],
    ['estimate_minutes', t('Estimate (minutes)')],
    ['type', t('Type')],
    ['milestone', t('Milestone')],
  ]
}

export function watched(): Choice[] {
  return [
    ...fields().filter(([id]) => id !== 'status'),
    ['title', t('Title')],
    ['description', t('Description')],
    ['assignees', t('Assignees')],
    ['labels', t('Labels')],
    ['sprint', t('Sprint')],
  ]
}

export function nameIn(choices: readonly Choice[], id: unknown): string {
  return choices.find(([each]) => each === id)?.[1] ?? String(id ?? '')
}

/** How often a schedule comes, `rule` among them also where people wrote it elsewhere. */
export function rhythms(rule: unknown): Choice[] {
  const known: Choice[] = [
    ['FREQ=DAILY', t('every day')],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', t('every weekday')],
    ['FREQ=WEEKLY;BYDAY=MO', t('every Monday')],
    ['FREQ=WEEKLY;BYDAY=FR', t('every Friday')],
    ['FREQ=MONTHLY;BYMONTHDAY=1', t('on the first of the month')],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', t('on the last of the month')],
  ]
  const isKnown = known.some(([id]) => id === rule)
  return isKnown ? known : [...known, [String(rule), String(rule)]]
}
