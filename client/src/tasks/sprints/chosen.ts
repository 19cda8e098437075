/** The bar of what is chosen on the planning page, and the keys and palette's acts there. */

import { ListPlus, Play, Plus, SquareCheckBig, X } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import { asking, type Action } from '../../common/ui/actions'
import { openMenu } from '../../common/ui/menu'
import type { Task } from '../model'
import type { SprintDetail } from './figures'
import { datesWords, tasksWords } from './words'

export interface Target {
  readonly id: string
  readonly name: string
}

export interface ChosenActs {
  readonly move: (tasks: readonly Task[], listId: string) => void
  readonly clear: () => void
}

export function chosenBar(
  chosen: readonly Task[],
  targets: readonly Target[],
  acts: ChosenActs,
): TemplateResult | typeof nothing {
  if (chosen.length === 0) return nothing
  const menu = (event: Event) =>
    openMenu(
      event.currentTarget as HTMLElement,
      targets.map(({ id, name }) => ({ label: name, run: () => acts.move(chosen, id) })),
    )
  return html`<div class="plan-selection" role="region" aria-label=${t('Selected tasks')}>
    <span>${t('%(tasks)s selected', { tasks: tasksWords(chosen.length) })}</span>
    <button class="button button-small" type="button" aria-haspopup="menu" @click=${menu}>
      ${t('Move to…')}
    </button>
    <button class="button button-ghost button-small" type="button" @click=${acts.clear}>
      ${icon(X)} ${t('Clear')}
    </button>
  </div>`
}

export interface PlanningVerbs {
  readonly canEdit: () => boolean
  readonly addTask: () => void
  readonly addSprint: () => void
  readonly goToFirst: () => void
  /** The sprints that are not over. */
  readonly open: () => readonly SprintDetail[]
  readonly start: (sprint: SprintDetail) => void
  readonly complete: (sprint: SprintDetail) => void
}

export function planningActions(verbs: PlanningVerbs): Action[] {
  const group = t('Planning')
  const isEnabled = verbs.canEdit
  const running = () => verbs.open().find(({ status }) => status === 'active')
  const planned = () => verbs.open().filter(({ status }) => status === 'planned')
  return [
    asking({
      ...{ id: 'sprint.start', label: t('Start a sprint'), group, icon: Play, isEnabled },
      ask: t('Which sprint starts?'),
      isReady: () => running() === undefined && planned().length > 0,
      choices: () =>
        planned().map((sprint) => ({
          id: sprint.id,
          label: sprint.name,
          hint: datesWords(sprint),
          run: () => verbs.start(sprint),
        })),
    }),
    {
      ...{ id: 'sprint.complete', label: t('Complete the sprint'), group, icon: SquareCheckBig },
      isEnabled,
      isReady: () => running() !== undefined,
      about: () => running()?.name ?? '',
      run: () => {
        const sprint = running()
        if (sprint !== undefined) verbs.complete(sprint)
      },
    },
    {
      id: 'task.new',
      label: t('New task'),
      group,
      keys: 'c',
      icon: Plus,
      isEnabled,
      run: verbs.addTask,
    },
    {
      id: 'sprint.new',
      label: t('New sprint'),
      group,
      keys: 'n s',
      icon: ListPlus,
      isEnabled,
      run: verbs.addSprint,
    },
    {
      id: 'card.first',
      label: t('Go to the first task'),
      group,
      keys: 'j',
      isKeyOnly: true,
      run: verbs.goToFirst,
    },
  ]
}
