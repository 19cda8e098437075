/** `<tf-ai-breakdown task-id task-key>`: the button in a task that opens the breakdown. */

import { html, LitElement, type TemplateResult } from 'lit'
import { Sparkles } from 'lucide-static'
import { icon } from '../common/icons'
import { t } from '../common/i18n'
import { openDialog } from '../common/ui/dialog'
import './breakdown-dialog'

export class TfAiBreakdown extends LitElement {
  static override properties = {
    taskId: { attribute: 'task-id' },
    taskKey: { attribute: 'task-key' },
  }

  declare taskId: string
  declare taskKey: string

  constructor() {
    super()
    this.taskId = ''
    this.taskKey = ''
  }

  override createRenderRoot(): this {
    return this
  }

  protected override render(): TemplateResult {
    return html`<button
      class="button button-block"
      type="button"
      @click=${() => openBreakdown(this.taskId, this.taskKey)}
    >
      ${icon(Sparkles)}${t('Break down')}
    </button>`
  }
}

export function openBreakdown(taskId: string, taskKey: string): void {
  const dialog = openDialog({
    title: t('Break %(key)s down', { key: taskKey }),
    wide: true,
    body: html`<tf-breakdown-dialog
      task-id=${taskId}
      @tf-finished=${() => dialog.close()}
    ></tf-breakdown-dialog>`,
  })
}

customElements.define('tf-ai-breakdown', TfAiBreakdown)
