import { describe, expect, it } from 'vitest'
import type { CustomField, Task } from '../model'
import type { ProjectNames, QueryContext } from '../query/context'
import { cellWords } from './cells'
import { acrossRows, type AcrossRow, type Grouping } from './rows'

const FIELDS = (id: string): CustomField[] => [
  {
    id,
    name: 'Team',
    kind: 'select',
    options: [{ id: `${id}-a`, name: 'Deck' }],
  } as unknown as CustomField,
]

function project(id: string, name: string): ProjectNames {
  return {
    id,
    key: id.toUpperCase(),
    name,
    columns: [],
    labels: [],
    types: [],
    fields: FIELDS(`team-${id}`),
    milestones: [],
    sprints: [],
  }
}

const CONTEXT: QueryContext = {
  me: 'u',
  today: '2026-11-21',
  dayOf: (time) => time.slice(0, 10),
  members: [],
  projects: [project('a', 'Ship'), project('b', 'Yard')],
  taskOf: () => undefined,
  epics: [],
  remote: new Map(),
}

function task(id: string, more: Partial<Task> = {}): Task {
  return {
    id,
    key: `A-${id}`,
    project: 'a',
    status: 'todo',
    priority: 'medium',
    due_date: null,
    assignees: [],
    labels: [],
    parent: null,
    column: { id: 'c', name: 'To do', state: 'todo' },
    ...more,
  } as Task
}

function told(tasks: readonly Task[], grouping: Grouping): readonly string[] {
  return acrossRows(tasks, grouping, CONTEXT).map((row: AcrossRow) =>
    row.kind === 'task' ? row.task.id : `${'#'.repeat(row.level)} ${row.name} ${String(row.count)}`,
  )
}

describe('rows over all projects', () => {
  const tasks = [
    task('1', { priority: 'low', fields: { 'team-a': 'team-a-a' } }),
    task('2', { project: 'b', priority: 'high', fields: { 'team-b': 'team-b-a' } }),
    task('3', { due_date: '2026-11-20' }),
  ]

  it('makes groups of projects, and groups within them', () => {
    expect(told(tasks, { by: 'project' })).toEqual(['# Ship 2', '1', '3', '# Yard 1', '2'])
    expect(told(tasks, { by: 'project', lanes: 'priority' })).toEqual([
      '# Ship 2',
      '## Medium 1',
      '3',
      '## Low 1',
      '1',
      '# Yard 1',
      '## High 1',
      '2',
    ])
  })

  it('shows what nobody has where that is asked', () => {
    const all = told(tasks, { by: 'priority', showsEmpty: true })
    expect(all[0]).toBe('# Critical 0')
    expect(told(tasks, { by: 'priority' })[0]).toBe('# High 1')
  })

  it('takes fields of the same name in two projects for one', () => {
    const by = 'field:team-a'
    expect(told(tasks, { by })).toEqual(['# Deck 2', '1', '2', '# None 1', '3'])
    const [, second] = tasks
    expect(second === undefined ? '' : cellWords(second, by, CONTEXT)).toBe('Deck')
  })

  it('begins with what is late', () => {
    expect(told(tasks, { by: 'time' })[0]).toBe('# Overdue 1')
  })
})
