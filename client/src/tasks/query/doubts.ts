/**
 * Names in a query that nothing here bears. They are allowed, for a label may come or a person
 * join; but a query that silently finds nothing is more often a slip of the pen.
 */

import { t } from '../../common/i18n'
import type { CustomField } from '../model'
import type { Query, Term, Word } from './ast'
import { fieldName } from './choices'
import type { ProjectNames, QueryContext } from './context'
import { CUSTOM, slug, sortOf } from './fields'
import { peopleNamed } from './people'
import { closest } from './suggest'

export interface Doubt {
  readonly words: string
  /** The known name that may be meant, and the query with it. */
  readonly suggestion: string | null
  readonly mended: Query | null
}

/** The first name that is not known. */
export function doubtOf(query: Query, context: QueryContext): Doubt | null {
  return inPart(query, context, (part) => part)
}

type Mend = (part: Query) => Query

function inPart(query: Query, context: QueryContext, mend: Mend): Doubt | null {
  switch (query.kind) {
    case 'words':
      return null
    case 'not':
      return inPart(query.part, context, (part) => mend({ kind: 'not', part }))
    case 'term':
      return inTerm(query, context, mend)
    default:
      for (const [at, part] of query.parts.entries()) {
        const put: Mend = (next) => mend({ ...query, parts: replaced(query.parts, at, next) })
        const found = inPart(part, context, put)
        if (found !== null) return found
      }
      return null
  }
}

function inTerm(term: Term, context: QueryContext, mend: Mend): Doubt | null {
  const unknown = unknownField(term, context, mend)
  if (unknown !== null) return unknown
  for (const [at, value] of term.values.entries()) {
    if (value.kind === 'range') continue
    const names = namesFor(term, value, context)
    if (names === null) continue
    const suggestion = nearest(value.text, names)
    const word = suggestion === null ? null : { ...value, text: suggestion }
    return {
      words: t('%(field)s “%(word)s” is not known here.', {
        field: fieldName(term.field, context),
        word: value.text,
      }),
      suggestion: word === null ? null : word.text,
      mended: word === null ? null : mend({ ...term, values: replaced(term.values, at, word) }),
    }
  }
  return null
}

function unknownField(term: Term, context: QueryContext, mend: Mend): Doubt | null {
  if (!term.field.startsWith(CUSTOM) || fieldsOf(term, context).length > 0) return null
  const word = term.field.slice(CUSTOM.length)
  const known = context.projects.flatMap(({ fields }) => fields.map(({ name }) => name))
  const suggestion = nearest(word, known)
  return {
    words: t('There is no field “%(word)s”.', { word }),
    suggestion,
    mended: suggestion === null ? null : mend({ ...term, field: CUSTOM + suggestion }),
  }
}

function fieldsOf({ field }: Term, { projects }: QueryContext): readonly CustomField[] {
  const name = field.slice(CUSTOM.length)
  return projects
    .flatMap(({ fields }) => fields)
    .filter((each) => each.id === name || slug(each.name) === slug(name))
}

/** What could have been said instead; null where the value means something. */
function namesFor(term: Term, value: Word, context: QueryContext): readonly string[] | null {
  if (value.text.toLowerCase() === 'none' && !value.isQuoted) return null
  switch (sortOf(term.field)) {
    case 'person':
      return people(value, context)
    case 'sprint': {
      const isWord = ['active', 'next'].includes(value.text.toLowerCase()) && !value.isQuoted
      return isWord
        ? null
        : unlessNamed(
            value,
            all(context, ({ sprints }) => sprints),
          )
    }
    case 'name':
      return unlessNamed(value, named(term.field, context))
    case 'custom':
      return ofField(term, value, context)
    default:
      return null
  }
}

function people(value: Word, context: QueryContext): readonly string[] | null {
  if (peopleNamed(value, context).size > 0) return null
  return ['me', ...context.members.map(({ name }) => name)]
}

interface Named {
  readonly id: string
  readonly name: string
}

function unlessNamed({ text }: Word, things: readonly Named[]): readonly string[] | null {
  const isKnown = things.some(({ id, name }) => id === text || slug(name) === slug(text))
  return isKnown ? null : things.map(({ name }) => name)
}

function all(
  { projects }: QueryContext,
  pick: (names: ProjectNames) => readonly Named[],
): readonly Named[] {
  return projects.flatMap(pick)
}

function named(field: string, context: QueryContext): readonly Named[] {
  switch (field) {
    case 'label':
      return all(context, ({ labels }) => labels)
    case 'column':
      return all(context, ({ columns }) => columns)
    case 'type':
      return all(context, ({ types }) => types)
    case 'milestone':
      return all(context, ({ milestones }) => milestones)
    default:
      return context.projects.flatMap(({ id, key, name }) => [
        { id, name },
        { id, name: key },
      ])
  }
}

function ofField(term: Term, value: Word, context: QueryContext): readonly string[] | null {
  const fields = fieldsOf(term, context)
  const isAll = (kinds: readonly string[]) => fields.every(({ kind }) => kinds.includes(kind))
  if (isAll(['person'])) return people(value, context)
  if (!isAll(['select', 'multi_select'])) return null
  return unlessNamed(
    value,
    fields.flatMap(({ options }) => options),
  )
}

/** The nearest by letters, or else the first that begins or goes on as was typed. */
function nearest(text: string, names: readonly string[]): string | null {
  const wanted = slug(text.replace(/^@/, ''))
  const bySlug = new Map(names.map((name) => [slug(name), name]))
  const near = closest(wanted, [...bySlug.keys()])
  if (near !== null) return bySlug.get(near) ?? null
  if (wanted.length < 2) return null
  // People say one of somebody's names: “anna” may be meant for “Ana Lindqvist”.
  const byPart = new Map(
    [...bySlug].flatMap(([each, name]) => each.split('-').map((part) => [part, name] as const)),
  )
  const part = closest(wanted, [...byPart.keys()])
  if (part !== null && part.length > 1) return byPart.get(part) ?? null
  const holds = [...bySlug.keys()].filter((name) => name.includes(wanted))
  const [best] = holds.sort((a, b) => a.indexOf(wanted) - b.indexOf(wanted))
  return best === undefined ? null : (bySlug.get(best) ?? null)
}

function replaced<T>(list: readonly T[], place: number, item: T): readonly T[] {
  return list.map((each, at) => (at === place ? item : each))
}
