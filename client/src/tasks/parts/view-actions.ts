/** What can be done with how a view shows its tasks: groups, order, fields, what is left out. */

import {
  ArrowDownUp,
  Archive,
  CircleCheck,
  Columns3,
  Group,
  ListTree,
  Rows3,
  Rows4,
} from 'lucide-static'
import { t } from '../../common/i18n'
import { asking, type Action, type Choice } from '../../common/ui/actions'
import { fieldName } from '../query/choices'
import { SORTS } from '../sorting'
import { setViewState, viewState, type ViewState } from '../view-state'
import { density, setDensity } from './density'
import type { ViewSource } from './view-source'

interface Named {
  readonly id: string
  readonly name: string
}

/** What a view may be grouped by and may show, as its own settings name it. */
export interface ViewFields {
  readonly groups: readonly Named[]
  readonly shown: readonly Named[]
}

const group = () => t('View')

/** What a view without rows and cards has no use for is not offered. */
const OF_ROWS = ['view.lanes', 'view.sort', 'view.columns', 'view.empty']

export function viewActions(source: ViewSource, fields: () => ViewFields): Action[] {
  const { display } = source
  if (display === undefined) return allActions(source, fields)
  const without = display.hasGroups ? OF_ROWS : [...OF_ROWS, 'view.group']
  return allActions(source, fields).filter(({ id }) => !without.includes(id))
}

function allActions(source: ViewSource, fields: () => ViewFields): Action[] {
  const hasRows = source.layout === 'list' || source.layout === 'table'
  return [
    ...grouping(source, fields),
    sorting(fields),
    asking({
      ...{ id: 'view.columns', label: t('Show or hide fields…'), group: group(), icon: Columns3 },
      keys: 'shift+o',
      isEnabled: () => hasRows || source.layout === 'board',
      choices: () => fields().shown.map((field) => shownChoice(source, field)),
    }),
    switched('view.done', t('Show or hide done tasks'), CircleCheck, ({ hidesDone }) => ({
      hidesDone: !hidesDone,
    })),
    switched('view.archived', t('Show or hide archived tasks'), Archive, ({ showsArchived }) => ({
      showsArchived: !showsArchived,
    })),
    switched('view.empty', t('Show or hide empty groups'), Rows3, ({ hidesEmpty }) => ({
      hidesEmpty: !hidesEmpty,
    })),
    {
      ...{ id: 'view.density', label: t('Rows and cards closer together or further apart') },
      ...{ group: group(), icon: Rows4 },
      isEnabled: () => source.hasDensity === true,
      run: () => setDensity(density() === 'compact' ? 'comfortable' : 'compact'),
    },
  ]
}

function grouping(source: ViewSource, fields: () => ViewFields): Action[] {
  const choices = (kind: 'group' | 'lanes') => (): Choice[] => {
    const now = viewState()[kind]
    const usual = { id: '', label: t('The usual'), isChecked: now === null }
    return [
      { ...usual, run: () => setViewState({ [kind]: null }) },
      ...(kind === 'group' && source.layout === 'list' ? [none(now === 'none')] : []),
      ...fields().groups.map(({ id, name: label }) => ({
        ...{ id, label, isChecked: now === id },
        run: () => setViewState({ [kind]: id }),
      })),
    ]
  }
  const lanes = source.layout === 'board' ? t('Swimlanes by…') : t('Group within groups by…')
  return [
    asking({
      ...{ id: 'view.group', label: t('Group by…'), group: group(), icon: Group },
      keys: 'shift+g',
      choices: choices('group'),
    }),
    asking({
      ...{ id: 'view.lanes', label: lanes, group: group(), icon: ListTree, keys: 'shift+l' },
      choices: choices('lanes'),
    }),
  ]
}

function none(isChecked: boolean): Choice {
  const run = () => setViewState({ group: 'none' })
  return { id: 'none', label: t('No groups'), isChecked, run }
}

/** Choosing the field by which it is sorted already turns the order round. */
function sorting(fields: () => ViewFields): Action {
  return asking({
    ...{ id: 'view.sort', label: t('Sort by…'), group: group(), icon: ArrowDownUp },
    keys: 'shift+r',
    choices: () => {
      const [first = ''] = viewState().sort
      const plain = first.replace(/^-/, '')
      const own = fields().groups.filter(({ id }) => id.startsWith('field:'))
      const all = [...SORTS.map((id) => ({ id: id as string, name: fieldName(id) })), ...own]
      const byHand = { id: '', label: t('By hand'), isChecked: plain === '' }
      return [
        { ...byHand, run: () => setViewState({ sort: [] }) },
        ...all.map(({ id, name: label }) => ({
          ...{ id, label, isChecked: plain === id },
          ...(plain === id && { hint: first === id ? t('upwards') : t('downwards') }),
          run: () => setViewState({ sort: [first === id ? `-${id}` : id] }),
        })),
      ]
    },
  })
}

function shownChoice(source: ViewSource, { id, name: label }: Named): Choice {
  const columns = () => viewState().columns ?? source.usual?.() ?? []
  return {
    ...{ id, label, staysOpen: true, isChecked: columns().includes(id) },
    run: () => {
      const now = columns()
      const next = now.includes(id) ? now.filter((each) => each !== id) : [...now, id]
      setViewState({ columns: next.length > 0 ? next : null })
    },
  }
}

function switched(
  id: string,
  label: string,
  icon: string,
  next: (state: ViewState) => Partial<ViewState>,
): Action {
  return { id, label, icon, group: group(), run: () => setViewState(next(viewState())) }
}
