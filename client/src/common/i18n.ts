// The words of Django's JavaScript catalogue (/jsi18n/), with places for values: `t('Hi %(name)s')`.

type Values = Readonly<Record<string, string | number>>

declare global {
  interface Window {
    gettext?: (text: string) => string
    ngettext?: (singular: string, plural: string, count: number) => string
    pgettext?: (context: string, text: string) => string
  }
}

const catalogue = (): Partial<Window> => (typeof window === 'undefined' ? {} : window)

function fill(text: string, values: Values): string {
  return text.replace(/%\((\w+)\)s/g, (whole, name: string) => {
    const value = values[name]
    return value === undefined ? whole : String(value)
  })
}

/** The translation of `text`; without a catalogue (a test, a failed load) the text itself. */
export function t(text: string, values: Values = {}): string {
  return fill(catalogue().gettext?.(text) ?? text, values)
}

/** The translation for `count` of something; the count is the value `count`. */
export function tn(singular: string, plural: string, count: number, values: Values = {}): string {
  const chosen =
    catalogue().ngettext?.(singular, plural, count) ?? (count === 1 ? singular : plural)
  return fill(chosen, { count, ...values })
}

/** The translation of a word that needs its context told apart ("May" the month). */
export function tp(context: string, text: string, values: Values = {}): string {
  return fill(catalogue().pgettext?.(context, text) ?? text, values)
}

/** The page's language, for Intl formatters. */
export const locale = (): string =>
  (typeof document === 'undefined' ? '' : document.documentElement.lang) || 'en'
