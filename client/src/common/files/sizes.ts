/** How large files are, and may be. */

import { frameData } from '../frame-data'
import { t } from '../i18n'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** A size in words of the reader's language: "12 kB"; a megabyte is 1024² bytes, as in limits. */
export function sizeName(bytes: number): string {
  const step = Math.min(Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(1024)), UNITS.length - 1)
  return new Intl.NumberFormat(document.documentElement.lang || 'en', {
    style: 'unit',
    unit: UNITS[step]!,
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: step < 2 ? 0 : 1,
  }).format(bytes / 1024 ** step)
}

export interface FileLimits {
  readonly file: number
  readonly task: number
}

export function fileLimits(): FileLimits {
  return frameData().files
}

interface Sized {
  readonly size?: number | null
}

/** Why this file has no room, said before a byte of it goes; null where it has. */
export function tooLargeWords(
  file: Sized,
  held: readonly Sized[],
  coming: readonly Sized[],
): string | null {
  const { file: most, task } = fileLimits()
  const size = file.size ?? 0
  if (size === 0) return t('It is empty.')
  if (size > most) return t('A file has at most %(size)s.', { size: sizeName(most) })
  const all = [...held, ...coming].reduce((sum, each) => sum + (each.size ?? 0), size)
  if (all <= task) return null
  return t('The files of a task have at most %(size)s together.', { size: sizeName(task) })
}
