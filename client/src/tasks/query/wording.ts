/** A query's parts in words, as chips say them. */

import { t } from '../../common/i18n'
import type { Operator, Query, Term, Value } from './ast'
import { dateName, fieldName, valueChoices } from './choices'
import type { QueryContext } from './context'
import { sortOf } from './fields'
import { print, printValue } from './print'

export function partName(part: Query, context: QueryContext): string {
  if (part.kind === 'words') return `“${part.text}”`
  if (part.kind === 'term') return termName(part, context, false)
  if (part.kind === 'not' && part.part.kind === 'term') return termName(part.part, context, true)
  if (part.kind === 'not') return t('Not: %(query)s', { query: print(part.part) })
  return print(part)
}

function termName(term: Term, context: QueryContext, isNot: boolean): string {
  const values = term.values.map((value) => valueName(term.field, value, context)).join(', ')
  const field = fieldName(term.field, context)
  const sort = sortOf(term.field)
  if (sort === 'flag' || sort === 'presence') {
    return isNot ? t('Not: %(query)s', { query: `${field} ${values}` }) : `${field} ${values}`
  }
  return `${field} ${operatorName(term.operator, isNot, sort === 'date')} ${values}`
}

export function operatorName(operator: Operator, isNot: boolean, isDate = false): string {
  switch (operator) {
    case ':':
      return isNot ? t('is not') : t('is')
    case '<':
      return isDate ? t('before') : '<'
    case '<=':
      return isDate ? t('until') : '≤'
    case '>':
      return isDate ? t('after') : '>'
    case '>=':
      return isDate ? t('from') : '≥'
  }
}

export function valueName(field: string, value: Value, context: QueryContext): string {
  const text = printValue(value)
  const known = valueChoices(field, context).find((choice) => choice.text === text)
  if (known !== undefined) return known.label
  return sortOf(field) === 'date' ? dateName(text) : text
}
