/** What could come next in a query that is being typed. Pure. */

import { t } from '../../common/i18n'
import { bestMatches } from '../../common/ui/match'
import { fieldChoices, valueChoices, type Choice } from './choices'
import type { QueryContext } from './context'
import { ALIASES, CUSTOM, sortOf } from './fields'
import { printField } from './print'

export interface Completion {
  /** What of the text is replaced. */
  readonly from: number
  readonly to: number
  readonly options: readonly (Choice & { readonly after: string })[]
}

const TERM = /^(field\.(?:"(?:[^"\\]|\\.)*"|[^\s()":<>!=,]+)|[A-Za-z_-]+)(:|!=|<=|>=|<|>)(.*)$/s
const MOST = 12

export function complete(text: string, caret: number, context: QueryContext): Completion {
  const start = startOf(text, caret)
  const piece = text.slice(start, caret)
  const found = TERM.exec(piece)
  if (found === null) return completeField(piece, start, caret, context)
  const [, name = '', , values = ''] = found
  const typed = values.slice(lastComma(values) + 1)
  const field = fieldOf(name)
  const words = typed.replace(/^"|"$/g, '')
  const options = bestMatches(valueChoices(field, context), words, ({ label }) => label)
  const byText = options.length > 0 ? options : startsWith(valueChoices(field, context), words)
  return {
    from: caret - typed.length,
    to: caret,
    options: byText.slice(0, MOST).map((choice) => ({ ...choice, after: ' ' })),
  }
}

function completeField(
  piece: string,
  start: number,
  caret: number,
  context: QueryContext,
): Completion {
  const choices = fieldChoices(context).map((choice) => ({
    ...choice,
    text: printField(choice.text),
    after: ':',
  }))
  const words = piece
    .replace(/^field\./, '')
    .replace(/"/g, '')
    .toLowerCase()
  const byText = startsWith(choices, words)
  const byName = bestMatches(choices, words, ({ label }) => label)
  const joiners =
    start > 0 && 'or'.startsWith(words) ? [{ text: 'or', label: t('or'), after: ' ' }] : []
  const options = [...new Set([...byText, ...byName])].slice(0, MOST)
  return { from: start, to: caret, options: [...options, ...joiners] }
}

function startsWith<T extends Choice>(choices: readonly T[], words: string): readonly T[] {
  return choices.filter(({ text }) => text.toLowerCase().startsWith(words.toLowerCase()))
}

function fieldOf(name: string): string {
  if (name.startsWith(CUSTOM)) return CUSTOM + name.slice(CUSTOM.length).replace(/^"|"$/g, '')
  const lower = name.toLowerCase()
  const field = ALIASES[lower] ?? lower
  return sortOf(field) === undefined ? '' : field
}

/** Where the piece begins that the caret stands in; quotes hold blanks together. */
function startOf(text: string, caret: number): number {
  let start = 0
  let isQuoted = false
  for (let at = 0; at < caret; at += 1) {
    const sign = text[at] ?? ''
    if (sign === '\\' && isQuoted) at += 1
    else if (sign === '"') isQuoted = !isQuoted
    else if (!isQuoted && /[\s()]/.test(sign)) start = at + 1
    else if (!isQuoted && sign === '-' && at === start) start = at + 1
  }
  return start
}

function lastComma(values: string): number {
  let isQuoted = false
  let last = -1
  for (let at = 0; at < values.length; at += 1) {
    if (values[at] === '\\' && isQuoted) at += 1
    else if (values[at] === '"') isQuoted = !isQuoted
    else if (values[at] === ',' && !isQuoted) last = at
  }
  return last
}
