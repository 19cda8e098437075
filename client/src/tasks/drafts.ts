/**
 * What was typed and is not acknowledged: kept at every keystroke, so that a closed tab, a crash
 * or a refusal loses no word. One entry a field, forgotten when the server has it.
 */

import { frameData } from '../common/frame-data'

export interface Draft {
  readonly text: string
  /** What the field said when typing began; tells a draft from what has since been saved. */
  readonly base: string
  readonly version: number
}

const PREFIX = 'teamflow.draft.'

/** One a person: whoever signs in next on this device finds none of it. */
function nameOf(taskId: string, field: string): string {
  return `${PREFIX}${frameData().me}.${taskId}.${field}`
}

export function keepDraft(taskId: string, field: string, draft: Draft): void {
  try {
    localStorage.setItem(nameOf(taskId, field), JSON.stringify(draft))
  } catch {
    // Full or forbidden storage: the text still stands in the page.
  }
}

export function readDraft(taskId: string, field: string): Draft | null {
  try {
    const text = localStorage.getItem(nameOf(taskId, field))
    return text === null ? null : (JSON.parse(text) as Draft)
  } catch {
    return null
  }
}

export function forgetDraft(taskId: string, field: string): void {
  try {
    localStorage.removeItem(nameOf(taskId, field))
  } catch {
    // Nothing was kept, then.
  }
}

const FIELDS = ['title', 'description', 'comment'] as const

/** What was begun on a task before the server named it stands on the real one. */
export function renameDrafts(tempId: string, id: string): void {
  for (const field of FIELDS) {
    const draft = readDraft(tempId, field)
    if (draft === null) continue
    keepDraft(id, field, draft)
    forgetDraft(tempId, field)
  }
}
