/** Who a word of a query means. */

import type { User } from '../model'
import type { Word } from './ast'
import type { QueryContext } from './context'
import { slug } from './fields'

/** The people of that name, address or id; `me` unless quoted. */
export function peopleNamed(value: Word, context: QueryContext): ReadonlySet<string> {
  const text = value.text.replace(/^@/, '')
  if (text.toLowerCase() === 'me' && !value.isQuoted) return new Set([context.me])
  const wanted = slug(text)
  const isNamed = (user: User) =>
    user.id === text ||
    slug(user.name) === wanted ||
    slug(user.name).split('-').includes(wanted) ||
    user.email?.toLowerCase() === text.toLowerCase()
  return new Set(context.members.filter(isNamed).map(({ id }) => id))
}
