import { describe, expect, it } from 'vitest'
import { isoDate, parseQuickTask } from './grammar'

const ana = { id: '1', name: 'Ana Example', email: 'ana@example.com' }
const ben = { id: '2', name: 'Ben Other' }
const bug = { id: 'b', name: 'bug', color: 'red' }
// A Wednesday.
const today = new Date(2026, 2, 11)
const parse = (text: string) => parseQuickTask(text, { members: [ana, ben], labels: [bug], today })

describe('quick add', () => {
  it('understands priority, person, label, date and points wherever they stand', () => {
    expect(parse('Fix login !high @ana #bug tomorrow 3pts')).toEqual({
      title: 'Fix login',
      priority: 'high',
      assignees: [ana],
      labels: [bug],
      newLabels: [],
      dueDate: '2026-03-12',
      points: 3,
    })
  })

  it('keeps in the title what means nothing here', () => {
    const text = 'Mail @nobody about !important #12 30pts 2026-02-31'
    expect(parse(text).title).toBe(text)
  })

  it('asks for no person when several begin alike', () => {
    const ann = { id: '3', name: 'Ann Third' }
    const found = parseQuickTask('Call @an', { members: [ana, ann], labels: [], today })
    expect(found).toMatchObject({ title: 'Call @an', assignees: [] })
  })

  it('makes labels that do not exist yet', () => {
    expect(parse('Paint #Außen #bug').newLabels).toEqual(['Außen'])
  })

  it.each([
    ['today', '2026-03-11'],
    ['friday', '2026-03-13'],
    ['wednesday', '2026-03-18'],
    ['2026-12-24', '2026-12-24'],
  ])('reads %s as a day', (word, expected) => {
    expect(parse(`Sail ${word}`).dueDate).toBe(expected)
  })

  it('a line of nothing but signs is its own title', () => {
    expect(parse('tomorrow')).toMatchObject({ title: 'tomorrow' })
    expect(parse('tomorrow').dueDate).toBeUndefined()
  })

  it('writes the day where the person is', () => {
    expect(isoDate(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05')
  })
})
