/** Sizes and moments as both pages say them. */

import { t } from '../common/i18n'

/** The data that the server put into the page. */
export function pageData<T>(): T {
  const text = document.getElementById('tf-page')?.textContent
  if (text === null || text === undefined) throw new Error('The page has no tf-page data')
  return JSON.parse(text) as T
}

export function sizeWords(bytes: number): string {
  const language = document.documentElement.lang
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  let value = bytes
  let at = 0
  while (value >= 1000 && at < units.length - 1) {
    value /= 1000
    at += 1
  }
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[at] ?? 'byte',
    maximumFractionDigits: at > 1 ? 1 : 0,
  }).format(value)
}

export function momentWords(moment: string): string {
  return new Date(moment).toLocaleString(document.documentElement.lang, {
    dateStyle: 'medium',
    timeStyle: 'short',
  })
}

export function unreachable(): string {
  return t('The server does not answer. Try again.')
}
