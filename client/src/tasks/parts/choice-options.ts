/** Choices of a query as a picker shows them: faces, dots and signs before the names. */

import { html } from 'lit'
import { avatar } from '../../common/ui/avatar'
import type { PickerOption } from '../../common/ui/picker'
import type { Priority, State } from '../model'
import type { Choice } from '../query/choices'
import type { QueryContext } from '../query/context'
import { priorityMark, stateMark } from './marks'

export function optionsOf(choices: readonly Choice[], context: QueryContext): PickerOption[] {
  return choices.map((choice) => {
    const mark = markOf(choice, context)
    const option = { id: choice.text, label: choice.label }
    return mark === undefined ? option : { ...option, mark }
  })
}

function markOf(choice: Choice, context: QueryContext): PickerOption['mark'] {
  switch (choice.mark) {
    case 'person': {
      const user = context.members.find(({ id }) => id === choice.id)
      return user === undefined ? undefined : avatar(user, 20)
    }
    case 'status':
      return stateMark(choice.text as State)
    case 'priority':
      return priorityMark(choice.text as Priority, false)
    default:
      if (choice.color === undefined) return undefined
      return html`<span class="label-dot" data-color=${choice.color}></span>`
  }
}
