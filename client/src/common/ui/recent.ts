/** What somebody looked for and opened last, kept in this browser, a list a person. */

import { frameData } from '../frame-data'

export interface Opened {
  readonly kind: string
  readonly title: string
  readonly key: string
  readonly url: string
}

const MOST = 8

function keyOf(name: string): string {
  const { me, workspace } = frameData()
  return `teamflow:${name}:${me}:${workspace.slug}`
}

function kept(name: string): readonly unknown[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? '[]')
    return Array.isArray(found) ? found : []
  } catch {
    return []
  }
}

function keep(name: string, rows: readonly unknown[]): void {
  try {
    localStorage.setItem(keyOf(name), JSON.stringify(rows.slice(0, MOST)))
  } catch {
    // A browser without room: it merely forgets.
  }
}

export function recentSearches(): readonly string[] {
  return kept('searches').filter((each) => typeof each === 'string')
}

/** A longer form of what was typed just before takes its place. */
export function rememberSearch(text: string): void {
  const said = text.trim()
  if (said.length < 2) return
  const others = recentSearches().filter((each) => each !== said && !said.startsWith(each))
  keep('searches', [said, ...others])
}

export function forgetSearches(): void {
  keep('searches', [])
}

export function recentlyOpened(): readonly Opened[] {
  return kept('opened').filter(isOpened)
}

export function rememberOpened({ kind, title, key, url }: Opened): void {
  keep('opened', [{ kind, title, key, url }, ...recentlyOpened().filter((row) => row.url !== url)])
}

function isOpened(row: unknown): row is Opened {
  if (typeof row !== 'object' || row === null) return false
  const { kind, title, key, url } = row as Record<string, unknown>
  return (
    [kind, title, key].every((each) => typeof each === 'string') &&
    typeof url === 'string' &&
    url.startsWith('/')
  )
}
