/** The badge of a task under a service target whose time runs out. */

import type { nothing } from 'lit'
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit'
import { api } from '../../common/api'
import { targetBadge, type Standing } from '../automation/targets'
import type { Task } from '../model'
import type { ProjectStore } from '../project'

export class TfStanding extends LitElement {
  static override properties = {
    store: { attribute: false },
    task: { attribute: false },
    standing: { state: true },
  }

  declare store: ProjectStore
  declare task: Task
  declare standing: Standing | undefined

  override createRenderRoot(): this {
    return this
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('task')
    if (!changed.has('task') || before?.version === this.task.version) return
    if (before?.id !== this.task.id) this.standing = undefined
    void this.#load()
  }

  protected override render(): TemplateResult | typeof nothing {
    return html`${targetBadge(this.standing)}`
  }

  async #load(): Promise<void> {
    const { id: task, completed_at: completed } = this.task
    if (completed !== null || task.startsWith('tmp-')) {
      this.standing = undefined
      return
    }
    try {
      const path = `projects/${this.store.id}/service-targets/status`
      const { results } = await api.get<{ results: Standing[] }>(path, {
        query: { task },
        isKept: true,
      })
      if (task === this.task.id) this.standing = results[0]
    } catch {
      // No badge is better than a wrong one.
    }
  }
}

customElements.define('tf-standing', TfStanding)
