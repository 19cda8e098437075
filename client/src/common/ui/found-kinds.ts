/** The kinds of things that a search finds: their names and pictures. */

import {
  Bookmark,
  CircleDot,
  Flag,
  LayoutGrid,
  MessageSquare,
  Paperclip,
  Rocket,
  SquarePen,
  Tag,
  UserRound,
} from 'lucide-static'
import { t } from '../i18n'

/** What can be found, in the order in which it is shown. */
export const KINDS: readonly {
  readonly kind: string
  readonly icon: string
  readonly name: () => string
}[] = [
  { kind: 'task', icon: CircleDot, name: () => t('Tasks') },
  { kind: 'comment', icon: MessageSquare, name: () => t('Comments') },
  { kind: 'attachment', icon: Paperclip, name: () => t('Files and links') },
  { kind: 'project', icon: LayoutGrid, name: () => t('Projects') },
  { kind: 'board', icon: SquarePen, name: () => t('Boards') },
  { kind: 'sprint', icon: Rocket, name: () => t('Sprints') },
  { kind: 'milestone', icon: Flag, name: () => t('Milestones') },
  { kind: 'label', icon: Tag, name: () => t('Labels') },
  { kind: 'view', icon: Bookmark, name: () => t('Saved views') },
  { kind: 'person', icon: UserRound, name: () => t('People') },
]

export function iconOf(kind: string): string {
  return KINDS.find((each) => each.kind === kind)?.icon ?? CircleDot
}

export function kindName(kind: string): string {
  return KINDS.find((each) => each.kind === kind)?.name() ?? kind
}
