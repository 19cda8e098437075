/** The dialogue that has a mind map or a flowchart drawn on a live board. */

import { html } from 'lit'
import { t } from '../common/i18n'
import { openDialog } from '../common/ui/dialog'
import './generate-dialog'
import type { Drawn } from './generate-dialog'

export interface GenerateOptions {
  readonly boardId: string
  /** Ids of what is chosen on the board: its texts become the diagram's. */
  readonly selection: readonly string[]
  readonly viewCentre: { readonly x: number; readonly y: number }
  /** Called when it stands on the board. */
  readonly onDrawn?: (drawn: Drawn) => void
}

export function openGenerateDialog(options: GenerateOptions): void {
  const dialog = openDialog({
    title: t('Draw a diagram'),
    body: html`<tf-generate-dialog
      .options=${options}
      @tf-finished=${() => dialog.close()}
    ></tf-generate-dialog>`,
  })
}
