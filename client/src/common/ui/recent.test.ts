// @vitest-environment happy-dom
import { beforeEach, expect, test } from 'vitest'
import { recentlyOpened, recentSearches, rememberOpened, rememberSearch } from './recent'

beforeEach(() => localStorage.clear())

test('a search takes the place of its own beginnings', () => {
  for (const text of ['an', 'anchor', 'rope', 'anchor']) rememberSearch(text)

  expect(recentSearches()).toEqual(['anchor', 'rope'])
})

test('what is opened again goes first, and once', () => {
  const row = (key: string): Parameters<typeof rememberOpened>[0] => ({
    ...{ kind: 'task', key, title: `Task ${key}`, url: `/w/a/t/${key}/` },
  })
  for (const key of ['TF-1', 'TF-2', 'TF-1']) rememberOpened(row(key))

  expect(recentlyOpened().map(({ key }) => key)).toEqual(['TF-1', 'TF-2'])
})

test('what somebody else wrote there is not believed', () => {
  localStorage.setItem('teamflow:opened::', '[{"url":"javascript:alert(1)"},5,null]')

  expect(recentlyOpened()).toEqual([])
})
