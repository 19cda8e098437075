/** The line at the end of a group in which new tasks are typed, one after the other. */

import { Plus } from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import { t } from '../../common/i18n'
import type { ProjectStore } from '../project'
import { quickAdd } from '../quick/help'

export function adderLine(
  store: ProjectStore,
  add: (text: string) => void,
  close: () => void,
): TemplateResult {
  const keyed = (event: KeyboardEvent) => {
    event.stopPropagation()
    const field = event.target as HTMLInputElement
    if (event.key === 'Escape') {
      field.value = ''
      close()
    }
    const text = field.value.trim()
    if (event.key !== 'Enter' || event.isComposing || text === '') return
    field.value = ''
    add(text)
  }
  const left = (event: Event) => {
    if ((event.target as HTMLInputElement).value.trim() === '') close()
  }
  return html`<div class="list-adder" role="gridcell">
    ${icon(Plus)}
    <input
      class="input input-bare"
      maxlength="300"
      enterkeyhint="done"
      aria-label=${t('Title of the new task')}
      placeholder=${t('Fix login !high @ana #bug tomorrow 3pts')}
      ${quickAdd(store)}
      @keydown=${keyed}
      @blur=${left}
    />
  </div>`
}
