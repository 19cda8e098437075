/** What happened in a project, one line each. Pure. */

import { t } from '../../common/i18n'

export interface Happening {
  readonly id: number
  readonly type: string
  readonly actor: { readonly id: string | null; readonly name: string }
  readonly key: string | null
  readonly title: string | null
  readonly changes: Readonly<Record<string, unknown>>
  readonly at: string
}

export function happeningWords({ type, actor, key, title, changes }: Happening): string {
  const who = actor.name || t('TeamFlow')
  const what = [key, title].filter(Boolean).join(' ') || t('something')
  const column = changes.column as readonly [string, string] | undefined
  switch (type) {
    case 'task.created':
      return t('%(who)s added %(what)s', { who, what })
    case 'task.moved':
    case 'task.updated':
      if (column !== undefined)
        return t('%(who)s moved %(what)s to %(column)s', { who, what, column: column[1] })
      return t('%(who)s changed %(what)s', { who, what })
    case 'task.deleted':
      return t('%(who)s deleted %(what)s', { who, what })
    case 'comment.created':
      return t('%(who)s commented on %(what)s', { who, what })
    case 'attachment.added':
      return t('%(who)s attached a file to %(what)s', { who, what })
    case 'sprint.started':
      return t('%(who)s started the sprint %(what)s', { who, what })
    case 'sprint.completed':
      return t('%(who)s completed the sprint %(what)s', { who, what })
    case 'project.created':
      return t('%(who)s made the project', { who })
    case 'project.updated':
      return t('%(who)s changed the project', { who })
    default:
      return t('%(who)s: %(type)s', { who, type })
  }
}
