/** What a query says, whoever wrote it: a person in the query bar, the builder, or an old address. */

/** A name or a sign. `isQuoted` only where quotes keep a word such as `none` from its meaning. */
export interface Word {
  readonly kind: 'word'
  readonly text: string
  readonly isQuoted: boolean
}

/** From–to, both included; an open end is empty. */
export interface Range {
  readonly kind: 'range'
  readonly from: string
  readonly to: string
}

export type Value = Word | Range
export type Operator = ':' | '<' | '<=' | '>' | '>='

export interface Span {
  readonly at: number
  readonly end: number
}

export interface Term {
  readonly kind: 'term'
  /** A field of the language, or `field.` and the name of a custom field. */
  readonly field: string
  readonly operator: Operator
  /** Any one of them suffices. */
  readonly values: readonly Value[]
  readonly span?: Span
}

/** Words that key or title hold. */
export interface Words {
  readonly kind: 'words'
  readonly text: string
}

export interface Group {
  readonly kind: 'and' | 'or'
  readonly parts: readonly Query[]
}

export interface Not {
  readonly kind: 'not'
  readonly part: Query
}

export type Query = Group | Not | Term | Words

/** The query that every task fits. */
export const EVERYTHING: Query = { kind: 'and', parts: [] }

export function isEverything(query: Query): boolean {
  return query.kind === 'and' && query.parts.length === 0
}

/** All (or any) of the parts, without needless nesting. */
export function group(kind: 'and' | 'or', parts: readonly Query[]): Query {
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]))
  const [only] = flat
  return flat.length === 1 && only !== undefined ? only : { kind, parts: flat }
}

/** The opposite; twice no is yes. */
export function negated(part: Query): Query {
  return part.kind === 'not' ? part.part : { kind: 'not', part }
}

export function word(text: string, isQuoted = false): Word {
  return { kind: 'word', text, isQuoted }
}

export function term(field: string, values: readonly Value[], operator: Operator = ':'): Term {
  return { kind: 'term', field, operator, values }
}

/** Every term, however deep it stands. */
export function termsOf(query: Query): readonly Term[] {
  switch (query.kind) {
    case 'term':
      return [query]
    case 'words':
      return []
    case 'not':
      return termsOf(query.part)
    default:
      return query.parts.flatMap(termsOf)
  }
}
