import { describe, expect, it } from 'vitest'
import { fieldsForGroup, groupFields, groupsOf, NONE } from './grouping'
import type { CustomField, Label, User } from './model'
import { DONE, makeState, makeTask } from './samples'

const ana: User = { id: 'ana', name: 'Ana' }
const ben: User = { id: 'ben', name: 'Ben' }
const bug: Label = { id: 'bug', name: 'bug', color: 'red' }
const size: CustomField = {
  id: 'f1',
  name: 'Size',
  kind: 'select',
  description: '',
  options: [
    { id: 's', name: 'Small', color: 'green' },
    { id: 'l', name: 'Large', color: 'red' },
  ],
}
const areas: CustomField = { ...size, id: 'f2', name: 'Areas', kind: 'multi_select' }
const ready: CustomField = { ...size, id: 'f3', name: 'Ready', kind: 'checkbox', options: [] }
const note: CustomField = { ...size, id: 'f4', name: 'Note', kind: 'text', options: [] }

const one = makeTask('1', { assignees: [ana, ben], labels: [bug], fields: { f1: 's', f2: ['s'] } })
const two = makeTask('2', { priority: 'high', fields: { f3: true }, parent: '3' })
const epic = makeTask('3', { type: 'epic', number: 3 })
const state = {
  ...makeState(one, two, epic),
  labels: [bug],
  types: [{ id: 'epic', name: 'Epic', icon: 'zap', color: 'violet', level: 'epic' as const }],
  fields: [size, areas, ready, note],
}
const tasks = [one, two, epic]
const look = (by: Parameters<typeof groupsOf>[1]) =>
  Object.fromEntries(
    groupsOf(tasks, by, state, [ana, ben]).map(({ name, tasks: list }) => [
      name,
      list.map(({ id }) => id),
    ]),
  )
const group = (by: Parameters<typeof groupsOf>[1], id: string) =>
  groupsOf(tasks, by, state, [ana, ben]).find((each) => each.id === id)!

describe('groups', () => {
  it('keep empty ones, and give those without a value their own', () => {
    expect(look('column')).toEqual({ 'To do': ['1', '2', '3'], Done: [] })
    expect(look('priority')).toEqual({ Critical: [], High: ['2'], Medium: ['1', '3'], Low: [] })
    expect(look('assignee')).toEqual({ Nobody: ['2', '3'], Ana: ['1'], Ben: ['1'] })
    expect(look('label')).toEqual({ bug: ['1'], 'No label': ['2', '3'] })
    expect(look('sprint')).toEqual({ 'No sprint': ['1', '2', '3'] })
    expect(look('field:f1')).toEqual({ Small: ['1'], Large: [], None: ['2', '3'] })
    expect(look('field:f3')).toEqual({ Yes: ['2'], No: ['1', '3'] })
  })

  it('follow parents up to the epic', () => {
    expect(look('epic')).toEqual({ 'Task 3': ['2', '3'], 'No epic': ['1'] })
  })

  it('are offered for fields with choices only', () => {
    expect(groupFields(state)).toContain('field:f2')
    expect(groupFields(state)).not.toContain('field:f4')
  })

  it('show somebody who left and still has a task', () => {
    const names = groupsOf([one], 'assignee', state, [ben]).map(({ name }) => name)
    expect(names).toEqual(['Nobody', 'Ben', 'Ana'])
  })
})

describe('a drop', () => {
  const drop = (task: typeof one, by: Parameters<typeof groupsOf>[1], id: string, from?: string) =>
    fieldsForGroup(task, by, group(by, id), state, from)

  it('into a column or a status means a column', () => {
    expect(drop(one, 'column', 'done').column).toMatchObject({ id: DONE.id })
    expect(drop(one, 'status', 'done').column).toMatchObject({ id: DONE.id })
    expect(drop(one, 'column', 'todo')).toEqual({})
  })

  it('swaps one person for another and leaves the rest', () => {
    expect(drop(two, 'assignee', 'ana')).toEqual({ fields: { assignees: [ana] } })
    const three = makeTask('4', { assignees: [ana] })
    expect(drop(three, 'assignee', 'ben', 'ana')).toEqual({ fields: { assignees: [ben] } })
    expect(drop(one, 'assignee', 'ben', 'ana')).toEqual({ fields: { assignees: [ben] } })
    expect(drop(one, 'assignee', NONE, 'ana')).toEqual({ fields: { assignees: [] } })
  })

  it('writes custom fields as their kinds want them', () => {
    expect(drop(two, 'field:f1', 'l')).toEqual({ fields: { fields: { f1: 'l' } } })
    expect(drop(one, 'field:f1', NONE)).toEqual({ fields: { fields: { f1: null } } })
    expect(drop(one, 'field:f2', 'l', 's')).toEqual({ fields: { fields: { f2: ['l'] } } })
    expect(drop(two, 'field:f3', NONE)).toEqual({ fields: { fields: { f3: false } } })
  })

  it('gives another parent, never itself', () => {
    expect(drop(one, 'epic', '3')).toEqual({ fields: { parent: '3' } })
    expect(drop(epic, 'epic', NONE)).toEqual({ fields: { parent: null } })
  })

  it('empties what the group without a value means', () => {
    expect(drop(one, 'label', NONE, 'bug')).toEqual({ fields: { labels: [] } })
    expect(drop(epic, 'type', NONE)).toEqual({ fields: { type: null } })
  })
})
