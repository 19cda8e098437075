/** Days and numbers as people and sheet programs write them. Pure. */

import { isoDate, parseQuickTask } from '../grammar'

/** `2030-01-31`, `31.1.2030`, `1/31/2030`, `31 Jan 2030`, `tomorrow`; null for anything else. */
export function dayFrom(text: string, today = new Date()): string | null {
  const word = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(word)
  if (iso) return dayOf(iso[1], iso[2], iso[3])
  const dotted = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(word)
  if (dotted) return dayOf(dotted[3], dotted[2], dotted[1])
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(word)
  if (slashed) return slashedDay(slashed)
  return named(word) ?? quickDay(word, today)
}

/** The month stands first, as most sheet programs write it, unless only the other order exists. */
function slashedDay([, first, second, year]: RegExpExecArray): string | null {
  return dayOf(year, first, second) ?? dayOf(year, second, first)
}

function named(word: string): string | null {
  if (!/^(\d{1,2}\.? [A-Za-zÀ-ÿ]{3,}\.?,? \d{4}|[A-Za-zÀ-ÿ]{3,}\.? \d{1,2},? \d{4})$/.test(word))
    return null
  const date = new Date(word.replaceAll('.', ''))
  return Number.isNaN(date.getTime()) ? null : isoDate(date)
}

/** The words that quick add knows: today, tomorrow, friday, +3d. */
function quickDay(word: string, today: Date): string | null {
  if (!/^[\p{L}+\d ]{2,24}$/u.test(word) || /^\d+$/.test(word)) return null
  const quick = parseQuickTask(`task ${word}`, { members: [], labels: [], today })
  return quick.title === 'task' ? (quick.dueDate ?? null) : null
}

function dayOf(year?: string, month?: string, day?: string): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const text = date.getTime() >= 0 ? date.toISOString().slice(0, 10) : ''
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day)
  return isReal && text !== '' ? text : null
}

/** `1234.5`, `1,234.5`, `1.234,5`, `12 %`; null for anything else. */
export function numberFrom(text: string): number | null {
  const word = text.replace(/[\s\u00a0%€$£]/g, '')
  if (!/^[-+]?[\d.,]+$/.test(word) || !/\d/.test(word)) return null
  const lastComma = word.lastIndexOf(',')
  const lastDot = word.lastIndexOf('.')
  const isCommaDecimal = lastComma > lastDot && !/,\d{3}$/.test(word)
  const plain = isCommaDecimal
    ? word.replaceAll('.', '').replace(',', '.')
    : word.replaceAll(',', '')
  const number = Number(plain)
  return Number.isFinite(number) ? number : null
}
