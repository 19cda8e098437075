/** What cards show, as the view chose it; the same object as long as the choice is the same. */

import type { ProjectStore } from '../project'
import { sheetFields } from '../sheet/fields'
import { CARD_FIELDS } from '../usual'
import type { ViewState } from '../view-state'
import type { CardLook } from './card'

const USUAL = new Set(CARD_FIELDS)
/** What the card has a place of its own for. */
const DRAWN = new Set([...USUAL, 'title', 'key', 'type', 'status', 'subtasks'])

const made = new WeakMap<ProjectStore, { readonly asked: readonly unknown[]; look: CardLook }>()

export function cardLook(store: ProjectStore, { columns }: ViewState): CardLook {
  const { state, members } = store
  const { types, fields, sprints, milestones } = state
  const asked = [types, fields, sprints, milestones, members, columns?.join()]
  const known = made.get(store)
  if (known?.asked.every((part, at) => part === asked[at]) === true) return known.look
  const chosen = columns === null ? USUAL : new Set(columns)
  const own = sheetFields({ state, members }).filter(({ id }) => chosen.has(id) && !DRAWN.has(id))
  const look: CardLook = {
    shows: (field) => chosen.has(field),
    types: new Map(types.map((type) => [type.id, type])),
    fields: own,
  }
  made.set(store, { asked, look })
  return look
}
