/** The full page of one task: the panel without a view beneath it. */

import { html, LitElement, type TemplateResult } from 'lit'
import type { ProjectStore } from '../project'
import { openProject } from '../session'
import './panel'

export class TfTaskPage extends LitElement {
  readonly store: ProjectStore = openProject()

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.store.open()
  }

  protected override render(): TemplateResult {
    return html`<tf-task-panel full .store=${this.store}></tf-task-panel>`
  }
}

customElements.define('tf-task-page', TfTaskPage)
