/** What could stand where the caret is in a line of quick add, after a sign. Pure. */

import { bestMatches } from '../../common/ui/match'
import { SIGNS, type Vocabulary } from '../grammar'
import type { Label, User } from '../model'
import { slug } from './words'

/** The word with a sign that is being typed. */
export interface Spot {
  readonly sign: string
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface Suggestion {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly person?: User
  readonly color?: Label['color']
  /** What is written for it, where its name would not do. */
  readonly word?: string
}

const MOST = 8
const SIGN_WORD = /(?:^|\s)([!@#^~*%])("[^"]*|[^\s"]*)$/

/** What is being named at the caret; null where nothing is. */
export function spotAt(line: string, caret: number): Spot | null {
  const found = SIGN_WORD.exec(line.slice(0, caret))
  const [, sign, name] = found ?? []
  if (sign === undefined || name === undefined || !(sign in SIGNS)) return null
  const from = caret - name.length - 1
  const rest = name.startsWith('"') ? '' : (/^[^\s"]*/.exec(line.slice(caret))?.[0] ?? '')
  return { sign, name: name.replace('"', ''), from, to: caret + rest.length }
}

/** What may be named there, best first. */
export function suggestions({ sign, name }: Spot, vocabulary: Vocabulary): readonly Suggestion[] {
  const all = listOf(sign, vocabulary)
  const asked = name.replaceAll('-', ' ').toLocaleLowerCase()
  const text = ({ label, hint = '' }: Suggestion) => `${label} ${hint}`.replaceAll('-', ' ')
  const holding = all.filter((each) => text(each).toLocaleLowerCase().includes(asked))
  return bestMatches(holding, asked, text).slice(0, MOST)
}

function listOf(sign: string, vocabulary: Vocabulary): readonly Suggestion[] {
  const { members, labels, types = [], sprints = [], milestones = [], epics = [] } = vocabulary
  switch (sign) {
    case '@':
      return members.map((person) => personSuggestion(person, members))
    case '#':
      return labels.map(({ id, name: label, color }) => ({ id, label, color }))
    case '!':
      return ['critical', 'high', 'medium', 'low'].map((id) => ({ id, label: id }))
    case '*':
      return types.map(({ id, name: label, color }) => ({ id, label, color }))
    case '~':
      return sprints
        .filter(({ status }) => status !== 'completed')
        .map(({ id, name: label }) => ({ id, label }))
    case '%':
      return milestones.map(({ id, name: label }) => ({ id, label }))
    default:
      return epics.map(({ id, key, title }) => ({ id, label: title, hint: key, word: key }))
  }
}

/** Two of one name are told apart by their address. */
function personSuggestion(person: User, members: readonly User[]): Suggestion {
  const { id, name: label, email } = person
  const isOnly = members.every((each) => each.id === id || slug(each.name) !== slug(label))
  return {
    ...{ id, label, person },
    ...(email !== undefined && { hint: email }),
    ...(!isOnly && email !== undefined && { word: email }),
  }
}

/** The line with `chosen` named at the spot, and where the caret then stands. */
export function completed(
  line: string,
  { sign, from, to }: Spot,
  chosen: Suggestion,
): { readonly line: string; readonly caret: number } {
  const word = sign + nameFor(chosen)
  const rest = line.slice(to)
  const gap = rest.startsWith(' ') ? '' : ' '
  const before = line.slice(0, from) + word + gap
  return { line: before + rest, caret: before.length + (gap === '' ? 1 : 0) }
}

/** A name as it is written: with hyphens for blanks; in quotes where that would not be read back. */
function nameFor({ label, word }: Suggestion): string {
  if (word !== undefined) return word
  const plain = slug(label)
  return /^[\p{L}\p{N}._-]+$/u.test(plain) ? plain : `"${label.replaceAll('"', '')}"`
}
