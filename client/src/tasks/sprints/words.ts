/** What planning says in words. */

import { t, tn } from '../../common/i18n'
import type { Sprint } from '../model'
import { dayName } from '../parts/text'
import type { Carried, Change } from './carry'
import { daysLeft, type Risk } from './figures'
import { positionOf, type Lists } from './steps'

export function pointsWords(points: number): string {
  return tn('%(count)s point', '%(count)s points', points)
}

export function tasksWords(count: number): string {
  return tn('%(count)s task', '%(count)s tasks', count)
}

export function datesWords(sprint: Pick<Sprint, 'start_date' | 'end_date'>): string {
  const { start_date: from, end_date: to } = sprint
  if (from !== null && to !== null) return `${dayName(from)} – ${dayName(to)}`
  if (from !== null) return t('from %(day)s', { day: dayName(from) })
  return to === null ? t('No dates yet') : t('until %(day)s', { day: dayName(to) })
}

export function leftWords(sprint: Pick<Sprint, 'end_date'>, today: string): string {
  const left = daysLeft(sprint, today)
  if (left === null) return t('No end yet')
  if (left < 0) return tn('%(count)s day over', '%(count)s days over', -left)
  if (left === 1) return t('Last day')
  return tn('%(count)s day left', '%(count)s days left', left)
}

export function riskWords(risk: Risk): string {
  switch (risk) {
    case 'on_track':
      return t('On track')
    case 'at_risk':
      return t('At risk')
    case 'overdue':
      return t('Past its end')
    case 'done':
      return t('All done')
  }
}

export function statusWords(status: Sprint['status']): string {
  switch (status) {
    case 'planned':
      return t('Planned')
    case 'active':
      return t('Running')
    case 'completed':
      return t('Completed')
  }
}

/** What a screen reader says while rows are carried. */
export function carryWords(
  { place }: Pick<Carried, 'place'>,
  what: Change,
  goods: string,
  listName: string,
  lists: Lists,
): string {
  switch (what) {
    case 'lifted':
      return t('Lifted %(goods)s. Use the arrow keys to carry it.', { goods })
    case 'moved':
      return place === null
        ? t('Outside every list')
        : t('%(list)s, position %(at)s of %(of)s', { list: listName, ...positionOf(lists, place) })
    case 'dropped':
      return t('Dropped %(goods)s in %(list)s', { goods, list: listName })
    case 'cancelled':
      return t('%(goods)s stays where it was', { goods })
  }
}
