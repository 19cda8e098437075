/** The dialogue of one allowed move: who may make it, and what the task must have. */

import { html } from 'lit'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import type { CustomField } from '../model'
import type { Transition } from './workflow-model'

type Named = readonly (readonly [string, string])[]

/** What a move may ask for, as the server knows it (tasks/services/tasks/passage.py). */
function needs(): Named {
  return [
    ['assignees', t('Assignee')],
    ['description', t('Description')],
    ['labels', t('Label')],
    ['type', t('Type')],
    ['story_points', t('Story points')],
    ['estimate_minutes', t('Time estimate')],
    ['start_date', t('Start date')],
    ['due_date', t('Due date')],
    ['sprint', t('Sprint')],
    ['milestone', t('Milestone')],
    ['parent', t('Parent task')],
    ['checklist', t('Checklist ticked')],
    ['subtasks', t('Subtasks done')],
  ]
}

export function needNames(fields: readonly CustomField[]): Named {
  return [...needs(), ...fields.map(({ id, name }) => [`fields.${id}`, name] as const)]
}

export function needName(need: string, fields: readonly CustomField[]): string {
  return needNames(fields).find(([id]) => id === need)?.[1] ?? need
}

interface Asked {
  readonly title: string
  readonly move: Transition
  readonly roles: Named
  readonly needs: Named
}

/** The move as the person wants it; `remove` to forbid it; null when they thought better of it. */
export function askTransition(asked: Asked): Promise<Transition | 'remove' | null> {
  const { move, title } = asked
  return new Promise((resolve) => {
    let answer: Transition | 'remove' | null = null
    const keep = (event: SubmitEvent): void => {
      event.preventDefault()
      const data = new FormData(event.target as HTMLFormElement)
      answer = {
        ...move,
        roles: data.getAll('role').map(String),
        needs: data.getAll('need').map(String),
        approvals: Number(data.get('approvals') ?? 0),
      }
      dialog.close()
    }
    const remove = (): void => {
      answer = 'remove'
      dialog.close()
    }
    const dialog = openDialog({
      title,
      body: html`<form class="form" id="transition-form" @submit=${keep}>
        ${ticks(t('Who may make this move (nobody ticked: everybody who may edit)'), 'role', asked.roles, move.roles)}
        ${ticks(t('What the task must have'), 'need', asked.needs, move.needs)}
        <div class="field">
          <label for="approvals">${t('How many others must approve')}</label>
          <input
            class="input settings-limit"
            id="approvals"
            name="approvals"
            type="number"
            min="0"
            max="10"
            required
            .value=${String(move.approvals)}
          />
        </div>
      </form>`,
      foot: html`<button class="button button-ghost" type="button" @click=${remove}>
          ${t('Forbid this move')}
        </button>
        <button class="button push" type="button" data-closes>${t('Cancel')}</button>
        <button class="button button-primary" form="transition-form">${t('Save')}</button>`,
      onClose: () => resolve(answer),
    })
  })
}

function ticks(legend: string, name: string, choices: Named, chosen: readonly string[]) {
  return html`<fieldset class="settings-ticks">
    <legend>${legend}</legend>
    ${choices.map(
      ([id, words]) =>
        html`<label class="check"
          ><input
            type="checkbox"
            name=${name}
            value=${id}
            .checked=${chosen.includes(id)}
          />${words}</label
        >`,
    )}
  </fieldset>`
}
