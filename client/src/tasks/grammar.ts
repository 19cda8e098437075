/**
 * What quick add understands: `Fix login !high @ana #bug tomorrow 3pts`. Words that mean nothing
 * here stay in the title, so that nothing typed is lost. Pure: who and what exist is passed in.
 */

import type { Label, Priority, User } from './model'

export interface QuickTask {
  readonly title: string
  readonly priority?: Priority
  readonly assignees: readonly User[]
  readonly labels: readonly Label[]
  /** Labels that do not exist yet, by name. */
  readonly newLabels: readonly string[]
  readonly dueDate?: string
  readonly points?: number
}

export interface Vocabulary {
  readonly members: readonly User[]
  readonly labels: readonly Label[]
  readonly today: Date
}

const PRIORITY_WORDS: Readonly<Record<string, Priority>> = {
  low: 'low',
  medium: 'medium',
  high: 'high',
  critical: 'critical',
  urgent: 'critical',
}
const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const TITLE_LEAST = 3

export function parseQuickTask(text: string, vocabulary: Vocabulary): QuickTask {
  const found: Draft = { assignees: [], labels: [], newLabels: [] }
  const words = text.trim().split(/\s+/)
  const title = words.filter((word) => !take(word, found, vocabulary)).join(' ')
  // "tomorrow" alone is a title, not a date without one.
  if (title.length < TITLE_LEAST && text.trim().length >= TITLE_LEAST) {
    return { title: text.trim(), assignees: [], labels: [], newLabels: [] }
  }
  return { ...found, title }
}

interface Draft {
  priority?: Priority
  assignees: User[]
  labels: Label[]
  newLabels: string[]
  dueDate?: string
  points?: number
}

function take(word: string, found: Draft, vocabulary: Vocabulary): boolean {
  const rest = word.slice(1).toLocaleLowerCase()
  if (word.startsWith('!')) return takePriority(rest, found)
  if (word.startsWith('@')) return takePerson(rest, found, vocabulary.members)
  if (word.startsWith('#')) return takeLabel(word.slice(1), found, vocabulary.labels)
  return takePoints(word, found) || takeDate(word.toLocaleLowerCase(), found, vocabulary.today)
}

function takePriority(word: string, found: Draft): boolean {
  const priority = PRIORITY_WORDS[word]
  if (priority === undefined) return false
  found.priority = priority
  return true
}

/** A person by the start of any of their names, or of their address; only when it is one person. */
function takePerson(word: string, found: Draft, members: readonly User[]): boolean {
  if (word === '') return false
  const matches = members.filter((user) => {
    const names = [...user.name.split(/\s+/), user.name.replace(/\s+/g, ''), user.email ?? '']
    return names.some((name) => name.toLocaleLowerCase().startsWith(word))
  })
  const [person] = matches
  if (person === undefined || matches.length > 1) return false
  if (!found.assignees.includes(person)) found.assignees.push(person)
  return true
}

function takeLabel(word: string, found: Draft, labels: readonly Label[]): boolean {
  // `#12` is how people write issue numbers.
  if (word === '' || /^\d+$/.test(word)) return false
  const name = word.toLocaleLowerCase()
  const known = labels.find((label) => label.name.toLocaleLowerCase().replace(/\s+/g, '-') === name)
  if (known === undefined) found.newLabels.push(word)
  else if (!found.labels.includes(known)) found.labels.push(known)
  return true
}

function takePoints(word: string, found: Draft): boolean {
  const match = /^(\d{1,2})(?:pts?|points?)$/i.exec(word)
  const points = Number(match?.[1])
  if (match === null || points < 1 || points > 21) return false
  found.points = points
  return true
}

function takeDate(word: string, found: Draft, today: Date): boolean {
  const date = dateOf(word, today)
  if (date === null) return false
  found.dueDate = date
  return true
}

function dateOf(word: string, today: Date): string | null {
  if (word === 'today') return isoDate(today)
  if (word === 'tomorrow') return isoDate(daysAfter(today, 1))
  const weekday = WEEKDAYS.indexOf(word)
  if (weekday >= 0) return isoDate(daysAfter(today, (weekday - today.getDay() + 7) % 7 || 7))
  if (!/^\d{4}-\d{2}-\d{2}$/.test(word)) return null
  const date = new Date(`${word}T00:00:00`)
  return Number.isNaN(date.getTime()) || isoDate(date) !== word ? null : word
}

export function daysAfter(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days)
}

/** The calendar day where the person is, as the API writes dates. */
export function isoDate(date: Date): string {
  const pad = (part: number) => String(part).padStart(2, '0')
  return `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
}
