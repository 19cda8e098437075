/** Text → query. Nobody's names are looked up here: a query says the same in every project. */

import { group, negated, word, type Operator, type Query, type Term, type Value } from './ast'
import { checked } from './check'
import { QueryError } from './errors'
import { ALIASES, CUSTOM, FIELDS, KEYWORDS, sortOf } from './fields'
import { tokens, type Token } from './lexer'
import { closest } from './suggest'

export const DEEPEST = 20

export function parse(text: string): Query {
  const parser = new Parser(tokens(text), text.length)
  const query = parser.any(0)
  const left = parser.peek()
  if (left !== undefined) throw new QueryError('unexpected', left.at, left.text)
  return query
}

/** The query, or what is wrong with it. */
export function tryParse(text: string): Query | QueryError {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof QueryError) return error
    throw error
  }
}

class Parser {
  readonly #tokens: readonly Token[]
  readonly #end: number
  #at = 0

  constructor(list: readonly Token[], end: number) {
    this.#tokens = list
    this.#end = end
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at]
  }

  #next(): Token | undefined {
    const token = this.#tokens[this.#at]
    this.#at += 1
    return token
  }

  #takes(kind: Token['kind']): boolean {
    if (this.peek()?.kind !== kind) return false
    this.#at += 1
    return true
  }

  any(depth: number): Query {
    const isEmpty = this.peek() === undefined || this.peek()?.kind === 'close'
    if (isEmpty && depth === 0) return group('and', [])
    const parts = [this.#all(depth)]
    while (this.#takes('or')) parts.push(this.#all(depth))
    return group('or', parts)
  }

  #all(depth: number): Query {
    const parts = [this.#one(depth)]
    for (;;) {
      const isJoined = this.#takes('and')
      const kind = this.peek()?.kind
      if (!isJoined && (kind === undefined || kind === 'or' || kind === 'close')) break
      parts.push(this.#one(depth))
    }
    return group('and', parts)
  }

  #one(depth: number): Query {
    const token = this.#next()
    if (token === undefined) throw new QueryError('missing_part', this.#end)
    if (depth >= DEEPEST) throw new QueryError('too_deep', token.at, token.text)
    switch (token.kind) {
      case 'minus':
      case 'not':
        return negated(this.#one(depth + 1))
      case 'open': {
        const inner = this.any(depth + 1)
        if (!this.#takes('close')) throw new QueryError('missing_close', token.at, token.text)
        return inner
      }
      case 'name':
        return this.#term(token)
      case 'word':
      case 'quoted':
        if (token.text === '') throw new QueryError('missing_value', token.at)
        return { kind: 'words', text: token.text }
      case 'operator':
      case 'comma':
        throw new QueryError('unexpected', token.at, token.text)
      default:
        throw new QueryError('missing_part', token.at, token.text)
    }
  }

  #term(name: Token): Query {
    const field = fieldOf(name)
    const operator = this.#next()
    const values = [this.#value()]
    while (this.#takes('comma')) values.push(this.#value())
    const last = this.#tokens[this.#at - 1] ?? name
    const sign = operator?.text ?? ':'
    const span = { at: name.at, end: last.at + last.text.length }
    const term: Term = {
      kind: 'term',
      field,
      operator: sign === '!=' ? ':' : (sign as Operator),
      values: values.map(({ value }) => value),
      span,
    }
    const places = values.map(({ token }) => ({ at: token.at, text: token.text }))
    const good = checked(term, operator ?? name, places)
    return sign === '!=' ? negated(good) : good
  }

  #value(): { value: Value; token: Token } {
    const token = this.#next()
    if (token === undefined) throw new QueryError('missing_value', this.#end)
    if (token.text === '') throw new QueryError('missing_value', token.at)
    if (token.kind === 'quoted') {
      return { value: word(token.text, KEYWORDS.includes(token.text.toLowerCase())), token }
    }
    const cut = token.text.indexOf('..')
    if (cut < 0) return { value: word(token.text), token }
    const [from, to] = [token.text.slice(0, cut), token.text.slice(cut + 2)]
    if (from === '' && to === '') throw new QueryError('missing_value', token.at)
    return { value: { kind: 'range', from, to }, token }
  }
}

function fieldOf({ text, at }: Token): string {
  if (text.toLowerCase().startsWith(CUSTOM)) {
    const name = text.slice(CUSTOM.length)
    if (name === '') throw new QueryError('unknown_field', at, text)
    return CUSTOM + name
  }
  const lower = text.toLowerCase()
  const field = Object.hasOwn(ALIASES, lower) ? (ALIASES[lower] ?? lower) : lower
  if (sortOf(field) !== undefined) return field
  const known = [...Object.keys(FIELDS), ...Object.keys(ALIASES)]
  throw new QueryError('unknown_field', at, text, closest(text, known))
}
