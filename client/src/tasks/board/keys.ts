/** Moving among cards and carrying them with the keyboard. Pure: what a key means, given the board. */

import type { Place } from './place'

export interface BoardMap {
  readonly columnIds: readonly string[]
  /** Missing where the board has no lanes. */
  readonly laneIds?: readonly (string | null)[]
  /** The shown cards of each cell, top first, without the held ones. */
  readonly cards: ReadonlyMap<string, readonly string[]>
}

const NO_LANES: readonly (string | null)[] = [null]

function lanesOf(map: BoardMap): readonly (string | null)[] {
  return map.laneIds ?? NO_LANES
}

export type Arrow = 'up' | 'down' | 'start' | 'end'

/** A card where it stands: with groups of several values a task stands in many cells. */
export interface Spot {
  readonly columnId: string
  readonly laneId: string | null
  readonly taskId: string
}

export function arrowOf(key: string, isRightToLeft: boolean): Arrow | null {
  switch (key) {
    case 'ArrowUp':
    case 'k':
      return 'up'
    case 'ArrowDown':
    case 'j':
      return 'down'
    case 'ArrowLeft':
      return isRightToLeft ? 'end' : 'start'
    case 'ArrowRight':
      return isRightToLeft ? 'start' : 'end'
    default:
      return null
  }
}

export function cardsIn(
  map: BoardMap,
  { columnId, laneId = null }: Pick<Place, 'columnId' | 'laneId'>,
): readonly string[] {
  return map.cards.get(laneId === null ? columnId : `${laneId}/${columnId}`) ?? []
}

/** All shown cards, column by column. */
export function orderOf(map: BoardMap): readonly string[] {
  return map.columnIds.flatMap((columnId) =>
    lanesOf(map).flatMap((laneId) => cardsIn(map, { columnId, laneId })),
  )
}

/** Where a task stands; the cell that is meant where it stands in several. */
export function spotOf(map: BoardMap, taskId: string, near?: Spot | null): Spot | null {
  if (near?.taskId === taskId && cardsIn(map, near).includes(taskId)) return near
  for (const laneId of lanesOf(map)) {
    for (const columnId of map.columnIds) {
      const spot = { columnId, laneId, taskId }
      if (cardsIn(map, spot).includes(taskId)) return spot
    }
  }
  return null
}

/** The card that has the focus next; null where there is none in that direction. */
export function neighbour(map: BoardMap, spot: Spot, arrow: Arrow): Spot | null {
  const cards = cardsIn(map, spot)
  const at = cards.indexOf(spot.taskId)
  if (arrow === 'up' || arrow === 'down') {
    const next = cards[at + (arrow === 'up' ? -1 : 1)]
    return next === undefined ? otherLane(map, spot, arrow) : { ...spot, taskId: next }
  }
  const step = arrow === 'start' ? -1 : 1
  const from = map.columnIds.indexOf(spot.columnId)
  for (let to = from + step; to in map.columnIds; to += step) {
    const columnId = map.columnIds[to] ?? ''
    const there = cardsIn(map, { columnId, laneId: spot.laneId })
    const taskId = there[Math.min(at, there.length - 1)]
    if (taskId !== undefined) return { ...spot, columnId, taskId }
  }
  return null
}

function otherLane(map: BoardMap, spot: Spot, arrow: 'up' | 'down'): Spot | null {
  const step = arrow === 'up' ? -1 : 1
  const lanes = lanesOf(map)
  for (let to = lanes.indexOf(spot.laneId) + step; to in lanes; to += step) {
    const laneId = lanes[to] ?? null
    const taskId = cardsIn(map, { columnId: spot.columnId, laneId }).at(arrow === 'up' ? -1 : 0)
    if (taskId !== undefined) return { ...spot, laneId, taskId }
  }
  return null
}

/** Where a held card goes next; the same place at the edges. */
export function carried(map: BoardMap, place: Place, arrow: Arrow): Place {
  const cards = cardsIn(map, place)
  const at = place.beforeId === null ? cards.length : cards.indexOf(place.beforeId)
  if (arrow === 'up' && at > 0) return { ...place, beforeId: cards[at - 1] ?? null }
  if (arrow === 'down' && at < cards.length) return { ...place, beforeId: cards[at + 1] ?? null }
  if (arrow === 'up' || arrow === 'down') return carriedToLane(map, place, arrow)
  const columnAt = map.columnIds.indexOf(place.columnId) + (arrow === 'start' ? -1 : 1)
  const columnId = map.columnIds[columnAt]
  if (columnId === undefined) return place
  return { ...place, columnId, beforeId: cardsIn(map, { ...place, columnId })[at] ?? null }
}

function carriedToLane(map: BoardMap, place: Place, arrow: 'up' | 'down'): Place {
  const lanes = lanesOf(map)
  const to = lanes.indexOf(place.laneId ?? null) + (arrow === 'up' ? -1 : 1)
  if (!(to in lanes)) return place
  const laneId = lanes[to] ?? null
  const first = cardsIn(map, { ...place, laneId })[0] ?? null
  return { ...place, laneId, beforeId: arrow === 'up' ? null : first }
}

/** Where it stands in words: the position among the cards, from one. */
export function positionOf(map: BoardMap, place: Place): { at: number; of: number } {
  const cards = cardsIn(map, place)
  const at = place.beforeId === null ? cards.length : cards.indexOf(place.beforeId)
  return { at: at + 1, of: cards.length + 1 }
}
