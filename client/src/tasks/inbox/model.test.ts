import { describe, expect, it } from 'vitest'
import { choicesIn, snoozes, threadsOf, wordsOf, type Notification, type Show } from './model'

const NOW = Date.parse('2026-11-21T12:00:00Z')

function row(id: string, taskId: string, more: Partial<Notification> = {}): Notification {
  const project = { id: 'p', key: 'TF', name: 'TeamFlow' }
  return {
    id,
    kind: 'commented',
    workspace: { id: 'w', slug: 'harbour' },
    task: { id: taskId, key: `TF-${taskId}`, title: 'Title', status: 'todo', project },
    actor: { id: 'u', name: 'Ana' },
    data: { words: 'Look' },
    created_at: '2026-11-21T10:00:00Z',
    read_at: null,
    snoozed_until: null,
    archived_at: null,
    ...more,
  }
}

describe('the inbox', () => {
  it('has one line a task, the newest word on it, newest first', () => {
    const rows = [
      row('a', '1', { created_at: '2026-11-21T08:00:00Z', read_at: '2026-11-21T08:30:00Z' }),
      row('b', '2', { created_at: '2026-11-21T09:00:00Z' }),
      row('c', '1', { created_at: '2026-11-21T10:00:00Z' }),
    ]
    const threads = threadsOf(rows, NOW)
    expect(threads.map(({ id, newest, unread }) => [id, newest.id, unread])).toEqual([
      ['1', 'c', 1],
      ['2', 'b', 1],
    ])
    expect(threads[0]?.ids).toEqual(['c', 'a'])
  })

  it('leaves out what sleeps or is archived; what woke comes back at the top', () => {
    const rows = [
      row('a', '1', { snoozed_until: '2026-11-21T13:00:00Z' }),
      row('b', '2', { archived_at: '2026-11-21T11:00:00Z' }),
      row('c', '3', { created_at: '2026-11-20T10:00:00Z', snoozed_until: '2026-11-21T11:59:00Z' }),
      row('d', '4'),
    ]
    expect(threadsOf(rows, NOW).map(({ id }) => id)).toEqual(['3', '4'])
  })

  it('shows a part of it, and what was put away', () => {
    const rows = [
      row('a', '1', {
        kind: 'mentioned',
        read_at: '2026-11-21T11:30:00Z',
        created_at: '2026-11-21T11:00:00Z',
      }),
      row('b', '2', { kind: 'assigned' }),
      row('c', '3', { snoozed_until: '2026-11-21T13:00:00Z' }),
      row('d', '4', { archived_at: '2026-11-21T11:00:00Z' }),
    ]
    const shown = (show: Show, open: string | null = null) =>
      threadsOf(rows, NOW, show, open).map(({ id }) => id)
    expect(shown('all')).toEqual(['1', '2'])
    expect(shown('unread')).toEqual(['2'])
    expect(shown('unread', '1')).toEqual(['1', '2'])
    expect(shown('mentions')).toEqual(['1'])
    expect(shown('assigned')).toEqual(['2'])
    expect(shown('snoozed')).toEqual(['3'])
    expect(shown('archived')).toEqual(['4'])
  })

  it('says what happened', () => {
    expect(wordsOf(row('a', '1'))).toBe('Ana: Look')
    expect(wordsOf(row('a', '1', { kind: 'unblocked', data: { by: 'TF-9' } }))).toContain('TF-9')
    const told = row('a', '1', { kind: 'automation', data: { automation: 'Nudge' } })
    expect(wordsOf(told)).toContain('“Nudge”')
    const late = row('a', '1', { kind: 'breached', actor: null, data: { words: 'Answer' } })
    expect(wordsOf(late)).toContain('“Answer”')
  })

  it('snoozes to times that come', () => {
    for (let day = 16; day < 23; day += 1) {
      const now = new Date(2026, 10, day, 15)
      const ends = snoozes(now)
      expect(ends.every(({ at }) => at.getTime() > now.getTime())).toBe(true)
      expect(ends[2]?.at.getDay()).toBe(1)
    }
  })

  it('is narrowed to a project and a kind', () => {
    const other = { id: 'q', key: 'OP', name: 'Operations' }
    const rows = [row('a', '1'), row('b', '2', { kind: 'assigned' }), row('c', '3')].map((one) =>
      one.id === 'c' && one.task !== null ? { ...one, task: { ...one.task, project: other } } : one,
    )
    const ids = (project: string, kind: string) =>
      threadsOf(rows, NOW, 'all', null, { project, kind }).map(({ id }) => id)

    expect(ids('q', '')).toEqual(['3'])
    expect(ids('', 'assigned')).toEqual(['2'])
    expect(ids('q', 'assigned')).toEqual([])
    expect(choicesIn(rows)).toEqual({
      projects: [other, { id: 'p', key: 'TF', name: 'TeamFlow' }],
      kinds: ['assigned', 'commented'],
    })
  })
})
