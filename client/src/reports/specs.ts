/** From a report to its chart: one small function a kind. Pure. */

import { t } from '../common/i18n'
import { elapsed, longDay, shortDay } from './format'
import { figureNumber, figureOf, numberIn, textIn, type Report, type Row } from './model'
import type {
  Bar,
  Dot,
  DotsSpec,
  Guide,
  Mark,
  Series,
  SeriesSpec,
  Spec,
  Tone,
  Upright,
} from './spec'

const STATE_TONES: Readonly<Record<string, Tone>> = {
  todo: 'todo',
  in_progress: 'progress',
  in_review: 'review',
  blocked: 'blocked',
  done: 'done',
}
const STATE_MARKS: Readonly<Record<string, Mark>> = {
  in_progress: 'circle',
  in_review: 'diamond',
  blocked: 'square',
}

export function specOf(report: Report): Spec | null {
  if (report.rows.length === 0) return null
  switch (report.kind) {
    case 'burndown':
      return burndown(report)
    case 'burnup':
      return burnup(report)
    case 'velocity':
      return velocity(report)
    case 'flow':
      return flow(report)
    case 'cycle-time':
      return cycleTime(report)
    case 'throughput':
      return throughput(report)
    case 'age':
      return age(report)
    case 'workload':
      return workload(report)
    case 'time':
      return time(report)
    case 'created-done':
      return createdDone(report)
    case 'forecast':
      return forecast(report)
  }
}

/** How often which time was taken: the second chart of the cycle time. */
export function histogramOf(report: Report): SeriesSpec | null {
  const bins = (report.extra.histogram as { cycle?: Bin[] } | undefined)?.cycle ?? []
  if (bins.length === 0) return null
  const name = ({ from, to }: Bin) =>
    t('%(from)s to %(to)s days', { from: String(from), to: String(to) })
  return {
    ...EMPTY_SERIES,
    ticks: bins.map(({ from }) => String(from)),
    names: bins.map(name),
    series: [
      {
        key: 'count',
        label: t('Tasks'),
        as: 'bar',
        tone: 'accent',
        values: bins.map(({ count }) => count),
      },
    ],
  }
}

type Bin = { readonly from: number; readonly to: number; readonly count: number }

const EMPTY_SERIES: SeriesSpec = {
  form: 'series',
  unit: 'number',
  isStacked: false,
  ticks: [],
  names: [],
  series: [],
  guides: [],
  marks: [],
}

function column(report: Report, key: string): (number | null)[] {
  return report.rows.map((row) => numberIn(row, key))
}

function labelOf(report: Report, key: string): string {
  return report.fields.find((field) => field.key === key)?.label ?? key
}

function alongDays(report: Report, key = 'day'): Pick<SeriesSpec, 'ticks' | 'names'> {
  const day = (row: Row) => textIn(row, key)
  return {
    ticks: report.rows.map((row) => (day(row) === '' ? t('Start') : shortDay(day(row)))),
    names: report.rows.map((row) => (day(row) === '' ? t('At the start') : longDay(day(row)))),
  }
}

function burndown(report: Report): SeriesSpec {
  const series: Series[] = [
    {
      key: 'remaining',
      label: labelOf(report, 'remaining'),
      as: 'line',
      tone: 'accent',
      mark: 'circle',
      isFilled: true,
      values: column(report, 'remaining'),
    },
    {
      key: 'scope',
      label: labelOf(report, 'scope'),
      as: 'step',
      tone: 'warm',
      dash: 'dotted',
      values: column(report, 'scope'),
    },
  ]
  return { ...EMPTY_SERIES, ...alongDays(report), series: [...series, ...ideal(report)] }
}

function ideal(report: Report): Series[] {
  if (!report.fields.some(({ key }) => key === 'ideal')) return []
  return [
    {
      key: 'ideal',
      label: labelOf(report, 'ideal'),
      as: 'line',
      tone: 'quiet',
      dash: 'dashed',
      mark: 'none',
      values: column(report, 'ideal'),
    },
  ]
}

