/**
 * What quick add understands: `Fix login !high @ana #bug tomorrow 3pts ^epic ~sprint *type 2h
 * every week`. Words that mean nothing here stay in the title, so that nothing typed is lost; what
 * stands in quotes or follows a backslash is always title. Pure: who and what exist is passed in.
 */

import type { ItemType, Label, Milestone, Priority, Sprint, Task, User } from './model'
import { readDate, readEstimate, readRecurrence } from './quick/dates'
import { slug, wordsOf, type Word } from './quick/words'

export { daysAfter, isoDate } from './quick/dates'

export type PartKind =
  | 'priority'
  | 'person'
  | 'label'
  | 'new-label'
  | 'date'
  | 'points'
  | 'estimate'
  | 'epic'
  | 'sprint'
  | 'milestone'
  | 'type'
  | 'recurrence'

/** A piece of the line that was understood, and as what. */
export interface QuickPart {
  readonly kind: PartKind
  readonly from: number
  readonly to: number
  /** Its value in words: a name, a date, a rule. */
  readonly value: string
}

export interface QuickTask {
  readonly title: string
  readonly priority?: Priority
  readonly assignees: readonly User[]
  readonly labels: readonly Label[]
  /** Labels that do not exist yet, by name. */
  readonly newLabels: readonly string[]
  readonly dueDate?: string
  readonly points?: number
  readonly estimateMinutes?: number
  readonly parent?: string
  readonly sprint?: string
  readonly milestone?: string
  readonly type?: string
  /** A rule of recurrence, as the API takes it. */
  readonly recurrence?: string
}

export interface Vocabulary {
  readonly members: readonly User[]
  readonly labels: readonly Label[]
  readonly today: Date
  readonly types?: readonly ItemType[]
  readonly sprints?: readonly Sprint[]
  readonly milestones?: readonly Milestone[]
  readonly epics?: readonly Pick<Task, 'id' | 'key' | 'title'>[]
}

/** A word with a sign that names nothing here, or several: it stays in the title. */
export interface UnknownPart {
  readonly sign: string
  readonly name: string
  readonly from: number
  readonly to: number
}

export interface QuickLine {
  readonly task: QuickTask
  readonly parts: readonly QuickPart[]
  readonly unknown: readonly UnknownPart[]
}

export const PRIORITY_WORDS: Readonly<Record<string, Priority>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
  critical: 'critical',
  urgent: 'critical',
}
const TITLE_LEAST = 3
const NOTHING = { assignees: [], labels: [], newLabels: [] }

export function parseQuickTask(text: string, vocabulary: Vocabulary): QuickTask {
  return readQuickLine(text, vocabulary).task
}

/** The task that `text` describes, and which letters say what. */
export function readQuickLine(text: string, vocabulary: Vocabulary): QuickLine {
  const words = wordsOf(text)
  const title: string[] = []
  const parts: QuickPart[] = []
  const unknown: UnknownPart[] = []
  let found: QuickTask = { title: '', ...NOTHING }
  for (let at = 0; at < words.length;) {
    const rest = words.slice(at)
    const [word] = rest
    if (word === undefined) break
    const taken = word.isEscaped ? null : take(rest, found, vocabulary)
    if (taken === null) {
      title.push(asTitle(rest, found, vocabulary))
      if (isNameless(word)) unknown.push(unknownOf(word))
      at += 1
      continue
    }
    found = { ...found, ...taken.change }
    const to = words[at + taken.count - 1]?.to ?? word.to
    parts.push({ kind: taken.kind, from: word.from, to, value: taken.value })
    at += taken.count
  }
  const name = title.join(' ').trim()
  // "tomorrow" alone is a title, not a date without one.
  if (name.length < TITLE_LEAST && text.trim().length >= TITLE_LEAST)
    return { task: { title: text.trim(), ...NOTHING }, parts: [], unknown: [] }
  return { task: { ...found, title: name }, parts, unknown }
}

/** The first of `words` as it stands in the title; its backslash goes where it kept a meaning off. */
function asTitle(words: readonly Word[], found: QuickTask, vocabulary: Vocabulary): string {
  const [word] = words
  if (word === undefined) return ''
  if (word.isLiteral) return word.text
  if (!word.isEscaped) return word.raw
  const isSign = word.text.charAt(0) in SIGNS
  return isSign || take(words, found, vocabulary) !== null ? word.text : word.raw
}

function isNameless({ text, isLiteral, isEscaped }: Word): boolean {
  if (isLiteral || isEscaped || !(text.charAt(0) in SIGNS)) return false
  return /^\p{L}[\p{L}\p{N}._-]*$/u.test(text.slice(1))
}

function unknownOf({ text, from, to }: Word): UnknownPart {
  return { sign: text.charAt(0), name: text.slice(1), from, to }
}

interface Taken {
  readonly kind: PartKind
  readonly value: string
  readonly count: number
  readonly change: Partial<QuickTask>
}

