/** The sheet that "?" opens: every key that does something on this page, from the one registry. */

import { html } from 'lit'
import { t } from '../i18n'
import { liveActions, type Action } from './actions'
import { openDialog } from './dialog'
import { keyCaps } from './keys'

export function openShortcuts(): void {
  const groups = new Map<string, Action[]>()
  for (const action of liveActions()) {
    if (!action.keys) continue
    groups.set(action.group, [...(groups.get(action.group) ?? []), action])
  }
  openDialog({
    title: t('Keyboard shortcuts'),
    wide: true,
    body: html`<div class="shortcuts">
      ${[...groups].map(
        ([group, actions]) =>
          html`<section>
            <h3>${group}</h3>
            <ul class="shortcuts-list">
              ${actions.map(
                (action) =>
                  html`<li data-keys=${action.keys ?? ''} data-scope=${action.scope ?? ''}>
                    <span>${action.label}</span
                    ><span class="shortcuts-keys"
                      >${keyCaps(action.keys ?? '').map((cap) => html`<kbd class="kbd">${cap}</kbd>`)}</span
                    >
                  </li>`,
              )}
            </ul>
          </section>`,
      )}
    </div>`,
  })
}
