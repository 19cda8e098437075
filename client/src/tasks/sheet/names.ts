/** People, labels and other things as texts name them. Pure. */

import { t } from '../../common/i18n'

/** All that a text with commas names, or what is wrong with it. */
export function named<T>(
  text: string,
  find: (word: string) => T | undefined,
): readonly T[] | string {
  const whole = text.trim()
  if (whole === '') return []
  const one = find(whole)
  if (one !== undefined) return [one]
  const words = whole
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter(Boolean)
  const found = words.map(find)
  const missing = words.find((_, at) => found[at] === undefined)
  return missing === undefined ? (found as T[]) : unknown(missing)
}

export function nounNamed<T extends { readonly name: string }>(
  text: string,
  list: readonly T[],
): T | undefined {
  const wanted = fold(text).replace(/^#/, '')
  return list.find(({ name }) => fold(name) === wanted)
}

/** By name, by address, or by the only first name that fits. */
export function personNamed<T extends { readonly name: string; readonly email?: string }>(
  text: string,
  list: readonly T[],
): T | undefined {
  const wanted = fold(text).replace(/^@/, '')
  const exact = list.find(({ name, email }) => fold(name) === wanted || email === wanted)
  if (exact !== undefined) return exact
  const begun = list.filter(({ name }) => fold(name).split(/\s+/)[0] === wanted)
  return begun.length === 1 ? begun[0] : undefined
}

export function truthFrom(text: string): boolean | null {
  const word = fold(text)
  if (['true', 'yes', '1', 'x', fold(t('Yes'))].includes(word)) return true
  if (['false', 'no', '0', '', fold(t('No'))].includes(word)) return false
  return null
}

export function fold(text: string): string {
  return text.trim().toLocaleLowerCase()
}

export function unknown(text: string): string {
  return t('There is no “%(text)s” here', { text: text.trim() })
}
