/** Dialogues that an act on one task opens: another project, the name of a template. */

import { html, nothing, render } from 'lit'
import { api, pages } from '../common/api'
import { t, tn } from '../common/i18n'
import { openDialog } from '../common/ui/dialog'
import { errorToast, toast } from '../common/ui/toast'
import type { BoardAnswer, Project, Task } from './model'
import { wordsOf } from './panel/words'
import { closeTask, openTaskKey } from './parts/address'
import type { ProjectStore } from './project'

interface Transfer {
  readonly results: readonly Task[]
  readonly dropped: Readonly<Record<string, readonly string[]>>
}

/** Keep a task as what new ones may start with. */
export function askTemplateName(store: ProjectStore, task: Task): void {
  const form = document.createElement('form')
  const dialog = openDialog({ title: t('Make a template'), body: html`${form}` })
  const show = (problem = ''): void => {
    render(
      html`<div class="field">
          <label for="template-name">${t('Name')}</label>
          <input
            class="input"
            id="template-name"
            name="name"
            required
            maxlength="100"
            value=${task.title.slice(0, 100)}
            aria-invalid=${problem !== ''}
          />
          ${problem === '' ? nothing : html`<p class="field-error" role="alert">${problem}</p>`}
        </div>
        <p class="quiet">
          ${t('It keeps the title, the description, the checklist, labels, type, priority, points and fields. New tasks can be made from it in the settings.')}
        </p>
        <p class="form-actions">
          <button class="button button-primary">${t('Make template')}</button>
        </p>`,
      form,
    )
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const name = String(new FormData(form).get('name')).trim()
    api
      .post(`projects/${store.id}/templates`, { name, task: task.id })
      .then(() => {
        dialog.close()
        toast(t('Kept as the template “%(name)s”', { name }))
      })
      .catch((error: unknown) => show(wordsOf(error)))
  })
  show()
  form.querySelector('input')?.select()
}

/** Ask where a task goes, say what would be left out there, and move it with all below it. */
export async function askProject(store: ProjectStore, task: Task): Promise<void> {
  const projects = await otherProjects(store)
  if (projects.length === 0) {
    toast(t('This workspace has no other project.'))
    return
  }
  const form = document.createElement('form')
  const dialog = openDialog({
    title: t('Move %(key)s to another project', { key: task.key }),
    body: html`${form}`,
  })
  let losses: readonly string[] | null = null
  let problem = ''
  const show = (): void => {
    render(
      html`<div class="field">
          <label for="move-project">${t('Project')}</label>
          <select class="select" id="move-project" name="project" @change=${() => void look()}>
            ${projects.map(({ id, key, name }) => html`<option value=${id}>${key} ${name}</option>`)}
          </select>
        </div>
        <p class="quiet">
          ${t('It gets a new key there; the old one still leads to it. Subtasks go with it.')}
        </p>
        <div aria-live="polite">${lossWords(losses)}</div>
        ${problem === '' ? nothing : html`<p class="field-error" role="alert">${problem}</p>`}
        <p class="form-actions"><button class="button button-primary">${t('Move')}</button></p>`,
      form,
    )
  }
  const chosen = (): string => form.querySelector('select')?.value ?? ''
  const look = async (): Promise<void> => {
    const asked = chosen()
    losses = null
    show()
    const found = await lossesIn(store, task, asked)
    if (asked !== chosen()) return
    losses = found
    show()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const project = projects.find(({ id }) => id === chosen())
    if (project === undefined) return
    void move(store, task, project)
      .then(() => dialog.close())
      .catch((error: unknown) => {
        problem = wordsOf(error)
        show()
      })
  })
  show()
  await look()
}

function lossWords(losses: readonly string[] | null) {
  if (losses === null) return html`<p class="quiet">${t('Looking what fits there…')}</p>`
  if (losses.length === 0)
    return html`<p class="quiet">${t('Everything it holds is known there.')}</p>`
  return html`<div class="notice notice-warning">
    <div>
      ${tn('%(count)s thing is not known there and is left out:', '%(count)s things are not known there and are left out:', losses.length)}
      <strong>${losses.join(', ')}</strong>
    </div>
  </div>`
}

async function otherProjects(store: ProjectStore): Promise<readonly Project[]> {
  const found: Project[] = []
  try {
    const path = `workspaces/${store.page.workspace.slug}/projects`
    for await (const page of pages<Project>(path, { query: { limit: 100 } })) found.push(...page)
  } catch (error) {
    errorToast(wordsOf(error))
  }
  return found.filter(({ id }) => id !== store.id)
}

/** What the task holds that the other project has no name for. */
async function lossesIn(
  store: ProjectStore,
  task: Task,
  projectId: string,
): Promise<readonly string[]> {
  const { state } = store
  const there = await api
    .get<BoardAnswer>(`projects/${projectId}/board`, { query: { per_column: 1 } })
    .catch(() => null)
  if (there === null) return []
  const lacks = (names: readonly { readonly name: string }[] | undefined, name: string) =>
    !names?.some((each) => each.name.toLocaleLowerCase() === name.toLocaleLowerCase())
  const named = (list: readonly { readonly id: string; readonly name: string }[], id: unknown) =>
    list.find((each) => each.id === id)?.name
  const type = named(state.types, task.type)
  const milestone = named(state.milestones, task.milestone)
  const sprint = named(state.sprints, task.sprint)
  const fields = state.fields.filter(({ id }) => (task.fields?.[id] ?? null) !== null)
  return [
    ...task.labels.filter(({ name }) => lacks(there.labels, name)).map(({ name }) => name),
    ...(type !== undefined && lacks(there.types, type) ? [type] : []),
    ...(milestone !== undefined && lacks(there.milestones, milestone) ? [milestone] : []),
    ...(sprint === undefined ? [] : [sprint]),
    ...fields.filter(({ name }) => lacks(there.fields, name)).map(({ name }) => name),
    ...(task.parent === null ? [] : [t('its parent')]),
  ]
}

async function move(store: ProjectStore, task: Task, project: Project): Promise<void> {
  const body = { ids: [task.id], project: project.id }
  const { results, dropped } = await api.post<Transfer>('tasks/transfer', body)
  const now = results.find(({ id }) => id === task.id) ?? results[0]
  const left = dropped[task.id] ?? []
  const words = t('Moved %(key)s to %(project)s as %(now)s', {
    key: task.key,
    project: project.name,
    now: now?.key ?? '',
  })
  const address = `/w/${store.page.workspace.slug}/t/${now?.key ?? ''}/`
  if (store.page.task !== undefined) {
    location.assign(address)
    return
  }
  if (openTaskKey() === task.key) closeTask()
  const all =
    left.length === 0 ? words : `${words}. ${t('Left out: %(what)s', { what: left.join(', ') })}`
  toast(all, { undo: () => location.assign(address), actionLabel: t('Open'), seconds: 10 })
}
