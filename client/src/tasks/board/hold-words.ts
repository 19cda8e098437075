/** What a screen reader says while a card is carried. */

import { t } from '../../common/i18n'
import { cardName } from './card'
import type { Held, HoldChange } from './hold'
import { positionOf, type BoardMap } from './keys'

export function holdWords(
  { task, place }: Held,
  what: HoldChange,
  columns: readonly { readonly id: string; readonly name: string }[],
  map: BoardMap,
): string {
  const column = columns.find(({ id }) => id === place?.columnId)?.name ?? ''
  switch (what) {
    case 'lifted':
      return t('Lifted %(card)s. Use the arrow keys to carry it.', { card: cardName(task) })
    case 'moved':
      return place === null
        ? t('Outside every column')
        : t('%(column)s, position %(at)s of %(of)s', { column, ...positionOf(map, place) })
    case 'dropped':
      return t('Dropped %(key)s in %(column)s', { key: task.key, column })
    case 'cancelled':
      return t('%(key)s stays where it was', { key: task.key })
  }
}
