/** The sign in front of a group's name. */

import { Circle, SquareCheck } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { avatar } from '../../common/ui/avatar'
import type { GroupValue } from '../grouping'
import { priorityMark, stateMark } from './marks'

export function groupMark(value: GroupValue): TemplateResult {
  switch (value.kind) {
    case 'status':
      return stateMark(value.state)
    case 'column':
      return stateMark(value.column.state)
    case 'priority':
      return priorityMark(value.priority, false)
    case 'person':
      return avatar(value.user, 20)
    case 'label':
      return html`<span class="label-dot" data-color=${value.label.color}></span>`
    case 'ref':
      return html`<span class="label-dot" data-color=${value.color ?? 'grey'}></span>`
    case 'option':
      return value.value === true
        ? icon(SquareCheck)
        : html`<span class="label-dot" data-color=${value.color ?? 'grey'}></span>`
    case 'none':
      return html`<span class="group-none">${icon(Circle)}</span>`
  }
}
