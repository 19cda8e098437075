import { describe, expect, it } from 'vitest'
import { isoDate, parseQuickTask, readQuickLine } from './grammar'
import type { ItemType, Milestone, Sprint } from './model'
import { literal } from './quick/words'

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

const sprint = (name: string, status: Sprint['status']): Sprint => ({
  ...{ id: name, name, status, goal: '' },
  ...{ start_date: null, end_date: null, capacity: null },
})
const types: ItemType[] = [{ id: 't', name: 'Bug fix', icon: 'bug', color: 'red', level: 'item' }]
const milestones: Milestone[] = [{ id: 'm', name: 'Beta', due_date: null, reached_at: null }]
const vocabulary = {
  ...{ members: [ana, ben], labels: [bug], today, types, milestones },
  sprints: [sprint('Sprint 1', 'completed'), sprint('Sprint 2', 'active')],
  epics: [{ id: 'e', key: 'TF-7', title: 'Go faster' }],
}
const read = (text: string) => readQuickLine(text, vocabulary)

describe('quick add, in depth', () => {
  it('understands the whole line of the spec', () => {
    const line =
      'Fix login !high @ana #bug tomorrow 3pts ^go-faster ~sprint-2 *bug-fix %beta 2h every week'
    expect(read(line).task).toEqual({
      title: 'Fix login',
      priority: 'high',
      assignees: [ana],
      labels: [bug],
      newLabels: [],
      dueDate: '2026-03-12',
      points: 3,
      parent: 'e',
      sprint: 'Sprint 2',
      type: 't',
      milestone: 'm',
      estimateMinutes: 120,
      recurrence: 'FREQ=WEEKLY',
    })
    expect(read(line).parts).toHaveLength(11)
  })

  it.each([
    ['next week', '2026-03-16'],
    ['in 3 days', '2026-03-14'],
    ['in 2 weeks', '2026-03-25'],
    ['in 1 month', '2026-04-11'],
    ['31 Jan', '2027-01-31'],
    ['Jan 31 2026', '2026-01-31'],
    ['12 december', '2026-12-12'],
  ])('reads %s as a day', (words, expected) => {
    expect(read(`Sail ${words} home`).task).toMatchObject({
      title: 'Sail home',
      dueDate: expected,
    })
  })

  it.each([
    'Sail in 3 boats',
    'Sail 31 Feb',
    'Next week plan',
    'Every one counts',
    'Sit in 0 days',
  ])('keeps %s as words, or takes only what is a day', (text) => {
    const { task } = read(text)
    expect(task.recurrence).toBeUndefined()
    expect(task.title.length).toBeGreaterThanOrEqual(3)
  })

  it.each([
    ['every 2 weeks', 'FREQ=WEEKLY;INTERVAL=2'],
    ['every friday', 'FREQ=WEEKLY;BYDAY=FR'],
    ['every weekday', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR'],
    ['every month', 'FREQ=MONTHLY'],
  ])('repeats %s', (words, rule) => {
    expect(read(`Water the plants ${words}`).task).toMatchObject({
      title: 'Water the plants',
      recurrence: rule,
    })
  })

  it.each([
    ['2h', 120],
    ['1.5h', 90],
    ['30m', 30],
    ['1h30m', 90],
  ])('estimates %s', (word, minutes) => {
    expect(read(`Paint ${word}`).task.estimateMinutes).toBe(minutes)
  })

  it('keeps words in quotes literal, and names in quotes whole', () => {
    expect(read('Read "tomorrow" and "in 3 days"').task).toMatchObject({
      title: 'Read tomorrow and in 3 days',
    })
    expect(read('Read "tomorrow"').task.dueDate).toBeUndefined()
    expect(read('Call @"Ana Example"').task.assignees).toEqual([ana])
  })

  it('tells which letters were understood, and turns them back into words', () => {
    const text = 'Sail tomorrow @ben'
    const [day] = read(text).parts
    expect(day).toEqual({ kind: 'date', from: 5, to: 13, value: '2026-03-12' })
    const back = literal(text, day ?? { from: 0, to: 0 })
    expect(back).toBe('Sail "tomorrow" @ben')
    expect(read(back).task).toMatchObject({ title: 'Sail tomorrow', assignees: [ben] })
  })

  it('knows no sprint that is over', () => {
    expect(read('Sail ~sprint-1').task.title).toBe('Sail ~sprint-1')
  })

  it.each([
    ['fri', '2026-03-13'],
    ['sun', '2026-03-15'],
    ['next fri', '2026-03-20'],
    ['next monday', '2026-03-16'],
    ['next month', '2026-04-01'],
    ['24.12.', '2026-12-24'],
    ['1.3.', '2027-03-01'],
    ['24.12.2027', '2027-12-24'],
    ['24 Dec', '2026-12-24'],
    ['by friday', '2026-03-13'],
    ['on 24 Dec 2027', '2027-12-24'],
  ])('reads %s at the end as a day', (words, expected) => {
    expect(read(`Sail home ${words}`).task).toMatchObject({ title: 'Sail home', dueDate: expected })
  })

  it.each(['We sat down', 'Sun screen for all', 'Release 1.2.3', '31.2. is no day', 'Stand by me'])(
    'takes no day out of “%s”',
    (text) => {
      expect(read(text).task).toMatchObject({ title: text })
      expect(read(text).task.dueDate).toBeUndefined()
    },
  )

  it('keeps what follows a backslash, and a backslash that keeps nothing off', () => {
    const { task, parts, unknown } = read('Mail \\@ana \\tomorrow about \\n and \\\\server')
    expect(task.title).toBe('Mail @ana tomorrow about \\n and \\\\server')
    expect([parts, unknown]).toEqual([[], []])
  })

  it('says which signs name nothing here, and leaves them in the title', () => {
    const { task, unknown } = read('Fix @nobody !soon ~nowhere #12 5*4')
    expect(task.title).toBe('Fix @nobody !soon ~nowhere #12 5*4')
    expect(unknown.map(({ sign, name }) => sign + name)).toEqual(['@nobody', '!soon', '~nowhere'])
  })

  it.each(['مراجعة التصميم', 'תיקון 🛠️ הדלת', '👩‍👩‍👧‍👦 family page', 'Ärger über Öl'])(
    'keeps “%s” as it is beside signs',
    (title) => {
      expect(read(`${title} !high @ana tomorrow`).task).toMatchObject({
        ...{ title, priority: 'high', dueDate: '2026-03-12' },
        assignees: [ana],
      })
    },
  )
})
