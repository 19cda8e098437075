/** Time as people write it: `1h 30m`, `1:30`, `90` (minutes). */

export function minutesWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return `${String(rest)}m`
  return rest === 0 ? `${String(hours)}h` : `${String(hours)}h ${String(rest)}m`
}

/** The minutes that `text` says; null for what is no time. */
export function readMinutes(text: string): number | null {
  const words = text.trim().toLowerCase()
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(words)
  if (clock) return Number(clock[1]) * 60 + Number(clock[2])
  const spoken = /^(?:(\d{1,3}(?:[.,]\d{1,2})?)\s*h)?\s*(?:(\d{1,5})\s*m?)?$/.exec(words)
  if (spoken === null || words === '') return null
  const hours = Number((spoken[1] ?? '0').replace(',', '.'))
  const minutes = Math.round(hours * 60) + Number(spoken[2] ?? 0)
  return minutes > 0 && minutes <= 31 * 24 * 60 ? minutes : null
}

/** The same in a timesheet, where a bare number is hours (`1.5`, `8`), and nothing is no time. */
export function readHours(text: string): number | null {
  const words = text.trim().replace(/^(?=[.,]\d)/, '0')
  if (words === '' || words === '0') return 0
  const bare = /^\d{1,2}(?:[.,]\d{1,2})?$/.test(words)
  const minutes = readMinutes(bare && Number(words.replace(',', '.')) <= 24 ? `${words}h` : words)
  return minutes === null || minutes > 24 * 60 ? null : minutes
}

/** A running clock: `0:07`, `1:02:03`. */
export function clockWords(startedAt: string, now = Date.now()): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(startedAt)) / 1000))
  const pad = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const tail = `${pad(seconds % 60)}`
  return hours > 0 ? `${String(hours)}:${pad(minutes)}:${tail}` : `${String(minutes)}:${tail}`
}
