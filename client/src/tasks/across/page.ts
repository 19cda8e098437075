/** What pages over all projects start with. */

import type { PageData, User } from '../model'
import type { ProjectNames } from '../query/context'

export interface AcrossPage {
  readonly me: User
  readonly role: string
  readonly workspace: PageData['workspace']
  readonly can_edit: boolean
  readonly can_manage: boolean
  readonly members: readonly User[]
  readonly projects: readonly ProjectNames[]
}

export function readAcrossPage(): AcrossPage {
  const text = document.getElementById('tf-page')?.textContent ?? '{}'
  return JSON.parse(text) as AcrossPage
}

/** The page of one of the projects, for its task panel. */
export function pageOfProject(page: AcrossPage, { id, key, name }: ProjectNames): PageData {
  const { me, role, workspace, can_edit, can_manage, members } = page
  return { me, role, workspace, can_edit, can_manage, members, project: { id, key, name } }
}
