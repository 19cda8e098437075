/** Comparing what a task holds with what a term asks. */

import type { Task } from '../model'
import type { Operator, Value } from './ast'
import { dayOf } from './dates'

export type Test = (task: Task) => boolean

/** Tests with `<`, `:`, a range; what is not there, or is no such value, never fits. */
export function comparing<T extends number | string>(
  operator: Operator,
  value: Value,
  read: (text: string) => T | null,
  held: (task: Task) => T | null,
): Test {
  const fits = fitting(operator, value, read)
  return (task) => {
    const mine = held(task)
    return mine !== null && fits(mine)
  }
}

function fitting<T extends number | string>(
  operator: Operator,
  value: Value,
  read: (text: string) => T | null,
): (mine: T) => boolean {
  if (value.kind === 'range') {
    const [from, to] = [read(value.from), read(value.to)]
    const isNone = (value.from !== '' && from === null) || (value.to !== '' && to === null)
    if (isNone) return () => false
    return (mine) =>
      (value.from === '' || mine >= (from as T)) && (value.to === '' || mine <= (to as T))
  }
  const wanted = read(value.text)
  if (wanted === null) return () => false
  switch (operator) {
    case ':':
      return (mine) => mine === wanted
    case '<':
      return (mine) => mine < wanted
    case '<=':
      return (mine) => mine <= wanted
    case '>':
      return (mine) => mine > wanted
    case '>=':
      return (mine) => mine >= wanted
  }
}

export function dayTest(
  operator: Operator,
  value: Value,
  today: string,
  held: (task: Task) => string | null,
): Test {
  return comparing(operator, value, (text) => dayOf(text, today), held)
}
