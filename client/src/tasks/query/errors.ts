/** What is wrong with a query, and where. */

import { t } from '../../common/i18n'

export type ErrorCode =
  | 'unknown_field'
  | 'unknown_value'
  | 'missing_value'
  | 'missing_part'
  | 'missing_close'
  | 'unexpected'
  | 'unclosed_quote'
  | 'bad_operator'
  | 'bad_date'
  | 'bad_number'
  | 'too_long'
  | 'too_deep'
  | 'bad_sign'

export class QueryError extends Error {
  readonly code: ErrorCode
  readonly at: number
  readonly end: number
  readonly word: string
  readonly suggestion: string | null

  constructor(code: ErrorCode, at: number, word = '', suggestion: string | null = null) {
    super(code)
    this.code = code
    this.at = at
    this.end = at + Math.max(1, word.length)
    this.word = word
    this.suggestion = suggestion
  }

  /** In words, for the person who wrote it. */
  get words(): string {
    const what = explained(this.code, this.word)
    if (this.suggestion === null) return what
    return `${what} ${t('Did you mean “%(word)s”?', { word: this.suggestion })}`
  }
}

function explained(code: ErrorCode, word: string): string {
  switch (code) {
    case 'unknown_field':
      return t('There is no field “%(word)s”.', { word })
    case 'unknown_value':
      return t('“%(word)s” is not one of the values here.', { word })
    case 'missing_value':
      return t('A value is missing.')
    case 'missing_part':
      return t('Something is missing here.')
    case 'missing_close':
      return t('A closing parenthesis is missing.')
    case 'unexpected':
      return t('“%(word)s” does not belong here.', { word })
    case 'unclosed_quote':
      return t('These quotes are not closed.')
    case 'bad_operator':
      return t('“%(word)s” cannot be used with this field.', { word })
    case 'bad_date':
      return t('“%(word)s” is not a day such as 2030-01-31, today or +7d.', { word })
    case 'bad_number':
      return t('“%(word)s” is not a number.', { word })
    case 'too_long':
      return t('The query is too long.')
    case 'too_deep':
      return t('The query is nested too deeply.')
    case 'bad_sign':
      return t('There is a sign that no task can hold.')
  }
}