function burnup(report: Report): SeriesSpec {
  return {
    ...EMPTY_SERIES,
    ...alongDays(report),
    series: [
      {
        key: 'done',
        label: labelOf(report, 'done'),
        as: 'line',
        tone: 'done',
        mark: 'circle',
        isFilled: true,
        values: column(report, 'done'),
      },
      {
        key: 'scope',
        label: labelOf(report, 'scope'),
        as: 'step',
        tone: 'warm',
        dash: 'dotted',
        mark: 'none',
        values: column(report, 'scope'),
      },
    ],
  }
}

function guide(report: Report, key: string, tone: Tone): Guide[] {
  const value = figureNumber(report, key)
  const label = figureOf(report, key)?.label ?? ''
  return value === null ? [] : [{ label, value, tone }]
}

function velocity(report: Report): SeriesSpec {
  const names = report.rows.map((row) => textIn(row, 'sprint'))
  return {
    ...EMPTY_SERIES,
    ticks: names,
    names,
    series: [bars(report, 'committed', 'quiet'), bars(report, 'done', 'done')],
    guides: guide(report, 'average', 'accent'),
  }
}

function bars(report: Report, key: string, tone: Tone): Series {
  return { key, label: labelOf(report, key), as: 'bar', tone, values: column(report, key) }
}

function flow(report: Report): SeriesSpec {
  const fields = report.fields.filter(({ kind }) => kind === 'number')
  return {
    ...EMPTY_SERIES,
    ...alongDays(report),
    isStacked: true,
    series: fields.map(({ key, label, state }) => ({
      key,
      label,
      as: 'area',
      tone: STATE_TONES[state ?? ''] ?? 'todo',
      values: column(report, key),
    })),
  }
}

function throughput(report: Report): SeriesSpec {
  return {
    ...EMPTY_SERIES,
    ...alongDays(report, 'week'),
    names: report.rows.map((row) => {
      const week = t('Week from %(day)s', { day: longDay(textIn(row, 'week')) })
      return row.is_over === false ? t('%(week)s, not over yet', { week }) : week
    }),
    series: [bars(report, 'tasks', 'done')],
    guides: guide(report, 'mean', 'accent'),
  }
}

function createdDone(report: Report): SeriesSpec {
  return {
    ...EMPTY_SERIES,
    ...alongDays(report),
    series: [
      bars(report, 'created', 'warm'),
      bars(report, 'done', 'done'),
      {
        key: 'growth',
        label: labelOf(report, 'growth'),
        as: 'line',
        tone: 'accent',
        mark: 'circle',
        values: column(report, 'growth'),
      },
    ],
  }
}

function cycleTime(report: Report): DotsSpec | null {
  const rows = report.rows.filter((row) => numberIn(row, 'cycle') !== null)
  if (rows.length === 0) return null
  const when = (row: Row) => Date.parse(textIn(row, 'finished'))
  const first = Date.parse(`${report.from}T00:00Z`)
  const last = Math.max(first + 1, ...rows.map(when))
  const across = (moment: number) => Math.max(0, Math.min(1, (moment - first) / (last - first)))
  const dots = rows.map((row): Dot => {
    const cycle = numberIn(row, 'cycle') ?? 0
    const lead = numberIn(row, 'lead') ?? 0
    return {
      x: across(when(row)),
      y: cycle,
      name: `${textIn(row, 'task')} ${textIn(row, 'title')}`,
      text: t('Cycle time %(cycle)s, lead time %(lead)s, finished %(day)s', {
        cycle: elapsed(cycle),
        lead: elapsed(lead),
        day: longDay(textIn(row, 'finished')),
      }),
      tone: 'accent',
      mark: 'circle',
    }
  })
  const steps = [0, 0.25, 0.5, 0.75, 1]
  return {
    form: 'dots',
    unit: 'days',
    ticks: steps.map((x) => ({
      x,
      label: shortDay(new Date(first + x * (last - first)).toISOString()),
    })),
    dots: dots.sort((a, b) => a.x - b.x),
    guides: [
      ...guide(report, 'cycle_p50', 'done'),
      ...guide(report, 'cycle_p85', 'warm'),
      ...guide(report, 'cycle_p95', 'blocked'),
    ],
  }
}

