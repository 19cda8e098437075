/** The editor comes when somebody first writes: a page that is only read does without it. */

import type { EditorOptions, RichEditor } from './editor'
import type { TextSession } from './text-session'

export type { EditorOptions, RichEditor, TextSession }

export interface Editing {
  readonly createEditor: (options: EditorOptions) => RichEditor
  readonly TextSession: typeof TextSession
}

let loading: Promise<Editing> | null = null

export function loadEditing(): Promise<Editing> {
  loading ??= Promise.all([import('./editor'), import('./text-session')])
    .then(([{ createEditor }, session]) => ({ createEditor, TextSession: session.TextSession }))
    .catch((error: unknown) => {
      loading = null
      throw error
    })
  return loading
}
