import { describe as group, expect, it } from 'vitest'
import { describe } from './words'

const said = (changes: Record<string, unknown>) =>
  describe({ type: 'task.updated', changes }, [{ id: 'f1', name: 'Cost' }])

group('what somebody did, in words', () => {
  it('names the project’s own fields, and not their ids', () => {
    expect(said({ 'fields.f1': [null, 12] })).toBe('set the Cost to 12')
    expect(said({ 'fields.gone': [1, 2] })).toContain('a field that was removed')
  })

  it('tells steps and subtasks as people do', () => {
    expect(said({ checklist: [null, 'Paint'] })).toBe('added the step “Paint”')
    expect(said({ checklist: ['[ ] Paint', '[x] Paint'] })).toBe('ticked “Paint”')
    expect(said({ checklist: ['[x] Paint', '[ ] Paint'] })).toBe('unticked “Paint”')
    expect(said({ checklist: ['[ ] Paint', '[ ] Draw'] })).toBe(
      'reworded the step “Paint” to “Draw”',
    )
    expect(said({ checklist: ['[x] Paint', null] })).toBe('removed the step “Paint”')
    expect(said({ subtasks: [null, { total: 3, done: 1 }] })).toBe(
      'changed the subtasks: 1 of 3 done',
    )
  })

  it('tells links and an order of subtasks from this task’s side', () => {
    expect(said({ links: [null, 'blocks TF-2'] })).toBe('said that it blocks TF-2')
    expect(said({ links: [null, 'relates TF-2'] })).toBe('linked it to TF-2')
    expect(said({ links: ['duplicates TF-2', null] })).toBe('removed the link to TF-2')
    expect(said({ subtask_order: [null, 'TF-5'] })).toBe('moved TF-5 among the subtasks')
  })

  it('tells who was asked to approve and what they said', () => {
    const fact = (status: string) => ({ name: 'Ben → Done', status })
    expect(said({ approvals: [null, fact('asked')] })).toBe('asked for approval: Ben → Done')
    expect(said({ approvals: [null, fact('refused')] })).toBe('refused the approval: Ben → Done')
    expect(said({ approvals: [fact('given'), null] })).toBe('took back the approval: Ben → Done')
  })
})
