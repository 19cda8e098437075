/** Rules that many teams want, ready to be changed. */

import { t } from '../../common/i18n'
import type { Part, Rule } from './model'

const DAILY: Part = { kind: 'schedule', rule: 'FREQ=DAILY', hour: 6 }
const ARCHIVE: Part = { kind: 'archive' }

export function recipes(): Rule[] {
  return [...ofOrder(), ...ofFlow(), ...ofTime()]
}

function ofOrder(): Rule[] {
  return [
    {
      name: t('Archive what was done a month ago'),
      trigger: DAILY,
      condition: { query: 'status:done completed<-30d' },
      actions: [ARCHIVE],
    },
    {
      name: t('Close what nobody touched for three months'),
      trigger: DAILY,
      condition: { query: 'is:open updated<-90d' },
      actions: [
        { kind: 'comment', body: t('Closed: nothing happened here for three months.') },
        { kind: 'set', field: 'status', value: 'done' },
      ],
    },
    {
      name: t('Close the parent when all subtasks are done'),
      trigger: { kind: 'subtasks.done' },
      condition: {},
      actions: [{ kind: 'set', field: 'status', value: 'done' }],
    },
  ]
}

function ofFlow(): Rule[] {
  return [
    {
      name: t('Take urgent tasks into the sprint'),
      trigger: { kind: 'task.created' },
      condition: { query: 'priority:critical sprint:none' },
      actions: [{ kind: 'sprint' }],
    },
    {
      name: t('Ask for an estimate before work begins'),
      trigger: { kind: 'status.changed', to: 'in_progress' },
      condition: { query: 'points:none' },
      actions: [{ kind: 'comment', body: t('How large is this? Please give it points.') }],
    },
    {
      name: t('Say that a review is waited for'),
      trigger: { kind: 'status.changed', to: 'in_review' },
      condition: {},
      actions: [{ kind: 'notify', user: 'watchers' }],
    },
  ]
}

function ofTime(): Rule[] {
  return [
    {
      name: t('Remind a day before it is due'),
      trigger: { kind: 'due.arrives', days: 1 },
      condition: { query: 'is:open' },
      actions: [{ kind: 'notify', user: 'assignees' }],
    },
    {
      name: t('Raise what is overdue'),
      trigger: { kind: 'due.overdue' },
      condition: {},
      actions: [
        { kind: 'set', field: 'priority', value: 'high' },
        { kind: 'notify', user: 'assignees' },
      ],
    },
    {
      name: t('Escalate a missed service target'),
      trigger: { kind: 'target.breached' },
      condition: {},
      actions: [
        { kind: 'set', field: 'priority', value: 'critical' },
        { kind: 'notify', user: 'watchers' },
      ],
    },
    {
      name: t('Plan the week on Monday'),
      trigger: { kind: 'schedule', rule: 'FREQ=WEEKLY;BYDAY=MO', hour: 9 },
      condition: {},
      actions: [{ kind: 'create', title: t('Plan the week'), as: 'task' }],
    },
  ]
}
