/** The sheet that "?" opens: every key that does something on this page, from the one registry. */

import { html, nothing, render, type TemplateResult } from 'lit'
import { t, tn } from '../i18n'
import { liveActions, type Action } from './actions'
import { openDialog } from './dialog'
import { keyCaps } from './keys'
import { bestMatches } from './match'

export function openShortcuts(): void {
  const all = liveActions().filter(({ keys }) => keys)
  const list = document.createElement('div')
  const show = (query: string): void => {
    render(listOf(all, query), list)
  }
  const typed = (event: Event): void => show((event.target as HTMLInputElement).value)
  show('')
  openDialog({
    title: t('Keyboard shortcuts'),
    wide: true,
    body: html`<input
        class="input"
        type="search"
        data-first
        autocomplete="off"
        aria-label=${t('Search the shortcuts')}
        placeholder=${t('What do you want to do?')}
        @input=${typed}
      />
      ${list}`,
  })
}

function listOf(all: readonly Action[], query: string): TemplateResult {
  const found =
    query.trim() === '' ? all : bestMatches(all, query, ({ label, group }) => `${label} ${group}`)
  const groups = new Map<string, Action[]>()
  for (const action of found)
    groups.set(action.group, [...(groups.get(action.group) ?? []), action])
  const count = tn('%(count)s shortcut', '%(count)s shortcuts', found.length)
  return html`<div class="shortcuts">
      ${[...groups].map(([group, actions]) => section(group, actions))}
    </div>
    ${found.length === 0 ? html`<p class="palette-empty">${t('No key does that here.')}</p>` : nothing}
    <p class="visually-hidden" role="status">${query === '' ? '' : count}</p>`
}

function section(group: string, actions: readonly Action[]): TemplateResult {
  return html`<section>
    <h3>${group}</h3>
    <ul class="shortcuts-list">
      ${actions.map(
        ({ keys = '', scope = '', label }) =>
          html`<li data-keys=${keys} data-scope=${scope}>
            <span>${label.replace(/…$/, '')}</span
            ><span class="shortcuts-keys"
              >${keyCaps(keys).map((cap) => html`<kbd class="kbd">${cap}</kbd>`)}</span
            >
          </li>`,
      )}
    </ul>
  </section>`
}
