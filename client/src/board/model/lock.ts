import type { Scene } from './scene'
import type { Change } from './transaction'

/** What of a person's act goes through: on what is locked, nothing but unlocking it. */
export function allowed(scene: Scene, changes: readonly Change[]): readonly Change[] {
  const isAllowed = (change: Change) => {
    if (change.type === 'add') return true
    if (scene.element(change.id)?.locked !== true) return true
    return change.type === 'content' && 'locked' in change.content
  }
  return changes.every(isAllowed) ? changes : changes.filter(isAllowed)
}

/** Locks all of them, or opens all when they are locked already. */
export function toggleLocks(elements: readonly { id: string; locked?: boolean }[]): Change[] {
  const locked = elements.every((element) => element.locked) ? undefined : true
  return elements.map(({ id }): Change => ({ type: 'content', id, content: { locked } }))
}
