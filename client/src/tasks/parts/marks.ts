/** The marks that stand for a label, a priority, a state. */

import {
  Archive,
  Ban,
  ChevronDown,
  ChevronsUp,
  ChevronUp,
  Circle,
  CircleCheck,
  CircleDashed,
  CircleDot,
  CloudUpload,
  Equal,
} from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import type { Label, Priority, State } from '../model'
import { priorityName, stateName } from './text'

/** What was done here waits for a network. */
export function pendingMark(): TemplateResult {
  const label = t('Not saved yet')
  return html`<span class="task-pending" title=${label}
    >${icon(CloudUpload, { size: 14, label })}</span
  >`
}

export function labelChip(label: Label): TemplateResult {
  return html`<span class="task-label" data-color=${label.color} title=${label.name}
    ><span class="truncate">${label.name}</span></span
  >`
}

const PRIORITY_ICONS: Readonly<Record<Priority, string>> = {
  critical: ChevronsUp,
  high: ChevronUp,
  medium: Equal,
  low: ChevronDown,
}

export function priorityMark(priority: Priority, isNamed = true): TemplateResult {
  const label = t('Priority: %(priority)s', { priority: priorityName(priority) })
  return html`<span class="priority" data-priority=${priority} title=${isNamed ? label : ''}
    >${icon(PRIORITY_ICONS[priority], isNamed ? { label } : {})}</span
  >`
}

const STATE_ICONS: Readonly<Record<State, string>> = {
  todo: Circle,
  in_progress: CircleDashed,
  in_review: CircleDot,
  blocked: Ban,
  done: CircleCheck,
  archived: Archive,
}

export function stateMark(state: State, isNamed = false): TemplateResult {
  return html`<span class="state" data-state=${state}
    >${icon(STATE_ICONS[state], isNamed ? { label: stateName(state) } : {})}</span
  >`
}
