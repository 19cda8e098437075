/** Terms about the fields that projects add; what a value means follows the field's kind. */

import type { CustomField, FieldValue, Task } from '../model'
import type { Term, Value, Word } from './ast'
import type { QueryContext } from './context'
import { dayOf, numberOf } from './dates'
import { CUSTOM, slug } from './fields'
import { peopleNamed } from './people'
import { comparing, type Test } from './values'

/** A project may know several fields of that name, and other projects others: any may fit. */
export function customTest(term: Term, value: Value, context: QueryContext): Test {
  const name = term.field.slice(CUSTOM.length)
  const fields = context.projects
    .flatMap((project) => project.fields)
    .filter((field) => field.id === name || slug(field.name) === slug(name))
  const isNone = value.kind === 'word' && value.text === 'none' && !value.isQuoted
  if (isNone) return (task) => fields.every((field) => isEmpty(held(task, field)))
  const tests = fields.map((field) => fieldTest(field, term, value, context))
  return (task) => tests.some((test) => test(task))
}

function held(task: Task, field: CustomField): FieldValue {
  return task.fields?.[field.id] ?? null
}

function isEmpty(value: FieldValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}

function fieldTest(field: CustomField, term: Term, value: Value, context: QueryContext): Test {
  switch (field.kind) {
    case 'number':
      return comparing(term.operator, value, numberOf, (task) => {
        const mine = held(task, field)
        return mine === null ? null : Number(mine)
      })
    case 'date':
      return comparing(
        term.operator,
        value,
        (text) => dayOf(text, context.today),
        (task) => held(task, field) as string | null,
      )
    case 'select':
      return optionTest(field, term, value)
    default:
      if (value.kind === 'range' || term.operator !== ':') return () => false
      return wordTest(field, value, context)
  }
}

/** The options of a select have an order, so `>=` has a meaning. */
function optionTest(field: CustomField, term: Term, value: Value): Test {
  const place = (text: string) => {
    const at = field.options.findIndex(({ id, name }) => id === text || slug(name) === slug(text))
    return at < 0 ? null : at
  }
  const placeOf = (task: Task) => {
    const at = field.options.findIndex(({ id }) => id === held(task, field))
    return at < 0 ? null : at
  }
  return comparing(term.operator, value, place, placeOf)
}

function wordTest(field: CustomField, value: Word, context: QueryContext): Test {
  const lower = value.text.toLowerCase()
  switch (field.kind) {
    case 'person': {
      const ids = peopleNamed(value, context)
      return (task) => ids.has(String(held(task, field) ?? ''))
    }
    case 'checkbox': {
      const isYes = ['yes', 'true'].includes(lower)
      if (!isYes && !['no', 'false'].includes(lower)) return () => false
      if (isYes) return (task) => held(task, field) === true
      const mine = context.projects.find(({ fields }) => fields.includes(field))?.id
      return (task) => task.project === mine && held(task, field) !== true
    }
    case 'multi_select': {
      const named = field.options.filter(
        ({ id, name }) => id === value.text || slug(name) === slug(value.text),
      )
      const ids = new Set(named.map(({ id }) => id))
      return (task) =>
        (held(task, field) as readonly string[] | null)?.some((id) => ids.has(id)) === true
    }
    default:
      return (task) =>
        String(held(task, field) ?? '')
          .toLowerCase()
          .includes(lower)
  }
}
