import { describe, expect, it } from 'vitest'
import { applyTimer, callOf, type TimedTask, type TimeEntry, type TimerOp } from './clock'

const TASK: TimedTask = { id: '1', key: 'TF-1', title: 'Sail', workspace: 'sea' }
const AT = '2026-03-04T09:00:00.000Z'
const start: TimerOp = { kind: 'timer.start', task: TASK, at: AT }
const running: TimeEntry = {
  ...{ id: 'e', task: TASK, user: { id: 'me', name: 'Me' }, started_at: '2026-03-04T08:00:00Z' },
  ...{ ended_at: null, minutes: null, note: '' },
}

describe('the clock without a network', () => {
  it('runs from when it was started, and stops', () => {
    const timer = applyTimer(null, start)
    expect(timer).toMatchObject({ task: TASK, started_at: AT, ended_at: null })
    expect(applyTimer(timer, { kind: 'timer.stop', at: AT })).toBeNull()
  })

  it('goes on where it runs already', () => {
    expect(applyTimer(running, start)).toBe(running)
    expect(applyTimer(running, { ...start, task: { ...TASK, id: '2' } })?.task.id).toBe('2')
  })

  it('tells the server when that was', () => {
    expect(callOf(start)).toMatchObject({ path: 'me/timer', body: { task: '1', started_at: AT } })
    expect(callOf({ kind: 'timer.stop', at: AT }).path).toBe(
      'me/timer?ended_at=2026-03-04T09%3A00%3A00.000Z',
    )
  })
})
