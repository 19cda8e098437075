/** Who hears of a task; everybody may join or leave, also those who only read. */

import { Eye, EyeOff } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t, tn } from '../../common/i18n'
import { avatars } from '../../common/ui/avatar'
import type { Task } from '../model'
import type { ProjectStore } from '../project'

export function isWatching(store: ProjectStore, task: Task): boolean {
  return task.watchers?.includes(store.page.me.id) === true
}

export function setWatching(store: ProjectStore, task: Task, isOn: boolean): void {
  void store.do({ kind: 'task.watch', taskId: task.id, person: store.page.me.id, isOn })
}

export class TfWatching extends LitElement {
  static override properties = { store: { attribute: false }, task: { attribute: false } }

  declare store: ProjectStore
  declare task: Task

  override createRenderRoot(): this {
    return this
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, task } = this
    if (task.watchers === undefined) return nothing
    const people = store.members.filter(({ id }) => task.watchers?.includes(id))
    const isOn = isWatching(store, task)
    const names = people.map(({ name }) => name).join(', ')
    const count = task.watchers.length
    return html`<div class="property-typed">
      <span class="property-text" title=${names}
        >${
          people.length === 0
            ? html`<span class="property-none"
                >${count === 0 ? t('Nobody') : tn('%(count)s person', '%(count)s people', count)}</span
              >`
            : html`${avatars(people, { most: 4, size: 20 })}<span class="visually-hidden"
                  >${names}</span
                >`
        }</span
      >
      <button
        class="button button-ghost button-small"
        type="button"
        aria-pressed=${String(isOn)}
        @click=${() => setWatching(store, task, !isOn)}
      >
        ${icon(isOn ? EyeOff : Eye, { size: 14 })}${isOn ? t('Unwatch') : t('Watch')}
      </button>
    </div>`
  }
}

customElements.define('tf-watching', TfWatching)
