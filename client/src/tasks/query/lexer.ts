/** A query cut into signs, words, quotes and the names that an operator follows. */

import { QueryError } from './errors'

export type Token =
  | {
      readonly kind: 'open' | 'close' | 'minus' | 'and' | 'or' | 'not' | 'comma'
      readonly at: number
      readonly text: string
    }
  | {
      readonly kind: 'name' | 'operator' | 'word' | 'quoted'
      readonly at: number
      readonly text: string
    }

export const MOST = 5000
export const BLANK = /[ \t\r\n\u00a0]/
const NAME = /^[A-Za-z][A-Za-z_-]*(?=:|!=|<|>)/
const CUSTOM_NAME = /^field\.(?=")/i
const CUSTOM_BARE = /^field\.([^ \t\r\n\u00a0()":<>!=,]+)(?=:|!=|<|>)/i
const OPERATOR = /^(:|!=|<=|>=|<|>)/
const WORD = /^[^ \t\r\n\u00a0()"]+/
const VALUE = /^[^ \t\r\n\u00a0()",]+/
const JOINERS: readonly string[] = ['and', 'or', 'not']

export function tokens(text: string): readonly Token[] {
  if ([...text].length > MOST) throw new QueryError('too_long', MOST)
  const nul = text.indexOf('\0')
  if (nul >= 0) throw new QueryError('bad_sign', nul)
  const found: Token[] = []
  let at = 0
  while (at < text.length) {
    if (BLANK.test(text[at] ?? '')) at += 1
    else at = take(text, at, found)
  }
  return found
}

/** One token, or a field with all its values; answers where the next begins. */
function take(text: string, at: number, found: Token[]): number {
  const sign = text[at] ?? ''
  const rest = text.slice(at)
  if (sign === '(' || sign === ')') {
    found.push({ kind: sign === '(' ? 'open' : 'close', at, text: sign })
    return at + 1
  }
  const isOperand = sign === '-' && rest.length > 1 && !BLANK.test(rest[1] ?? '')
  if (isOperand) {
    found.push({ kind: 'minus', at, text: sign })
    return at + 1
  }
  const name = nameAt(text, at)
  if (name !== null) {
    found.push({ kind: 'name', at, text: name.text })
    return takeValues(text, name.end, found)
  }
  if (sign === '"') {
    const quoted = quotedAt(text, at)
    found.push({ kind: 'quoted', at, text: quoted.text })
    return quoted.end
  }
  const [word = ''] = WORD.exec(rest) ?? []
  const joiner = word.toLowerCase()
  const kind = JOINERS.includes(joiner) ? (joiner as 'and' | 'or' | 'not') : 'word'
  found.push({ kind, at, text: word })
  return at + word.length
}

function nameAt(text: string, at: number): { text: string; end: number } | null {
  const rest = text.slice(at)
  if (CUSTOM_NAME.test(rest)) {
    const quoted = quotedAt(text, at + 'field.'.length)
    if (!OPERATOR.test(text.slice(quoted.end))) throw new QueryError('missing_value', quoted.end)
    return { text: `field.${quoted.text}`, end: quoted.end }
  }
  const custom = CUSTOM_BARE.exec(rest)
  if (custom !== null) return { text: `field.${custom[1] ?? ''}`, end: at + custom[0].length }
  const plain = NAME.exec(rest)
  return plain === null ? null : { text: plain[0], end: at + plain[0].length }
}

function takeValues(text: string, from: number, found: Token[]): number {
  const [operator = ''] = OPERATOR.exec(text.slice(from)) ?? []
  found.push({ kind: 'operator', at: from, text: operator })
  let at = from + operator.length
  for (;;) {
    at = takeValue(text, at, found)
    if (text[at] !== ',') return at
    found.push({ kind: 'comma', at, text: ',' })
    at += 1
  }
}

function takeValue(text: string, at: number, found: Token[]): number {
  if (text[at] === '"') {
    const quoted = quotedAt(text, at)
    found.push({ kind: 'quoted', at, text: quoted.text })
    return quoted.end
  }
  const [value] = VALUE.exec(text.slice(at)) ?? []
  if (value === undefined) throw new QueryError('missing_value', at)
  found.push({ kind: 'word', at, text: value })
  return at + value.length
}

function quotedAt(text: string, at: number): { text: string; end: number } {
  let inside = ''
  for (let end = at + 1; end < text.length; end += 1) {
    const sign = text[end] ?? ''
    if (sign === '"') return { text: inside, end: end + 1 }
    if (sign === '\\' && end + 1 < text.length) {
      end += 1
      inside += text[end] ?? ''
    } else inside += sign
  }
  throw new QueryError('unclosed_quote', at)
}
