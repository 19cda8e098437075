/** Dragging cards with the mouse (the browser's own drag and drop, by pragmatic-drag-and-drop). */

import { autoScrollForElements } from '@atlaskit/pragmatic-drag-and-drop-auto-scroll/element'
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import type { Hold } from './hold'
import { placeAt, type Place } from './place'

/** The place under a point of the screen, as a view lays it out. */
export type PlaceFinder = (root: HTMLElement, x: number, y: number, heldId: string) => Place | null

/** The board as a whole: one drop target, whose places are read from the pointer. */
export function watchMouseDrags(
  board: HTMLElement,
  hold: Hold,
  placeUnder: PlaceFinder = placeAt,
): () => void {
  const follow = (x: number, y: number) => {
    const heldId = hold.held?.task.id
    if (heldId !== undefined) hold.over(placeUnder(board, x, y, heldId))
  }
  return combine(
    dropTargetForElements({ element: board }),
    autoScrollForElements({ element: board }),
    monitorForElements({
      onDragStart: ({ source }) => hold.lift(String(source.data.taskId), 'mouse'),
      onDrag: ({ location }) => {
        const { clientX, clientY } = location.current.input
        follow(clientX, clientY)
      },
      onDrop: ({ location }) => {
        const { clientX, clientY } = location.current.input
        follow(clientX, clientY)
        // Escape and a drop outside the window end without a target: that is a change of mind.
        if (location.current.dropTargets.length === 0) hold.cancel()
        else hold.drop()
      },
    }),
  )
}

export function makeDraggable(card: HTMLElement, canDrag: () => boolean): () => void {
  return draggable({
    element: card,
    canDrag,
    getInitialData: () => ({ taskId: card.dataset.task }),
  })
}

export function scrollWhileDragging(element: HTMLElement): () => void {
  return autoScrollForElements({ element })
}
