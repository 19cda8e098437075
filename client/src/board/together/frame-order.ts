import { rankBetween } from '../../common/rank'
import type { Drawable } from '../model/drawable'
import type { Change } from '../model/transaction'
import type { Editor } from '../editor'
import { framesInOrder } from '../ui/outline'

/** Frames as they are presented: in the order that somebody gave them, the rest as they are read. */
export function framesToPresent(editor: Editor): Drawable[] {
  const frames = framesInOrder(editor)
  const ordered = frames.filter(({ order }) => order !== undefined)
  ordered.sort((a, b) => ((a.order ?? '') < (b.order ?? '') ? -1 : 1))
  return [...ordered, ...frames.filter(({ order }) => order === undefined)]
}

/** The changes that put the frame `from` at the place `to`; all get a place, once one has. */
export function moveFrame(frames: readonly Drawable[], from: number, to: number): Change[] {
  const order = [...frames]
  const [moved] = order.splice(from, 1)
  if (!moved || to < 0 || to > order.length) return []
  order.splice(to, 0, moved)
  let rank: string | null = null
  return order.flatMap((frame): Change[] => {
    rank = rankBetween(rank, null)
    return frame.order === rank ? [] : [{ type: 'content', id: frame.id, content: { order: rank } }]
  })
}
