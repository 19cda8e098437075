/** The dialogues of sprints: make or change one, start it, complete it. */

import { html, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { confirmAct, openDialog } from '../../common/ui/dialog'
import { errorToast, toast } from '../../common/ui/toast'
import { isoDate } from '../grammar'
import { addDays } from '../time/days'
import type { Task } from '../model'
import { progressOf, type SprintDetail, type Velocity } from './figures'
import { pointsWords, tasksWords } from './words'

type Saved = (sprint: SprintDetail) => void

const FORTNIGHT = 13

/** A form in a dialogue: sends its fields, shows the server's words beside them. */
function ask(
  title: string,
  fields: TemplateResult,
  action: string,
  send: (values: FormData) => Promise<void>,
): void {
  const id = `sprint-form-${String(Date.now())}`
  const submitted = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const button = dialog.querySelector<HTMLElement>('.button-primary')
    if (button?.getAttribute('aria-busy') === 'true') return
    button?.setAttribute('aria-busy', 'true')
    try {
      await send(new FormData(form))
      dialog.close()
    } catch (error) {
      showProblem(dialog, error)
    } finally {
      button?.removeAttribute('aria-busy')
    }
  }
  const dialog = openDialog({
    title,
    body: html`<form id=${id} class="form" @submit=${submitted}>
      ${fields}
      <p class="field-error" role="alert" data-problem hidden></p>
    </form>`,
    foot: html`<button class="button" type="button" data-closes>${t('Cancel')}</button>
      <button class="button button-primary" form=${id}>${action}</button>`,
  })
}

function showProblem(dialog: HTMLElement, error: unknown): void {
  const line = dialog.querySelector<HTMLElement>('[data-problem]')
  if (line === null) return
  line.textContent =
    error instanceof ApiError
      ? error.words
      : t('The server cannot be reached. Nothing was changed; try again.')
  line.hidden = false
  const field = error instanceof ApiError ? error.details[0]?.field : null
  dialog.querySelector<HTMLElement>(`[name="${CSS.escape(field ?? '')}"]`)?.focus()
}

function dateFields(start: string, end: string, isRequired: boolean): TemplateResult {
  const field = (name: string, label: string, value: string) =>
    html`<label class="field"
      ><span>${label}</span
      ><input class="input" type="date" name=${name} .defaultValue=${value} ?required=${isRequired}
    /></label>`
  return html`<div class="sprint-dates">
    ${field('start_date', t('First day'), start)} ${field('end_date', t('Last day'), end)}
  </div>`
}

function text(values: FormData, name: string): string {
  return String(values.get(name) ?? '').trim()
}

function number(values: FormData, name: string): number | null {
  const given = text(values, name)
  return given === '' ? null : Number(given)
}

/** Make a sprint, or change `sprint`. */
export function editSprint(
  projectId: string,
  sprint: SprintDetail | null,
  velocity: Velocity,
  saved: Saved,
): void {
  const isOver = sprint?.status === 'completed'
  const hint =
    velocity.points === null
      ? t('After the first sprint its velocity is suggested here.')
      : tn(
          'The last sprint brought %(points)s points to an end.',
          'The last %(count)s sprints brought %(points)s points to an end on average.',
          velocity.sprints.length,
          { points: velocity.points },
        )
  const fields = html`<label class="field"
      ><span>${t('Name')}</span
      ><input
        class="input"
        name="name"
        maxlength="100"
        placeholder=${t('Continues the numbers when left empty')}
        ?required=${sprint !== null}
        .defaultValue=${sprint?.name ?? ''}
    /></label>
    <label class="field"
      ><span>${t('Goal')}</span
      ><textarea
        class="textarea"
        name="goal"
        rows="2"
        maxlength="2000"
        placeholder=${t('What is true when it ends?')}
        .defaultValue=${sprint?.goal ?? ''}
      ></textarea>
    </label>
    ${
      isOver
        ? nothing
        : html`${dateFields(sprint?.start_date ?? '', sprint?.end_date ?? '', false)}
            <label class="field"
              ><span>${t('Capacity in points')}</span
              ><input
                class="input"
                type="number"
                name="capacity"
                min="0"
                max="10000"
                .defaultValue=${String(sprint?.capacity ?? '')}
              /><span class="helptext">${hint}</span></label
            >`
    }`
  ask(
    sprint === null ? t('New sprint') : t('Change %(name)s', { name: sprint.name }),
    fields,
    sprint === null ? t('Create sprint') : t('Save'),
    async (values) => {
      const body = {
        name: text(values, 'name'),
        goal: text(values, 'goal'),
        ...(!isOver && {
          start_date: text(values, 'start_date') || null,
          end_date: text(values, 'end_date') || null,
          capacity: number(values, 'capacity'),
        }),
      }
      saved(
        sprint === null
          ? await api.post<SprintDetail>(`projects/${projectId}/sprints`, body)
          : await api.patch<SprintDetail>(`sprints/${sprint.id}`, body),
      )
    },
  )
}

