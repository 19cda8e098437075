import { html, render, type TemplateResult } from 'lit'
import { api } from '../../../common/api'
import { t } from '../../../common/i18n'
import { openDialog } from '../../../common/ui/dialog'
import { newElementId } from '../../model/element'
import type { BoardSession } from '../session'

interface FoundTask {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly status?: string
}

const PAUSE_MS = 150
export const CARD = { width: 260, height: 120 } as const

/** Finds a task by words or key, and puts its live card in the middle of the view. */
export function openInsertCard(session: BoardSession): void {
  const results = document.createElement('div')
  results.className = 'board-found'
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const choose = (task: FoundTask) => {
    addCard(session, task.id)
    dialog.close()
  }
  const search = async (words: string) => {
    const number = ++asked
    const found = await findTasks(session, words)
    if (number === asked) render(list(found, words, choose), results)
  }
  const type = (event: Event) => {
    const words = (event.target as HTMLInputElement).value.trim()
    clearTimeout(timer)
    timer = setTimeout(() => void search(words), PAUSE_MS)
  }
  const dialog = openDialog({
    title: t('Put a task on the board'),
    body: html`<label class="field">
        <span class="label">${t('Title or key')}</span>
        <input class="input" type="search" autocomplete="off" data-first @input=${type} />
      </label>
      ${results}`,
  })
  render(list(null, '', choose), results)
}

async function findTasks({ data }: BoardSession, words: string): Promise<FoundTask[] | null> {
  if (words === '') return null
  const query = { q: words, workspace: data.workspace.slug, kind: 'task', limit: 20 }
  const page = await api.get<{ results: Found[] }>('search', { query }).catch(() => null)
  return page?.results.flatMap(({ task, ...rest }) => task ?? toTask(rest)) ?? []
}

type Found = Partial<FoundTask> & { readonly task?: FoundTask }

function toTask({ id, key, title, status }: Partial<FoundTask>): FoundTask[] {
  if (id === undefined || title === undefined) return []
  return [{ id, title, key: key ?? '', ...(status !== undefined && { status }) }]
}

function list(
  found: FoundTask[] | null,
  words: string,
  choose: (task: FoundTask) => void,
): TemplateResult {
  if (found === null) {
    return html`<p class="help">
      ${t('The card shows title, status, people and due date, and changes as the task does.')}
    </p>`
  }
  if (found.length === 0) {
    return html`<p class="help" role="status">${t('No task has “%(words)s”.', { words })}</p>`
  }
  return html`<ul class="list">
    ${found.map(
      (task) =>
        html`<li>
          <button class="list-row board-found-row" type="button" @click=${() => choose(task)}>
            <span class="board-found-key">${task.key}</span>
            <span class="truncate">${task.title}</span>
          </button>
        </li>`,
    )}
  </ul>`
}

function addCard({ editor }: BoardSession, task: string): void {
  const { x, y } = editor.viewCentre
  const id = newElementId()
  const { width, height } = CARD
  editor.dispatch({
    changes: [
      {
        type: 'add',
        element: {
          id,
          kind: 'task',
          x: x - width / 2,
          y: y - height / 2,
          width,
          height,
          rotation: 0,
          z: editor.rankOnTop(),
          style: {},
          text: '',
          task,
        },
      },
    ],
  })
  editor.select([id])
}
