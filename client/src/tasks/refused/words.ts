/** What of a refused act the person must know: which it was, and what they had typed. Pure. */

import { t, tn } from '../../common/i18n'
import { minutesWords } from '../effort/minutes'
import type { NewTask } from '../new-task-draft'
import type { Op } from '../ops'

const TITLE_MOST = 200

/** What did not happen; `keyOf` tells how a task is called. */
export function refusedWords(op: Op, keyOf: (id: string) => string): string {
  switch (op.kind) {
    case 'task.create':
      return t('“%(title)s” was not added.', { title: op.task.title })
    case 'task.move':
      return t('%(key)s went back to where it was.', { key: keyOf(op.taskId) })
    case 'task.delete':
      return t('The task was not deleted.')
    case 'task.restore':
      return t('%(key)s could not be restored.', { key: op.task.key })
    case 'comment.create':
      return t('Your comment was not sent; its text is kept.')
    case 'task.patch':
      return t('Your change to %(key)s was not saved.', { key: keyOf(op.taskId) })
    case 'file.remove':
      return t('“%(name)s” was not removed.', { name: op.file.name || op.file.url })
    case 'file.restore':
      return t('“%(name)s” was not brought back.', { name: op.file.name || op.file.url })
    case 'file.link':
      return t('The link “%(address)s” was not added.', { address: op.file.url })
    case 'task.repeat':
      return t('%(key)s does not repeat.', { key: keyOf(op.taskId) })
    case 'task.watch':
      return op.isOn
        ? t('You do not watch %(key)s.', { key: keyOf(op.taskId) })
        : t('You still watch %(key)s.', { key: keyOf(op.taskId) })
    case 'comment.react':
      return t('The reaction %(emoji)s was not kept.', { emoji: op.emoji })
    case 'item.promote':
      return t('“%(title)s” was not made a subtask.', { title: op.task.title })
    case 'time.create':
      return t('%(amount)s on %(key)s was not entered.', {
        amount: minutesWords(op.entry.minutes ?? 0),
        key: keyOf(op.taskId),
      })
    case 'time.delete':
      return t('The time was not removed.')
    case 'link.create':
      return t('The link was not saved.')
    case 'link.delete':
      return t('The link was not removed.')
    case 'child.move':
      return t('The subtask went back to where it was.')
    case 'tasks.update':
      if (op.changes.length === 1)
        return t('%(key)s went back to what it was.', { key: keyOf(op.changes[0]?.taskId ?? '') })
      return tn(
        '%(count)s task went back to what it was.',
        '%(count)s tasks went back to what they were.',
        op.changes.length,
      )
    case 'tasks.delete':
      return t('The tasks were not deleted.')
    default:
      return t('That was not saved.')
  }
}

/** The words that the person wrote, to be copied; empty where there were none. */
export function typedIn(op: Op): string {
  switch (op.kind) {
    case 'task.create':
      return [op.task.title, op.task.description ?? ''].filter((text) => text !== '').join('\n\n')
    case 'task.patch':
      return [op.fields.title, op.fields.description]
        .filter((text) => text !== undefined)
        .join('\n')
    case 'comment.create':
      return op.comment.body
    case 'comment.patch':
      return op.body
    case 'item.create':
      return op.title
    case 'file.link':
      return op.file.url
    case 'time.create':
      return op.entry.note
    case 'item.promote':
      return op.task.title
    case 'item.patch':
      return op.change.title ?? ''
    default:
      return ''
  }
}

/** What the person wrote as the beginnings of a task of its own; null where they wrote nothing. */
export function asNewTask(op: Op): Pick<NewTask, 'title' | 'description'> | null {
  const text = typedIn(op)
  if (text === '') return null
  if (op.kind === 'task.create')
    return { title: op.task.title, description: op.task.description ?? '' }
  if (op.kind !== 'task.patch') return titled(text)
  const { title = op.before.title, description } = op.fields
  if (title === undefined) return titled(text)
  return { title, description: description ?? '' }
}

/** A short text is the title, of a long one its first line. */
function titled(text: string): Pick<NewTask, 'title' | 'description'> {
  const [first = ''] = text.trim().split('\n')
  const title = first.slice(0, TITLE_MOST)
  return { title, description: title === text.trim() ? '' : text }
}
