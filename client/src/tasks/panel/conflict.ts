/** Two people changed the same field: both versions side by side, and a choice for each. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import { forgetDraft, keepDraft } from '../drafts'
import type { FieldName, Task, TaskFields } from '../model'
import { fieldNames } from '../ops'
import type { ConflictCase, ProjectStore } from '../project'
import { fieldName, valueName } from './words'

export type Choice = 'mine' | 'theirs'

/** What to send after the person chose: their picks, and what nobody disputed. */
export function resolved(
  mine: TaskFields,
  disputed: readonly FieldName[],
  choices: ReadonlyMap<string, Choice>,
): TaskFields {
  const kept = Object.entries(mine).filter(
    ([name]) => !disputed.includes(name as FieldName) || choices.get(name) === 'mine',
  )
  return Object.fromEntries(kept)
}

const waiting: (() => void)[] = []
let isAsking = false

/** One question at a time, however many edits of a time without a network met others. */
export function askConflict(store: ProjectStore, conflict: ConflictCase): void {
  const next = () => {
    const ask = waiting.shift()
    isAsking = ask !== undefined
    ask?.()
  }
  // Kept before it is asked: the tab may be closed while others are.
  const { op, current } = conflict
  for (const name of disputedOf(conflict)) keepTyped(op.taskId, name, op.fields[name], current)
  waiting.push(() => ask(store, conflict, next))
  if (!isAsking) next()
}

function disputedOf({ op, conflicts }: ConflictCase): readonly FieldName[] {
  const named = fieldNames(conflicts).filter((name) => name in op.fields)
  return named.length > 0 ? named : (Object.keys(op.fields) as FieldName[])
}

function ask(store: ProjectStore, conflict: ConflictCase, onClose: () => void): void {
  const { op, current } = conflict
  const disputed = disputedOf(conflict)
  const choices = new Map<string, Choice>(disputed.map((name) => [name, 'mine']))
  const save = () => {
    const fields = resolved(op.fields, disputed, choices)
    for (const name of disputed) forgetDraft(op.taskId, name)
    dialog.close()
    if (Object.keys(fields).length === 0) return
    const { taskId } = op
    const before = pick(current, Object.keys(fields) as FieldName[])
    void store.do({ kind: 'task.patch', taskId, fields, before, version: current.version })
  }
  const dialog = openDialog({
    title: t('%(key)s was changed by somebody else', { key: current.key }),
    wide: true,
    onClose,
    body: html`<p>
        ${t('While you wrote, the same was changed elsewhere. Nothing is lost: choose what to keep.')}
      </p>
      ${disputed.map((name) => row(name, op.fields[name], current[name], (choice) => choices.set(name, choice)))}`,
    foot: html`<button class="button" type="button" data-closes>${t('Decide later')}</button>
      <button class="button button-primary" type="button" @click=${save}>
        ${t('Save my choice')}
      </button>`,
  })
  dialog.classList.add('conflict')
}

function row(
  name: FieldName,
  mine: unknown,
  theirs: unknown,
  choose: (choice: Choice) => void,
): TemplateResult {
  const side = (choice: Choice, title: string, value: unknown) =>
    html`<label class="conflict-side">
      <span class="conflict-choice"
        ><input
          type="radio"
          name="conflict-${name}"
          value=${choice}
          ?checked=${choice === 'mine'}
          @change=${() => choose(choice)}
        />
        ${title}</span
      >
      <span class="conflict-value" tabindex="0" role="group" aria-label=${title}
        >${valueName(name, value) || t('(empty)')}</span
      >
    </label>`
  return html`<fieldset class="conflict-row">
    <legend>${fieldName(name)}</legend>
    <div class="conflict-sides">
      ${side('mine', t('Yours'), mine)} ${side('theirs', t('Theirs'), theirs)}
    </div>
  </fieldset>`
}

/** Closing the dialogue, or the tab, leaves the text as a draft on the task. */
function keepTyped(taskId: string, name: FieldName, value: unknown, current: Task): void {
  if (typeof value !== 'string' || (name !== 'title' && name !== 'description')) return
  keepDraft(taskId, name, {
    text: value,
    base: String(current[name] ?? ''),
    version: current.version,
  })
}

export function pick(task: Task, names: readonly FieldName[]): TaskFields {
  return Object.fromEntries(names.map((name) => [name, task[name]]))
}
