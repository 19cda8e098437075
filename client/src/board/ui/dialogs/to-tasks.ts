import { html } from 'lit'
import { api, ApiError } from '../../../common/api'
import { t, tn } from '../../../common/i18n'
import { openDialog } from '../../../common/ui/dialog'
import { errorToast, toast } from '../../../common/ui/toast'
import type { BoardSession } from '../session'

interface Project {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** Turns what is chosen into tasks of a project; each element becomes its task's live card. */
export async function openToTasks(session: BoardSession): Promise<void> {
  const ids = session.editor.chosen
    .filter(({ kind, task, text }) => kind !== 'task' && !task && text.trim() !== '')
    .map(({ id }) => id)
  const projects = await projectsOf(session)
  if (!projects) return
  if (projects.length === 0) {
    errorToast(t('There is no project to put tasks into. Make one first.'))
    return
  }
  const make = async (event: Event) => {
    event.preventDefault()
    const form = event.currentTarget as HTMLFormElement
    const fields = new FormData(form)
    const button = form.querySelector<HTMLElement>('.button-primary')
    button?.setAttribute('aria-busy', 'true')
    const project = String(fields.get('project'))
    const isDone = await makeTasks(session, ids, project, String(fields.get('mode')))
    button?.removeAttribute('aria-busy')
    if (isDone) dialog.close()
  }
  const dialog = openDialog({
    title: tn('Make a task', 'Make %(count)s tasks', ids.length),
    body: html`<form class="form" @submit=${(event: Event) => void make(event)}>
      <label class="field">
        <span class="label">${t('Project')}</span>
        <select class="select" name="project" data-first>
          ${projects.map(
            ({ id, key, name }) =>
              html`<option value=${id} ?selected=${id === session.data.project}>
                ${name} (${key})
              </option>`,
          )}
        </select>
      </label>
      <label class="check">
        <input type="radio" name="mode" value="replace" checked />
        <span>${t('Turn them into live cards of the tasks')}</span>
      </label>
      <label class="check">
        <input type="radio" name="mode" value="link" />
        <span>${t('Keep them as they are, marked with their task')}</span>
      </label>
      <p class="help">
        ${t('The first line becomes the title, the rest the description, the colour a label.')}
      </p>
      <div class="form-actions">
        <button class="button button-primary" type="submit">${t('Make tasks')}</button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`,
  })
}

async function projectsOf({ data }: BoardSession): Promise<Project[] | null> {
  try {
    const path = `workspaces/${data.workspace.slug}/projects`
    const page = await api.get<{ results: Project[] }>(path, { query: { limit: 100 } })
    return page.results
  } catch {
    errorToast(t('The projects could not be loaded. Try again in a moment.'))
    return null
  }
}

async function makeTasks(
  { data, editor, socket }: BoardSession,
  elements: readonly string[],
  project: string,
  mode: string,
): Promise<boolean> {
  if (socket.unsaved > 0) {
    errorToast(t('The notes are not saved yet. Try again once they are.'))
    return false
  }
  try {
    const made = await api.post<{ results: unknown[] }>(`boards/${data.id}/tasks`, {
      elements,
      project,
      mode,
    })
    editor.select([])
    toast(tn('%(count)s task made', '%(count)s tasks made', made.results.length))
    return true
  } catch (error) {
    const words = error instanceof ApiError ? error.words : t('The server did not answer.')
    errorToast(t('No tasks were made: %(words)s', { words }))
    return false
  }
}
