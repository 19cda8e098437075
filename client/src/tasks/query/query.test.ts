import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Task } from '../model'
import { compileQuery } from './compile'
import { dayOf } from './dates'
import { QueryError } from './errors'
import { parse } from './parser'
import { print } from './print'
import { fixtureContext, fixtureTasks, type Fixtures } from './fixtures'

const text = readFileSync(
  new URL('../../../../tasks/tests/query/fixtures.json', import.meta.url),
  'utf8',
)
const fixtures = JSON.parse(text) as Fixtures
const tasks = fixtureTasks(fixtures)
const context = fixtureContext(fixtures, tasks)

function caught(query: string): QueryError {
  try {
    parse(query)
  } catch (error) {
    if (error instanceof QueryError) return error
  }
  throw new Error(`${query} is no error`)
}

describe('the query language, as the server understands it too', () => {
  it.each(fixtures.matches)('%s', (query, expected) => {
    if (expected === 'error') {
      expect(() => parse(query)).toThrow(QueryError)
      return
    }
    const fits = compileQuery(query, context)

    const numbers = tasks.filter(fits).map((task: Task) => task.number)

    expect(numbers).toEqual([...expected].sort((a, b) => a - b))
  })

  it.each(fixtures.prints)('%s is written %s', (query, printed) => {
    expect(print(parse(query))).toBe(printed)
    expect(print(parse(printed))).toBe(printed)
  })

  it.each(fixtures.errors)('%s is refused: %s', (query, code, at, suggestion) => {
    const error = caught(query)

    // Here a place is counted as the browser counts, there in whole signs.
    const place = [...query.slice(0, error.at)].length
    expect([error.code, place, error.suggestion]).toEqual([code, at, suggestion])
    expect(error.words).not.toBe('')
  })

  it.each(fixtures.days)('%s of %s is %s', (words, today, day) => {
    expect(dayOf(words, today)).toBe(day)
  })

  it.each(fixtures.lengths)('takes of %s so many as %i: %s', (sign, count, isTaken) => {
    const query = sign.repeat(count)
    if (isTaken) expect(print(parse(query))).toBe(query)
    else expect(caught(query).code).toBe('too_long')
  })
})
