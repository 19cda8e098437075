/** Which news tell of a thing that a waiting act makes, and to which the server gives its name. */

import type { LiveEvent } from '../common/socket'
import type { Op } from './ops'

/** Whether `event` may be the news of what `op` makes. */
export function isNewsOf(event: LiveEvent, op: Op): boolean {
  switch (op.kind) {
    case 'task.create':
    case 'item.promote':
      return event.type === 'task.created'
    case 'comment.create':
      return event.type === 'comment.created'
    case 'item.create':
      return (
        event.type === 'task.updated' &&
        event.target?.id === op.taskId &&
        'checklist' in (event.changes ?? {})
      )
    case 'file.link':
      return event.type === 'attachment.added' && event.data.task === op.taskId
    default:
      return false
  }
}
