/** What the settings of notifications are made of. Pure. */

import { t } from '../../common/i18n'

export type Channel = 'in_app' | 'email' | 'push'
export type Level = 'default' | 'all' | 'mine' | 'muted'

export interface Preferences {
  readonly channels: Readonly<Record<string, Readonly<Record<Channel, boolean>>>>
  readonly email_interval: number
  readonly quiet: {
    readonly from: string | null
    readonly to: string | null
    readonly days: readonly number[]
  }
  readonly reminders: Readonly<Record<string, boolean>>
  readonly remind_at: number
}

export interface ProjectLevel {
  readonly project: { readonly id: string; readonly key: string; readonly name: string }
  readonly workspace: { readonly slug: string; readonly name: string }
  readonly level: Level
}

export interface NoticesPage {
  readonly preferences: Preferences
  readonly kinds: readonly { readonly id: string; readonly name: string }[]
  readonly channels: readonly Channel[]
  readonly intervals: readonly number[]
  readonly projects: readonly ProjectLevel[]
  readonly timezone: string
  readonly email: string
  readonly stopped: { readonly reason: string; readonly detail: string } | null
  readonly push_key: string
}

export const LEVELS: readonly Level[] = ['default', 'all', 'mine', 'muted']

export function channelName(channel: Channel): string {
  return { in_app: t('Inbox'), email: t('E-mail'), push: t('Push') }[channel]
}

export function levelName(level: Level): string {
  return {
    default: t('The usual'),
    all: t('Everything'),
    mine: t('Only what is mine'),
    muted: t('Nothing'),
  }[level]
}

export function intervalName(minutes: number): string {
  if (minutes < 60) return t('Every %(count)s minutes', { count: minutes })
  if (minutes === 60) return t('Every hour')
  return minutes === 1440 ? t('Once a day') : t('Every %(count)s hours', { count: minutes / 60 })
}

export function reminderName(reminder: string): string {
  const names: Record<string, string> = {
    day_before: t('The day before'),
    on_day: t('On the day'),
    overdue: t('When it is late'),
  }
  return names[reminder] ?? reminder
}

export function stoppedWords(reason: string): string {
  return reason === 'complained'
    ? t('A mail to you was reported as spam, so nothing is sent there any more.')
    : t('Mail to you came back, so nothing is sent there any more.')
}

/** Monday first, in the reader's language. */
export function dayNames(): readonly { readonly long: string; readonly short: string }[] {
  const name = (day: number, weekday: 'long' | 'short') =>
    new Intl.DateTimeFormat(document.documentElement.lang || 'en', {
      weekday,
      timeZone: 'UTC',
    }).format(Date.UTC(2024, 0, 1 + day))
  return [0, 1, 2, 3, 4, 5, 6].map((day) => ({
    long: name(day, 'long'),
    short: name(day, 'short'),
  }))
}
