// @vitest-environment happy-dom

import { beforeEach, describe, expect, it } from 'vitest'
import {
  BLANK,
  forgetNewTask,
  fromTemplate,
  keepNewTask,
  readNewTask,
  type TaskTemplate,
} from './new-task-draft'

const template: TaskTemplate = {
  id: 'tpl',
  name: 'Bug',
  values: { title: 'Bug: ', description: 'Steps', priority: 'high', label_ids: ['l1'] },
}

describe('the draft of a new task', () => {
  beforeEach(() => localStorage.clear())

  it('is kept for one person and one project, and forgotten', () => {
    const draft = { ...BLANK, title: 'שלום 🚢', assignees: ['u1'] }
    keepNewTask('ana', 'p1', draft)

    expect(readNewTask('ana', 'p1')).toEqual(draft)
    expect(readNewTask('ben', 'p1')).toBeNull()
    expect(readNewTask('ana', 'p2')).toBeNull()
    forgetNewTask('ana', 'p1')
    expect(readNewTask('ana', 'p1')).toBeNull()
  })

  it('is not kept when nothing was typed, and what cannot be read is none', () => {
    keepNewTask('ana', 'p1', { ...BLANK, priority: 'high' })
    expect(readNewTask('ana', 'p1')).toBeNull()
    localStorage.setItem('teamflow.new-task.ana.p1', '{')
    expect(readNewTask('ana', 'p1')).toBeNull()
  })

  it('takes from a template what was not typed', () => {
    const typed = { ...BLANK, title: 'Mine', labels: ['l9'] }
    expect(fromTemplate(typed, template)).toEqual({
      ...typed,
      template: 'tpl',
      description: 'Steps',
      priority: 'high',
      labels: ['l1'],
    })
    expect(fromTemplate(BLANK, template).title).toBe('Bug: ')
  })
})