/** Start it: what is in it now is what was committed to. */
export function startSprint(sprint: SprintDetail, tasks: readonly Task[], saved: Saved): void {
  const { points, unestimated } = progressOf(tasks)
  const start = sprint.start_date ?? isoDate(new Date())
  const fields = html`<p>
      ${t('%(tasks)s with %(points)s become what the team commits to. What comes in later is shown as a change of scope.', { tasks: tasksWords(tasks.length), points: pointsWords(points) })}
    </p>
    ${
      unestimated > 0
        ? html`<p class="notice notice-warning">
            ${tn('%(count)s task has no points yet.', '%(count)s tasks have no points yet.', unestimated)}
          </p>`
        : nothing
    }
    ${dateFields(start, sprint.end_date ?? addDays(start, FORTNIGHT), true)}`
  ask(t('Start %(name)s', { name: sprint.name }), fields, t('Start sprint'), async (values) => {
    const body = { start_date: text(values, 'start_date'), end_date: text(values, 'end_date') }
    saved(await api.post<SprintDetail>(`sprints/${sprint.id}/start`, body))
    toast(t('%(name)s has started', { name: sprint.name }))
  })
}

/** Complete it, and say where the unfinished tasks go. */
export function completeSprint(
  sprint: SprintDetail,
  tasks: readonly Task[],
  planned: readonly SprintDetail[],
  saved: Saved,
): void {
  const { tasks: all, tasks_done: done, points_done: points } = progressOf(tasks)
  const open = all - done
  const first = planned[0]?.id ?? 'new'
  const choice = (value: string, label: string) =>
    html`<label class="check"
      ><input type="radio" name="carry_over" value=${value} ?checked=${value === first} />
      <span>${label}</span></label
    >`
  const fields = html`<p>
      ${t('%(done)s done, worth %(points)s.', { done: tasksWords(done), points: pointsWords(points) })}
    </p>
    ${
      open === 0
        ? html`<p>${t('Nothing is left over.')}</p>`
        : html`<fieldset class="sprint-choice">
            <legend>
              ${tn('%(count)s unfinished task goes to', '%(count)s unfinished tasks go to', open)}
            </legend>
            ${planned.map(({ id, name }) => choice(id, name))} ${choice('new', t('A new sprint'))}
            ${choice('backlog', t('The backlog'))}
          </fieldset>`
    }`
  ask(
    t('Complete %(name)s', { name: sprint.name }),
    fields,
    t('Complete sprint'),
    async (values) => {
      const carry_over = text(values, 'carry_over') || 'backlog'
      saved(await api.post<SprintDetail>(`sprints/${sprint.id}/complete`, { carry_over }))
      toast(t('%(name)s is complete', { name: sprint.name }), {
        undo: () => reopenSprint(sprint, saved),
      })
    },
  )
}

export async function reopenSprint(sprint: SprintDetail, saved: Saved): Promise<void> {
  try {
    saved(await api.post<SprintDetail>(`sprints/${sprint.id}/reopen`, {}))
    toast(t('%(name)s runs again', { name: sprint.name }))
  } catch (error) {
    explain(error)
  }
}

/** A planned sprint goes at once, one that tells of its days after a question; both come back. */
export async function deleteSprint(sprint: SprintDetail): Promise<void> {
  if (sprint.status !== 'planned' && !(await isSureToForget(sprint))) return
  try {
    await api.delete(`sprints/${sprint.id}`)
    toast(t('%(name)s is deleted', { name: sprint.name }), {
      undo: () => void bringBack(sprint),
    })
  } catch (error) {
    explain(error)
  }
}

function isSureToForget(sprint: SprintDetail): Promise<boolean> {
  return confirmAct({
    title: t('Delete “%(name)s”?', { name: sprint.name }),
    text: t('Its tasks stay; what it tells of its days goes with it.'),
    action: t('Delete sprint'),
    isDangerous: true,
  })
}

async function bringBack({ id, name }: SprintDetail): Promise<void> {
  try {
    await api.post(`removed-parts/${id}/restore`)
    toast(t('%(name)s is back', { name }))
  } catch (error) {
    explain(error)
  }
}

/** Somebody's points in a sprint; null forgets them. */
export async function setCapacity(
  sprint: SprintDetail,
  user: string,
  points: number | null,
): Promise<void> {
  try {
    await api.patch(`sprints/${sprint.id}/capacity`, { people: [{ user, points }] })
  } catch (error) {
    explain(error)
  }
}

export function explain(error: unknown): void {
  errorToast(
    error instanceof ApiError
      ? error.words
      : t('The server cannot be reached. Nothing was changed; try again.'),
  )
}
