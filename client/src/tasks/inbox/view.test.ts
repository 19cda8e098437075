import { describe, expect, it } from 'vitest'
import { standing } from './back'
import type { Notification } from './model'
import { changed, queryOf, withChange, type View } from './view'

const ALL: View = { show: 'all', project: '', kind: '' }
const NOW = Date.parse('2026-11-21T12:00:00Z')

function row(id: string, more: Partial<Notification> = {}): [string, Notification] {
  const made: Notification = {
    ...{ id, kind: 'commented', workspace: { id: 'w', slug: 'harbour' }, task: null, actor: null },
    ...{ data: {}, created_at: '2026-11-21T10:00:00Z' },
    ...{ read_at: null, snoozed_until: null, archived_at: null, ...more },
  }
  return [id, made]
}

describe('what the inbox is asked for', () => {
  it('says a part, a project and a kind in the words of the API', () => {
    const asked = (view: Partial<View>) => queryOf({ ...ALL, ...view }, 'harbour', 50)
    expect(asked({})).toEqual({ workspace: 'harbour', limit: 50, state: 'inbox' })
    expect(asked({ show: 'unread', project: 'p' })).toMatchObject({ unread: true, project: 'p' })
    expect(asked({ show: 'mentions' })).toMatchObject({ kind: 'mentioned,replied' })
    expect(asked({ show: 'snoozed', kind: 'overdue' })).toMatchObject({
      state: 'snoozed',
      kind: 'overdue',
    })
  })

  it('lets a part of certain kinds and a kind of one’s own take each other’s place', () => {
    const mentions = changed({ ...ALL, kind: 'overdue', project: 'p' }, { show: 'mentions' })
    expect(mentions).toEqual({ show: 'mentions', kind: '', project: 'p' })
    expect(changed(mentions, { kind: 'overdue' })).toEqual({
      ...mentions,
      ...ALL,
      project: 'p',
      kind: 'overdue',
    })
  })
})

describe('what is done with notices', () => {
  it('shows at once what the server will do', () => {
    const rows = new Map([row('a', { read_at: '2026-11-21T11:00:00Z' }), row('b')])
    const until = '2026-11-22T09:00:00Z'
    const next = withChange(rows, ['a', 'unknown'], { snoozed_until: until })
    expect(next.get('a')).toMatchObject({ snoozed_until: until, read_at: null })
    expect(next.get('b')).toBe(rows.get('b'))
    expect(next.size).toBe(2)
  })

  it('is taken back to where each stood, in as few writes as that takes', () => {
    const rows = new Map([
      row('a'),
      row('b', { read_at: '2026-11-21T11:00:00Z' }),
      row('c', { snoozed_until: '2026-11-21T11:00:00Z' }),
      row('d'),
    ])
    expect(standing(['a', 'b', 'c', 'd', 'unknown'], rows, NOW)).toEqual([
      { ids: ['a', 'd', 'unknown'], change: { archived: false, read: false, snoozed_until: null } },
      { ids: ['b'], change: { archived: false, read: true, snoozed_until: null } },
      { ids: ['c'], change: { archived: false, read: false } },
    ])
  })
})
