/** Who else looks at the same thing. */

import { html, nothing, type TemplateResult } from 'lit'
import { tn } from '../../common/i18n'
import { avatars, type Face } from '../../common/ui/avatar'

export function presence(people: readonly Face[], myId: string): TemplateResult | typeof nothing {
  const others = people.filter(({ id }) => id !== myId)
  if (others.length === 0) return nothing
  const names = others.map(({ name }) => name).join(', ')
  const words = tn('%(names)s is here', '%(names)s are here', others.length, { names })
  return html`<div class="presence" role="group" aria-label=${words} title=${words}>
    ${avatars(others, { most: 5 })}
  </div>`
}