function age(report: Report): DotsSpec {
  const columns = [...new Set(report.rows.map((row) => textIn(row, 'column')))]
  const seen = new Map<string, number>()
  const dots = report.rows.map((row): Dot => {
    const name = textIn(row, 'column')
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    // Side by side rather than on top of each other: five places within the column's third.
    const aside = ((count % 5) - 2) * (0.1 / columns.length)
    const state = textIn(row, 'state')
    return {
      x: (columns.indexOf(name) + 0.5) / columns.length + aside,
      y: numberIn(row, 'age') ?? 0,
      name: `${textIn(row, 'task')} ${textIn(row, 'title')}`,
      text: t('%(age)s old, %(here)s in “%(column)s”', {
        age: elapsed(numberIn(row, 'age') ?? 0),
        here: elapsed(numberIn(row, 'in_column') ?? 0),
        column: name,
      }),
      tone: STATE_TONES[state] ?? 'todo',
      mark: STATE_MARKS[state] ?? 'circle',
    }
  })
  return {
    form: 'dots',
    unit: 'days',
    ticks: columns.map((label, place) => ({ x: (place + 0.5) / columns.length, label })),
    dots,
    guides: [...guide(report, 'p50', 'done'), ...guide(report, 'cycle_p85', 'warm')],
  }
}

function workload(report: Report): Spec {
  const hasPoints = report.rows.some((row) => (numberIn(row, 'points') ?? 0) > 0)
  const unit = hasPoints ? 'points' : 'open'
  const bar = (row: Row): Bar => {
    const all = numberIn(row, unit) ?? 0
    const planned = hasPoints ? Math.min(all, numberIn(row, 'planned') ?? 0) : 0
    const parts: Bar['parts'] = [
      { label: labelOf(report, 'planned'), value: planned, tone: 'accent' },
      {
        label: hasPoints ? t('Other points') : t('Open tasks'),
        value: all - planned,
        tone: 'quiet',
      },
    ]
    return {
      name: textIn(row, 'person'),
      parts: parts.filter(({ value }) => value > 0),
      limit: numberIn(row, 'capacity'),
    }
  }
  return {
    form: 'bars',
    unit: 'number',
    bars: report.rows.map(bar),
    limitLabel: labelOf(report, 'capacity'),
  }
}

function time(report: Report): Spec {
  const label = labelOf(report, 'minutes')
  if (report.asked.by === 'week') {
    const series: Series[] = [{ ...bars(report, 'minutes', 'accent'), label }]
    return { ...EMPTY_SERIES, ...alongDays(report, 'name'), unit: 'minutes', series }
  }
  return {
    form: 'bars',
    unit: 'minutes',
    limitLabel: '',
    bars: report.rows.map((row) => ({
      name: [textIn(row, 'task'), textIn(row, 'name')].filter(Boolean).join(' '),
      parts: [{ label, value: numberIn(row, 'minutes') ?? 0, tone: 'accent' }],
      limit: null,
    })),
  }
}

function forecast(report: Report): SeriesSpec {
  const days = report.rows.map((row) => textIn(row, 'day'))
  const marks = [50, 85, 95].flatMap((percent): Upright[] => {
    const day = figureOf(report, `p${String(percent)}`)?.value
    const place = days.findIndex((each) => typeof day === 'string' && each >= day)
    const tone = percent === 50 ? 'done' : percent === 85 ? 'warm' : 'blocked'
    if (place < 0 || typeof day !== 'string') return []
    return [{ label: `${String(percent)} % · ${shortDay(day)}`, value: place, tone, at: percent }]
  })
  return {
    ...EMPTY_SERIES,
    ...alongDays(report),
    unit: 'percent',
    marks,
    series: [
      {
        key: 'share',
        label: labelOf(report, 'share'),
        as: 'line',
        tone: 'accent',
        mark: 'none',
        isFilled: true,
        values: column(report, 'share'),
      },
    ],
  }
}
