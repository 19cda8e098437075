/** Query → text, in the one spelling that addresses and saved views carry. */

import type { Query, Term, Value } from './ast'
import { CUSTOM } from './fields'

const PLAIN_VALUE = /^[^ \t\r\n\u00a0()",\\]+$/
const PLAIN_NAME = /^[^\s()":<>!=,\\]+$/
const PLAIN_WORDS = /^[^ \t\r\n\u00a0()":<>!=,\\-][^ \t\r\n\u00a0()":<>!=\\]*$/
const JOINERS = ['and', 'or', 'not']

export function print(query: Query): string {
  return printed(query, null)
}

/** `and` binds tighter than `or`: only what would be read otherwise stands in parentheses. */
function printed(query: Query, within: 'and' | 'or' | 'not' | null): string {
  switch (query.kind) {
    case 'term':
      return printTerm(query)
    case 'words':
      return isPlain(query.text) ? query.text : quoted(query.text)
    case 'not':
      return `-${printed(query.part, 'not')}`
    case 'and':
    case 'or': {
      const parts = query.parts.map((part) => printed(part, query.kind))
      const text = parts.join(query.kind === 'or' ? ' or ' : ' ')
      const isLoose = within === null || (query.kind === 'and' && within === 'or')
      return isLoose ? text : `(${text})`
    }
  }
}

function printTerm({ field, operator, values }: Term): string {
  return `${printField(field)}${operator}${values.map(printValue).join(',')}`
}

export function printField(field: string): string {
  if (!field.startsWith(CUSTOM)) return field
  const name = field.slice(CUSTOM.length)
  return PLAIN_NAME.test(name) ? field : CUSTOM + quoted(name)
}

export function printValue(value: Value): string {
  if (value.kind === 'range') return `${value.from}..${value.to}`
  const isPlainValue = PLAIN_VALUE.test(value.text) && !value.text.includes('..')
  return value.isQuoted || !isPlainValue ? quoted(value.text) : value.text
}

function isPlain(text: string): boolean {
  return PLAIN_WORDS.test(text) && !JOINERS.includes(text.toLowerCase())
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, (sign) => `\\${sign}`)}"`
}
