import { describe, expect, it } from 'vitest'
import { understood } from './controls'
import { duration, elapsed, format } from './format'
import { areaPath, layoutOf, linePath, markPath, shownTicks } from './geometry'
import type { Report, ReportKind, Row } from './model'
import type { SeriesSpec } from './spec'
import { histogramOf, specOf } from './specs'
import { moved } from './widgets'

function report(kind: ReportKind, rows: readonly Row[], more: Partial<Report> = {}): Report {
  return {
    kind,
    timezone: 'UTC',
    from: '2026-03-01',
    to: '2026-03-08',
    asked: {},
    computed_at: '2026-03-08T00:00:00Z',
    is_stale: false,
    is_ready: true,
    fields: [],
    rows,
    figures: [],
    note: '',
    extra: {},
    ...more,
  }
}

const WEEK = report(
  'burndown',
  [
    { day: null, remaining: 16, scope: 16, done: 0, ideal: 16 },
    { day: '2026-03-02', remaining: 11, scope: 16, done: 5, ideal: 8 },
    { day: '2026-03-03', remaining: null, scope: null, done: null, ideal: 0 },
  ],
  {
    fields: [
      { key: 'day', label: 'Day', kind: 'date' },
      { key: 'remaining', label: 'Remaining', kind: 'number' },
      { key: 'scope', label: 'Scope', kind: 'number' },
      { key: 'ideal', label: 'Ideal', kind: 'number' },
    ],
  },
)

describe('a chart of a burndown', () => {
  const spec = specOf(WEEK) as SeriesSpec
  const layout = layoutOf(spec, spec.series, { width: 400, height: 200 })

  it('draws what is left, the scope and the ideal, told apart without colour', () => {
    expect(spec.series.map(({ key, dash, mark }) => [key, dash, mark])).toEqual([
      ['remaining', undefined, 'circle'],
      ['scope', 'dotted', undefined],
      ['ideal', 'dashed', 'none'],
    ])
    expect(spec.ticks[0]).toBe('Start')
  })

  it('ends the line where nothing is known', () => {
    const [remaining] = spec.series
    expect(remaining && linePath(remaining, layout).match(/[ML]/g)?.length).toBe(2)
  })

  it('stands upright: more is higher, later is further', () => {
    expect(layout.y(16)).toBeLessThan(layout.y(0))
    expect(layout.x(0)).toBeLessThan(layout.x(2))
    expect(layout.yTicks[0]).toBe(0)
  })

  it('says nothing of a report without rows', () => {
    expect(specOf(report('flow', []))).toBeNull()
  })
})

describe('a chart of the flow', () => {
  const flow = report(
    'flow',
    [
      { day: '2026-03-02', done: 2, todo: 3 },
      { day: '2026-03-03', done: 4, todo: 1 },
    ],
    {
      fields: [
        { key: 'day', label: 'Day', kind: 'date' },
        { key: 'done', label: 'Done', kind: 'number', state: 'done' },
        { key: 'todo', label: 'To do', kind: 'number', state: 'todo' },
      ],
    },
  )
  const spec = specOf(flow) as SeriesSpec

  it('stacks the states, each on the one before', () => {
    const layout = layoutOf(spec, spec.series, { width: 400, height: 200 })
    expect(layout.layers.get('todo')).toEqual([
      [2, 5],
      [4, 5],
    ])
    const [, todo] = spec.series
    expect(todo && areaPath(todo, layout)).toMatch(/^M.*Z$/)
  })

  it('stacks anew when one is hidden', () => {
    const visible = spec.series.filter(({ key }) => key === 'todo')
    const layout = layoutOf(spec, visible, { width: 400, height: 200 })
    expect(layout.layers.get('todo')).toEqual([
      [0, 3],
      [0, 1],
    ])
  })
})

describe('dots and bars', () => {
  it('leave out tasks that were never in work, and keep them inside the chart', () => {
    const spec = specOf(
      report('cycle-time', [
        { task: 'TF-1', title: 'Sail', finished: '2026-03-05T10:00:00Z', cycle: 2.5, lead: 3 },
        { task: 'TF-2', title: 'Rope', finished: '2026-03-06T10:00:00Z', cycle: null, lead: 1 },
      ]),
    )
    expect(spec?.form === 'dots' && spec.dots.map(({ x, y }) => [x, y])).toEqual([[1, 2.5]])
  })

  it('show what there is room for beside what somebody carries', () => {
    const spec = specOf(
      report('workload', [
        { person: 'Ana', open: 3, points: 8, planned: 5, capacity: 6 },
        { person: 'Nobody', open: 1, points: 0, planned: 0, capacity: null },
      ]),
    )
    expect(spec?.form === 'bars' && spec.bars[0]).toMatchObject({
      name: 'Ana',
      parts: [{ value: 5 }, { value: 3 }],
      limit: 6,
    })
  })

  it('make a histogram of what the server counted', () => {
    const extra = { histogram: { cycle: [{ from: 0, to: 2, count: 7 }] } }
    expect(histogramOf(report('cycle-time', [], { extra }))?.series[0]?.values).toEqual([7])
    expect(histogramOf(report('cycle-time', []))).toBeNull()
  })
})

describe('words and numbers', () => {
  it('are written as people read them', () => {
    expect(elapsed(0.5)).toBe('12 h')
    expect(elapsed(2.04)).toBe('2 d')
    expect(duration(45)).toBe('45 min')
    expect(duration(135)).toBe('2 h 15 min')
    expect(format(null, 'number')).toBe('–')
    expect(format(0, 'number')).toBe('0')
    expect(format(84.96, 'percent')).toBe('85 %')
    expect(format('2026-03-02', 'date')).toContain('2026')
  })

  it('leave room between the labels of an axis', () => {
    const ticks = Array.from({ length: 60 }, () => '12 Mar')
    expect(shownTicks(ticks, 390).size).toBeLessThan(8)
    expect(shownTicks(ticks.slice(0, 5), 900).size).toBe(5)
  })

  it('give each mark a shape of its own', () => {
    const shapes = (['circle', 'square', 'diamond', 'triangle'] as const).map((mark) =>
      markPath(mark, 3),
    )
    expect(new Set(shapes).size).toBe(4)
    expect(markPath('none', 3)).toBe('')
  })
})

describe('questions and widgets', () => {
  it('keep only what the report understands', () => {
    expect(understood('velocity', { last: '3', from: '2026-01-01', by: 'week' })).toEqual({
      last: '3',
    })
    expect(understood('flow', { by: 'week', unit: 'points', person: '' })).toEqual({
      unit: 'points',
    })
  })

  it('move to another place, and nowhere beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a'])
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b'])
    const list = ['a', 'b']
    expect(moved(list, 0, -1)).toBe(list)
    expect(moved(list, 1, 2)).toBe(list)
  })
})