type Reader = (name: string, found: QuickTask, vocabulary: Vocabulary) => Taken | null

/** What each sign in front of a name asks for. */
export const SIGNS: Readonly<Record<string, Reader>> = {
  '!': priority,
  '@': person,
  '#': label,
  '^': epic,
  '~': (name, _, { sprints }) => reference('sprint', name, openOnly(sprints)),
  '*': (name, _, { types }) => reference('type', name, types),
  '%': (name, _, { milestones }) => reference('milestone', name, milestones),
}

function take(words: readonly Word[], found: QuickTask, vocabulary: Vocabulary): Taken | null {
  const [word] = words
  if (word === undefined || word.isLiteral) return null
  const reader = SIGNS[word.text.charAt(0)]
  if (reader !== undefined) return reader(word.text.slice(1), found, vocabulary)
  const end = words.findIndex(({ isLiteral }) => isLiteral)
  const plain = words.slice(0, end < 0 ? 4 : end).map(({ text }) => text.toLowerCase())
  return points(plain) ?? estimate(plain) ?? date(plain, vocabulary.today) ?? recurrence(plain)
}

function one(kind: PartKind, value: string, change: Partial<QuickTask>, count = 1): Taken {
  return { kind, value, count, change }
}

function priority(name: string): Taken | null {
  const found = PRIORITY_WORDS[name.toLowerCase()]
  return found === undefined ? null : one('priority', found, { priority: found })
}

/** A person by the start of any of their names, or of their address; only when it is one person. */
function person(name: string, found: QuickTask, { members }: Vocabulary): Taken | null {
  const word = slug(name)
  if (word === '') return null
  const matches = members.filter((user) => personNames(user).some((each) => each.startsWith(word)))
  const exact = matches.filter((user) => slug(user.name) === word)
  const [user] = exact.length === 1 ? exact : matches
  if (user === undefined || (matches.length > 1 && exact.length !== 1)) return null
  const others = found.assignees.filter(({ id }) => id !== user.id)
  return one('person', user.name, { assignees: [...others, user] })
}

function personNames(user: User): readonly string[] {
  const names = [...user.name.split(/\s+/), user.name.replace(/\s+/g, ''), user.email ?? '']
  return [...names.map((each) => each.toLocaleLowerCase()), slug(user.name)]
}

function label(name: string, found: QuickTask, { labels }: Vocabulary): Taken | null {
  // `#12` is how people write issue numbers.
  if (name === '' || /^\d+$/.test(name)) return null
  const known = labels.find((each) => slug(each.name) === slug(name))
  if (known === undefined) return one('new-label', name, { newLabels: [...found.newLabels, name] })
  const others = found.labels.filter(({ id }) => id !== known.id)
  return one('label', known.name, { labels: [...others, known] })
}

function epic(name: string, _: QuickTask, { epics = [] }: Vocabulary): Taken | null {
  const byKey = epics.find(({ key }) => key.toLowerCase() === name.toLowerCase())
  const found = byKey ?? named(name, epics, ({ title }) => title)
  return found === undefined ? null : one('epic', found.title, { parent: found.id })
}

function reference(
  kind: 'sprint' | 'type' | 'milestone',
  name: string,
  list: readonly { readonly id: string; readonly name: string }[] = [],
): Taken | null {
  const found = named(name, list, (each) => each.name)
  return found === undefined ? null : one(kind, found.name, { [kind]: found.id })
}

function openOnly(sprints: readonly Sprint[] = []): readonly Sprint[] {
  return sprints.filter(({ status }) => status !== 'completed')
}

/** The one that is called so, or the only one that begins so. */
function named<T>(name: string, list: readonly T[], nameOf: (each: T) => string): T | undefined {
  const word = slug(name)
  if (word === '') return undefined
  const exact = list.find((each) => slug(nameOf(each)) === word)
  const begins = list.filter((each) => slug(nameOf(each)).startsWith(word))
  return exact ?? (begins.length === 1 ? begins[0] : undefined)
}

function points([word = '']: readonly string[]): Taken | null {
  const match = /^(\d{1,2})(?:pts?|points?)$/.exec(word)
  const number = Number(match?.[1])
  if (match === null || number < 1 || number > 21) return null
  return one('points', String(number), { points: number })
}

function estimate([word = '']: readonly string[]): Taken | null {
  const minutes = readEstimate(word)
  return minutes === null ? null : one('estimate', word, { estimateMinutes: minutes })
}

function date(words: readonly string[], today: Date): Taken | null {
  const read = readDate(words, today)
  return read && one('date', read.value, { dueDate: read.value }, read.count)
}

function recurrence(words: readonly string[]): Taken | null {
  const read = readRecurrence(words)
  const said = words.slice(0, read?.count).join(' ')
  return read && one('recurrence', said, { recurrence: read.value }, read.count)
}
