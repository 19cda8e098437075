/** Before a paste that is not understood wholly: what would be written, and what would not. */

import { html, nothing, type TemplateResult } from 'lit'
import { t, tn } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import type { PastePlan, Problem } from './paste'

const SHOWN = 12

/** True when the person wants what is understood. */
export function askAboutPaste(plan: PastePlan): Promise<boolean> {
  return new Promise((resolve) => {
    let isWanted = false
    const accept = () => {
      isWanted = true
      dialog.close()
    }
    const dialog = openDialog({
      title: t('Paste'),
      body: html`${summary(plan)} ${problems(plan.problems)}`,
      foot: html`<button class="button" type="button" @click=${() => dialog.close()}>
          ${t('Cancel')}
        </button>
        <button class="button button-primary" type="button" data-first @click=${accept}>
          ${t('Paste what is understood')}
        </button>`,
      onClose: () => resolve(isWanted),
    })
  })
}

function summary({ changes, added, columnsLost }: PastePlan): TemplateResult {
  return html`<ul class="paste-summary">
    ${
      changes.length > 0
        ? html`<li>${tn('%(count)s task changes', '%(count)s tasks change', changes.length)}</li>`
        : nothing
    }
    ${
      added.length > 0
        ? html`<li>
            ${tn('%(count)s new task is added', '%(count)s new tasks are added', added.length)}
          </li>`
        : nothing
    }
    ${
      columnsLost > 0
        ? html`<li>
            ${tn('%(count)s column does not fit and is left out', '%(count)s columns do not fit and are left out', columnsLost)}
          </li>`
        : nothing
    }
  </ul>`
}

function problems(list: readonly Problem[]): TemplateResult | typeof nothing {
  if (list.length === 0) return nothing
  const rest = list.length - SHOWN
  return html`<p>${t('Not understood, and left as it is:')}</p>
    <table class="table paste-problems">
      <thead>
        <tr>
          <th scope="col">${t('Row')}</th>
          <th scope="col">${t('Field')}</th>
          <th scope="col">${t('Pasted')}</th>
          <th scope="col">${t('Why')}</th>
        </tr>
      </thead>
      <tbody>
        ${list.slice(0, SHOWN).map(
          ({ row, field, text, why }) =>
            html`<tr>
              <td>${row}</td>
              <td>${field}</td>
              <td>${text}</td>
              <td>${why === 'title' ? t('A new task needs a title.') : why}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${rest > 0 ? html`<p class="help">${tn('and %(count)s more', 'and %(count)s more', rest)}</p>` : nothing}`
}
