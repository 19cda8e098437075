/** A find as a row, and what stands there before anything is typed. */

import { Clock, Search } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { emptyState } from '../../common/ui/empty'
import { forgetSearches, recentlyOpened, recentSearches } from '../../common/ui/recent'
import { iconOf } from '../../common/ui/found-kinds'
import type { Find } from './finding'

export function findRow(
  { key, title, title_html, snippet_html, about, status, kind, url }: Find,
  at: number,
  isActive: boolean,
  opened: () => void,
): TemplateResult {
  const isTask = kind === 'task' && status !== null
  return html`<a
    class="list-row search-row"
    role="option"
    id="search-${at}"
    href=${url}
    tabindex="-1"
    aria-selected=${isActive}
    ?data-active=${isActive}
    @click=${opened}
  >
    ${isTask ? html`<span class="dot" data-status=${status}></span>` : icon(iconOf(kind))}
    <span class="grow stack-tight">
      <span class="truncate" dir="auto">${title_html === '' ? title : unsafeHTML(title_html)}</span>
      ${
        snippet_html === ''
          ? nothing
          : html`<span class="meta found-snippet" dir="auto"
              ><span>${unsafeHTML(snippet_html)}</span></span
            >`
      }
    </span>
    <span class="meta search-about truncate">${about}</span>
    ${key === '' ? nothing : html`<span class="meta number search-key">${key}</span>`}
  </a>`
}

/** `again` has a former search asked once more; null: the list changed. */
export function startState(again: (text: string | null) => void): TemplateResult {
  const searches = recentSearches()
  const opened = recentlyOpened()
  if (searches.length + opened.length === 0) {
    return emptyState({
      mark: Search,
      title: t('Find anything in this workspace'),
      text: t(
        'Tasks, comments, files, boards, projects and people. The beginning of a word is enough; filter words such as assignee:me or is:overdue mean what they mean in lists.',
      ),
    })
  }
  return html`${searches.length === 0 ? nothing : formerSearches(searches, again)}
  ${
    opened.length === 0
      ? nothing
      : html`<section class="search-group">
          <h2 class="meta">${t('Recently opened')}</h2>
          ${opened.map(
            (row) =>
              html`<a class="list-row search-row" href=${row.url}>
                ${icon(iconOf(row.kind))}<span class="truncate grow" dir="auto">${row.title}</span
                ><span class="meta number search-key">${row.key}</span>
              </a>`,
          )}
        </section>`
  }`
}

function formerSearches(
  searches: readonly string[],
  again: (text: string | null) => void,
): TemplateResult {
  const forget = (): void => {
    forgetSearches()
    again(null)
  }
  return html`<section class="search-group">
    <div class="row">
      <h2 class="meta grow">${t('Recent searches')}</h2>
      <button class="button button-ghost button-small" type="button" @click=${forget}>
        ${t('Clear')}
      </button>
    </div>
    ${searches.map(
      (text) =>
        html`<button class="list-row search-row" type="button" @click=${() => again(text)}>
          ${icon(Clock)}<span class="truncate grow" dir="auto">${text}</span>
        </button>`,
    )}
  </section>`
}
