/** Small dialogues for values that are typed rather than chosen. */

import { html, render } from 'lit'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import type { TaskFields } from '../model'

type Set = (fields: TaskFields) => void

/** Points for all that are chosen; empty takes them away. */
export function openPoints(set: Set): void {
  ask(
    t('Points'),
    html`<label class="field"
      ><span class="label">${t('Points, 1 to 21; empty for none')}</span>
      <input class="input" type="number" name="points" min="1" max="21" autofocus
    /></label>`,
    (data) => {
      const text = String(data.get('points') ?? '')
      set({ story_points: text === '' ? null : Number(text) })
    },
  )
}

/** Hours for all that are chosen; empty takes them away. */
export function openEstimate(set: Set): void {
  ask(
    t('Estimate'),
    html`<label class="field"
      ><span class="label">${t('Hours, such as 1.5; empty for none')}</span>
      <input class="input" type="number" name="hours" min="0.1" max="1000" step="any" autofocus
    /></label>`,
    (data) => {
      const text = String(data.get('hours') ?? '')
      set({ estimate_minutes: text === '' ? null : Math.round(Number(text) * 60) })
    },
  )
}

/** Start and due date; only what is filled in, or ticked as taken away, changes. */
export function openDates(set: Set): void {
  const date = (name: string, label: string, none: string) =>
    html`<div class="field">
      <label class="label" for="bulk-${name}">${label}</label>
      <input class="input" type="date" id="bulk-${name}" name=${name} />
      <label class="check"><input type="checkbox" name="no-${name}" /> ${none}</label>
    </div>`
  ask(
    t('Dates'),
    html`${date('start', t('Start date'), t('No start date'))}
    ${date('due', t('Due date'), t('No due date'))}`,
    (data) => {
      const value = (name: string) => {
        if (data.has(`no-${name}`)) return null
        return String(data.get(name) ?? '') || undefined
      }
      const [start, due] = [value('start'), value('due')]
      set({
        ...(start !== undefined && { start_date: start }),
        ...(due !== undefined && { due_date: due }),
      })
    },
  )
}

function ask(title: string, fields: unknown, done: (data: FormData) => void): void {
  const body = document.createElement('form')
  body.method = 'dialog'
  const dialog = openDialog({ title, body: html`${body}` })
  body.addEventListener('submit', (event) => {
    event.preventDefault()
    done(new FormData(body))
    dialog.close()
  })
  render(
    html`${fields}
      <p class="form-actions"><button class="button button-primary">${t('Change')}</button></p>`,
    body,
  )
  body.querySelector('input')?.focus()
}
