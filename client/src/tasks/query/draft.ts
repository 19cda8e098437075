/** A query while it is being built: rows and groups that may still be unfinished. Pure. */

import { group, isEverything, negated, word, type Operator, type Query } from './ast'
import { QueryError } from './errors'
import { sortOf } from './fields'
import { tryParse } from './parser'
import { printField, printValue } from './print'

export interface DraftTerm {
  readonly kind: 'term'
  readonly field: string
  readonly operator: Operator
  readonly isNot: boolean
  /** As they stand in a query; one row of written text is one value. */
  readonly values: readonly string[]
}

export interface DraftGroup {
  readonly kind: 'group'
  readonly join: 'and' | 'or'
  readonly isNot: boolean
  readonly items: readonly Draft[]
}

export type Draft = DraftTerm | DraftGroup

export function draftOf(query: Query): DraftGroup {
  const draft = itemOf(query, false)
  if (draft.kind === 'group') return draft
  return { kind: 'group', join: 'and', isNot: false, items: [draft] }
}

function itemOf(query: Query, isNot: boolean): Draft {
  switch (query.kind) {
    case 'words':
      return { kind: 'term', field: 'text', operator: ':', isNot, values: [query.text] }
    case 'term': {
      const { field, operator, values } = query
      const isText = sortOf(field) === 'text'
      const texts = values.map((value) =>
        isText && value.kind === 'word' ? value.text : printValue(value),
      )
      return { kind: 'term', field, operator, isNot, values: texts }
    }
    case 'not':
      return itemOf(query.part, !isNot)
    default: {
      const items = query.parts.map((part) => itemOf(part, false))
      return { kind: 'group', join: query.kind, isNot, items }
    }
  }
}

/** The query, or the first error in it; unfinished rows are left out. */
export function queryOf(draft: Draft): Query | QueryError {
  const query = draft.kind === 'group' ? groupOf(draft) : termOf(draft)
  if (query instanceof QueryError) return query
  return draft.isNot && !isEverything(query) ? negated(query) : query
}

function groupOf(draft: DraftGroup): Query | QueryError {
  const parts: Query[] = []
  for (const item of draft.items) {
    if (isUnfinished(item)) continue
    const part = queryOf(item)
    if (part instanceof QueryError) return part
    parts.push(part)
  }
  return group(parts.length === 0 ? 'and' : draft.join, parts)
}

function termOf({ field, operator, values }: DraftTerm): Query | QueryError {
  if (field === 'text')
    return group(
      'and',
      values.map((text) => ({ kind: 'words', text })),
    )
  const isText = sortOf(field) === 'text'
  const written = values.map((text) => (isText ? printValue(word(text)) : text.trim()))
  return tryParse(`${printField(field)}${operator}${written.join(',')}`)
}

/** A row without a value, a group without rows: nothing is asked yet. */
export function isUnfinished(draft: Draft): boolean {
  if (draft.kind === 'group') return draft.items.every(isUnfinished)
  return draft.values.every((value) => value.trim() === '')
}

/** The draft with the item at `path` changed, or taken out by null. */
export function changed(
  draft: DraftGroup,
  path: readonly number[],
  change: (item: Draft) => Draft | null,
): DraftGroup {
  const [at, ...rest] = path
  if (at === undefined) {
    const next = change(draft)
    return next?.kind === 'group' ? next : draft
  }
  const items = draft.items.flatMap((item, place): Draft[] => {
    if (place !== at) return [item]
    if (rest.length > 0) return item.kind === 'group' ? [changed(item, rest, change)] : [item]
    const next = change(item)
    return next === null ? [] : [next]
  })
  return { ...draft, items }
}
