/** What reports are called, and what each is for. */

import { t } from '../common/i18n'
import type { ReportKind } from './model'

export interface Words {
  readonly name: string
  readonly purpose: string
}

export function wordsOf(kind: ReportKind): Words {
  return WORDS[kind]()
}

const WORDS: Readonly<Record<ReportKind, () => Words>> = {
  burndown: () => ({
    name: t('Burndown'),
    purpose: t('What is left at the end of each day, beside a straight line to nothing.'),
  }),
  burnup: () => ({
    name: t('Burnup'),
    purpose: t('What is done, and how the whole grew while it was being done.'),
  }),
  velocity: () => ({
    name: t('Velocity'),
    purpose: t('What the last sprints took on when they started, and what they had done.'),
  }),
  flow: () => ({
    name: t('Cumulative flow'),
    purpose: t(
      'How much stood in each state at the end of each day. A band that widens is a queue.',
    ),
  }),
  'cycle-time': () => ({
    name: t('Cycle and lead time'),
    purpose: t(
      'Cycle: from the first time in work to the last time done. Lead: from made to done. Elapsed time.',
    ),
  }),
  throughput: () => ({
    name: t('Throughput'),
    purpose: t('How many tasks were finished in each week, by the day they were last done.'),
  }),
  age: () => ({
    name: t('Age of work'),
    purpose: t('How long what is in work now has been so. What lies above the line is late.'),
  }),
  workload: () => ({
    name: t('Workload'),
    purpose: t('Who carries how much, beside what they can take in the active sprint.'),
  }),
  time: () => ({
    name: t('Time spent'),
    purpose: t('The time that people wrote down, by the day on which it began.'),
  }),
  'created-done': () => ({
    name: t('Created and done'),
    purpose: t('Whether tasks come in faster than they are finished.'),
  }),
  forecast: () => ({
    name: t('Forecast'),
    purpose: t(
      'When the open tasks will be done: ten thousand runs of days drawn at random from the past.',
    ),
  }),
}
