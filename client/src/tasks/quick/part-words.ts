/** What quick add understood, in words. */

import { t, tn } from '../../common/i18n'
import type { QuickPart, UnknownPart } from '../grammar'
import type { Priority } from '../model'
import { dayName, priorityName } from '../parts/text'

/** What kind of thing it is. */
export function partName({ kind }: QuickPart): string {
  switch (kind) {
    case 'priority':
      return t('Priority')
    case 'person':
      return t('Assignee')
    case 'label':
      return t('Label')
    case 'new-label':
      return t('New label')
    case 'date':
      return t('Due')
    case 'points':
      return t('Points')
    case 'estimate':
      return t('Estimate')
    case 'epic':
      return t('Epic')
    case 'sprint':
      return t('Sprint')
    case 'milestone':
      return t('Milestone')
    case 'type':
      return t('Type')
    case 'recurrence':
      return t('Repeats')
  }
}

/** Which one. */
export function partWords({ kind, value }: QuickPart): string {
  switch (kind) {
    case 'priority':
      return priorityName(value as Priority)
    case 'date':
      return dayName(value)
    case 'points':
      return tn('%(count)s point', '%(count)s points', Number(value))
    default:
      return value
  }
}

/** Why a word with a sign stays in the title. */
export function unknownWords({ sign, name }: UnknownPart): string {
  const word = sign + name
  switch (sign) {
    case '@':
      return t('“%(word)s” is no one person here; it stays in the title', { word })
    case '!':
      return t('“%(word)s” is no priority; it stays in the title', { word })
    default:
      return t('“%(word)s” names nothing here; it stays in the title', { word })
  }
}
