/** What is said about an answer, between the field and what was found. */

import { ListFilter } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { QueryError } from '../query/errors'
import { tryParse } from '../query/parser'
import type { Answer } from './finding'

export interface Noted {
  readonly text: string
  readonly answer: Answer
  readonly isOffline: boolean
  readonly listUrl: (query: string) => string
  readonly again: (text: string) => void
}

export function searchNotes(noted: Noted): readonly (TemplateResult | typeof nothing)[] {
  return [offline(noted), problem(noted), instead(noted), asList(noted)]
}

function offline({ isOffline }: Noted): TemplateResult | typeof nothing {
  if (!isOffline) return nothing
  return html`<p class="notice notice-info" role="status">
    ${t('You are offline: this is what this browser keeps of your projects, and what you opened last.')}
  </p>`
}

function problem({ answer }: Noted): TemplateResult | typeof nothing {
  if (answer.problem === '') return nothing
  return html`<p class="meta" role="status">
    ${answer.problem} ${t('It was looked for as words.')}
  </p>`
}

/** Nothing has what was typed, but something one slip of the finger away from it. */
function instead({ answer, text, again }: Noted): TemplateResult | typeof nothing {
  // A page that the service worker kept may hold an answer from before there was such a thing.
  const other = (answer.instead as string | undefined) ?? ''
  if (other === '') return nothing
  return html`<p class="search-instead meta" role="status">
    ${t('Nothing has “%(words)s” in it. This has', { words: text })}
    <button class="link-button" type="button" @click=${() => again(other)}>${other}</button>
  </p>`
}

function asList({ answer, text, listUrl }: Noted): TemplateResult | typeof nothing {
  if (text === '' || answer.results.length === 0 || tryParse(text) instanceof QueryError)
    return nothing
  return html`<p class="search-as-list">
    <a class="link-quiet" href=${listUrl((answer.instead as string | undefined) || text)}
      >${icon(ListFilter)}${t('Open tasks as a list')}</a
    >
  </p>`
}
