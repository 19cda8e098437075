/** What can be done to a dashboard, and the dialog that asks for its name. */

import { Ellipsis, Lock, Pencil, Plus, Trash2, Users } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../common/icons'
import { t } from '../common/i18n'
import { openDialog } from '../common/ui/dialog'
import type { Dashboard } from './widgets'

export interface MenuOptions {
  readonly dashboard: Dashboard
  readonly canCreate: boolean
  readonly isOwn: boolean
  readonly create: () => void
  readonly rename: () => void
  readonly share: () => void
  readonly remove: () => void
}

export function dashboardMenu(options: MenuOptions): TemplateResult | typeof nothing {
  const { dashboard, canCreate, isOwn } = options
  if (!canCreate && !dashboard.can_edit) return nothing
  return html`<tf-menu>
    <button
      class="button button-ghost button-icon"
      type="button"
      aria-haspopup="menu"
      aria-label=${t('More')}
    >
      ${icon(Ellipsis)}
    </button>
    <div class="menu" role="menu" hidden aria-label=${t('Dashboard')}>
      ${canCreate ? item(Plus, t('New dashboard'), options.create) : nothing}
      ${dashboard.can_edit ? item(Pencil, t('Rename'), options.rename) : nothing}
      ${
        dashboard.can_edit && isOwn
          ? item(
              dashboard.is_shared ? Lock : Users,
              dashboard.is_shared ? t('Keep it to yourself') : t('Share with the workspace'),
              options.share,
            )
          : nothing
      }
      ${
        dashboard.can_delete
          ? html`<div class="menu-line" role="separator"></div>
              ${item(Trash2, t('Delete'), options.remove, 'menu-item-danger')}`
          : nothing
      }
    </div>
  </tf-menu>`
}

export function item(shape: string, words: string, run: () => void, more = ''): TemplateResult {
  return html`<button class="menu-item ${more}" role="menuitem" type="button" @click=${run}>
    ${icon(shape)}${words}
  </button>`
}

/** Asks for a name, and (where `isShared` says what is usual) who sees it. */
export function nameDialog(
  title: string,
  name: string,
  isShared: boolean | null,
  onSave: (name: string, isShared: boolean) => void,
): void {
  const save = (event: SubmitEvent): void => {
    event.preventDefault()
    const values = new FormData(event.target as HTMLFormElement)
    const given = values.get('name')
    if (typeof given !== 'string' || given.trim() === '') return
    dialog.close()
    onSave(given.trim(), values.get('is_shared') === 'on')
  }
  const dialog = openDialog({
    title,
    body: html`<form class="form" @submit=${save}>
      <div class="field">
        <label for="dashboard-name">${t('Name')}</label>
        <input
          class="input"
          id="dashboard-name"
          name="name"
          maxlength="100"
          required
          .value=${name}
        />
      </div>
      ${
        isShared === null
          ? nothing
          : html`<label class="check"
              ><input type="checkbox" name="is_shared" ?checked=${isShared} /><span
                >${t('Everybody in the workspace sees it')}</span
              ></label
            >`
      }
      <div class="form-actions">
        <button class="button button-primary" type="submit">${t('Save')}</button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`,
  })
}
