/** Whether a term's operator and values are what its field takes; gives them their one spelling. */

import type { Range, Term, Value, Word } from './ast'
import { word } from './ast'
import { dayOf, minutesOf, numberOf } from './dates'
import { QueryError, type ErrorCode } from './errors'
import {
  ALIASES,
  ANCHORS,
  BOOLEANS,
  canBeEmpty,
  closed,
  CUSTOM,
  FLAGS,
  isOrdered,
  PRESENCES,
  PRIORITY_ORDER,
  sortOf,
  STATUSES,
  type FieldSort,
} from './fields'
import { closest } from './suggest'

interface Place {
  readonly at: number
  readonly text: string
}

const ANY_DAY = '2000-01-01'
const RANGED: readonly FieldSort[] = ['number', 'duration', 'date', 'priority', 'custom']

export function checked(term: Term, operator: Place, places: readonly Place[]): Term {
  const sort = sortOf(term.field) ?? 'custom'
  const isList = term.values.length > 1
  if (term.operator !== ':' && (!isOrdered(sort) || isList)) {
    throw new QueryError('bad_operator', operator.at, operator.text)
  }
  const values = term.values.map((value, at) =>
    checkedValue(term, sort, value, places[at] ?? operator),
  )
  return { ...term, values }
}

function checkedValue(term: Term, sort: FieldSort, value: Value, place: Place): Value {
  if (value.kind === 'range') {
    if (term.operator !== ':' || !RANGED.includes(sort)) {
      throw new QueryError('bad_operator', place.at, '..')
    }
    return checkedRange(sort, value, place)
  }
  const isNone = value.text.toLowerCase() === 'none' && !value.isQuoted && canBeEmpty(sort)
  if (isNone && term.operator === ':') return word('none')
  return checkedWord(sort, value, place)
}

function checkedRange(sort: FieldSort, range: Range, place: Place): Range {
  const end = (text: string) => (text === '' ? '' : checkedWord(sort, word(text), place).text)
  return { kind: 'range', from: end(range.from), to: end(range.to) }
}

function checkedWord(sort: FieldSort, value: Word, place: Place): Word {
  switch (sort) {
    case 'status':
      return word(oneOf(STATUSES, value.text, place))
    case 'priority':
      return word(oneOf(PRIORITY_ORDER, value.text, place, { urgent: 'critical' }))
    case 'flag':
      return word(oneOf(FLAGS, value.text, place))
    case 'boolean':
      return word(oneOf(BOOLEANS, value.text, place, { true: 'yes', false: 'no' }))
    case 'presence':
      if (value.text.toLowerCase().startsWith(CUSTOM)) {
        return word(CUSTOM + value.text.slice(CUSTOM.length))
      }
      return word(oneOf(PRESENCES, value.text, place, ALIASES))
    case 'number':
      return shaped(numberOf(value.text), value, 'bad_number', place)
    case 'duration':
      return shaped(minutesOf(value.text), value, 'bad_number', place)
    case 'date':
      return day(value, place)
    default:
      return value
  }
}

function oneOf(
  known: readonly string[],
  text: string,
  place: Place,
  aliases: Readonly<Record<string, string>> = {},
): string {
  const plain = closed(text)
  const found = Object.hasOwn(aliases, plain) ? aliases[plain] : plain
  if (found !== undefined && known.includes(found)) return found
  throw new QueryError('unknown_value', place.at, text, closest(text, known))
}

function shaped(parsed: unknown, value: Word, code: ErrorCode, place: Place): Word {
  if (parsed === null) throw new QueryError(code, place.at, value.text)
  return word(value.text.toLowerCase())
}

function day(value: Word, place: Place): Word {
  if (dayOf(value.text, ANY_DAY) === null) {
    const suggestion = closest(value.text, ANCHORS)
    throw new QueryError('bad_date', place.at, value.text, suggestion)
  }
  return word(value.text.toLowerCase())
}
