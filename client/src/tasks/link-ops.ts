/** Linking tasks as an act of the person: shown at once, sent through the outbox. Pure, plain data. */

import type { Write } from '../common/outbox'
import type { TaskRef } from './model'

export type LinkKind = 'blocks' | 'relates' | 'duplicates'

export interface LinkOp {
  readonly kind: 'link.create' | 'link.delete'
  readonly id: string
  /** Where the link starts. */
  readonly taskId: string
  readonly target: string
  readonly way: LinkKind
  /** Both ends as lists show them: one of them may be a task of another project. */
  readonly ends: readonly TaskRef[]
}

export function linkCall(op: LinkOp): Pick<Write, 'method' | 'path' | 'body' | 'tempId'> {
  if (op.kind === 'link.delete') return { method: 'DELETE', path: `task-links/${op.id}` }
  const body = { kind: op.way, target: op.target }
  return { method: 'POST', path: `tasks/${op.taskId}/links`, body, tempId: op.id }
}

/** What takes a link act back. */
export function linkBack(op: LinkOp): LinkOp {
  return op.kind === 'link.create'
    ? { ...op, kind: 'link.delete' }
    : { ...op, kind: 'link.create', id: `tmp-${op.id}` }
}

/** What the server said of links, with what waits laid over it. */
export function overlaid<Link extends { readonly id: string }>(
  told: readonly Link[],
  waiting: readonly LinkOp[],
  shown: (op: LinkOp) => Link | null,
): readonly Link[] {
  return waiting.reduce<readonly Link[]>((links, op) => {
    const others = links.filter(({ id }) => id !== op.id)
    const link = op.kind === 'link.create' ? shown(op) : null
    return link === null ? others : [...others, link]
  }, told)
}
