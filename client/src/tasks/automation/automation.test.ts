import { describe, expect, it } from 'vitest'
import { parse } from '../query/parser'
import type { RulesPage } from './model'
import { recipes } from './recipes'
import { actionWords, triggerWords } from './sentence'
import { spanWords } from './targets'

const page = {
  columns: [{ id: 'c1', name: 'Done', state: 'done' }],
  labels: [],
  types: [],
  milestones: [],
  templates: [],
  members: [{ id: 'u1', name: 'Robin' }],
  fields: [{ id: 'f1', name: 'Tide', kind: 'select', options: [{ id: 'o1', name: 'Flood' }] }],
} as unknown as RulesPage

describe('recipes', () => {
  it.each(recipes().map((rule) => [rule.name, rule] as const))('%s can be read', (_name, rule) => {
    expect(() => parse(rule.condition.query ?? '')).not.toThrow()
    expect(rule.actions.length).toBeGreaterThan(0)
  })
})

describe('a rule in words', () => {
  it.each([
    [{ kind: 'task.moved', column: 'c1' }, 'a task is moved to “Done”'],
    [{ kind: 'task.moved', column: 'c9' }, 'a task is moved to “what is gone”'],
    [{ kind: 'status.changed', to: 'done' }, 'the status becomes “Done”'],
    [{ kind: 'field.changed', field: 'fields.f1' }, '“Tide” changes'],
    [{ kind: 'due.arrives', days: 0 }, 'the due date comes'],
    [{ kind: 'due.arrives', days: 3 }, '3 days are left until it is due'],
    [{ kind: 'schedule', rule: 'FREQ=DAILY', hour: 9 }, 'it is 9:00 AM, every day'],
  ])('says when: %j', (part, words) => {
    expect(triggerWords(page, part)).toBe(words)
  })

  it.each([
    [{ kind: 'set', field: 'fields.f1', value: 'o1' }, 'set “Tide” to Flood'],
    [{ kind: 'set', field: 'due_date', value: null }, 'empty “Due date”'],
    [{ kind: 'assign', user: 'u1' }, 'assign it to Robin'],
    [{ kind: 'assign' }, 'assign it to nobody'],
    [{ kind: 'notify', user: 'watchers' }, 'notify its watchers'],
    [{ kind: 'create', title: 'Plan', as: 'task' }, 'create the task “Plan”'],
  ])('says what: %j', (part, words) => {
    expect(actionWords(page, part)).toBe(words)
  })
})

it.each([
  [45, '45m'],
  [90, '1h 30m'],
  [1500, '1d 1h'],
  [30_240, '21d'],
])('says %i minutes as %s', (minutes, words) => {
  expect(spanWords(minutes)).toBe(words)
})
