/** The templates of the dialogue that makes a project: ours, and those that the workspace keeps. */

import { api } from '../api'
import { t, tn } from '../i18n'

interface Template {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly columns: readonly string[]
  readonly task_count: number
}

export function wireProjectTemplates(): void {
  const select = document.querySelector<HTMLSelectElement>('select[data-templates]')
  const dialog = select?.closest('dialog')
  if (!select || !dialog) return
  select.addEventListener('change', () => describe(select))
  // Asked for when the dialogue opens: most pages never open it.
  dialog.addEventListener('toggle', () => {
    if (dialog.open) void offer(select)
  })
}

async function offer(select: HTMLSelectElement): Promise<void> {
  const path = select.dataset.templates ?? ''
  const found = await api.get<{ results: Template[] }>(path).catch(() => null)
  if (found === null) return
  const chosen = select.value
  select.querySelector('optgroup')?.remove()
  if (found.results.length > 0) select.append(groupOf(found.results))
  select.value = chosen
}

function groupOf(templates: readonly Template[]): HTMLOptGroupElement {
  const group = document.createElement('optgroup')
  group.label = t('Of this workspace')
  for (const { id, name, description, columns, task_count: count } of templates) {
    const option = new Option(name, id)
    const tasks = count > 0 ? tn('%(count)s task', '%(count)s tasks', count) : ''
    const facts = [description, columns.join(', '), tasks]
    option.dataset.words = facts.filter((each) => each !== '').join(' · ')
    group.append(option)
  }
  return group
}

function describe(select: HTMLSelectElement): void {
  const help = document.getElementById(select.getAttribute('aria-describedby') ?? '')
  if (help) help.textContent = select.selectedOptions[0]?.dataset.words ?? ''
}
