/** The shapes that the API sends (spec: api.md), as the client reads them. */

export type State = 'todo' | 'in_progress' | 'in_review' | 'blocked' | 'done' | 'archived'
export type Priority = 'low' | 'medium' | 'high' | 'critical'

export const STATES: readonly State[] = ['todo', 'in_progress', 'in_review', 'blocked', 'done']
export const PRIORITIES: readonly Priority[] = ['critical', 'high', 'medium', 'low']

export interface User {
  readonly id: string
  readonly name: string
  readonly email?: string
  readonly avatar?: string | null
}

export interface Label {
  readonly id: string
  readonly name: string
  readonly color: string
}

export interface Column {
  readonly id: string
  readonly name: string
  readonly state: State
  readonly rank: string
  readonly wip_limit: number | null
  /** How many tasks the server counts in it; more than are loaded while pages still come. */
  readonly task_count?: number
  /** Where its next cards are. */
  readonly next?: string | null
}

export interface ChecklistItem {
  readonly id: string
  readonly title: string
  readonly done: boolean
}

export interface Attachment {
  readonly id: string
  readonly name: string
  readonly url: string
}

export interface TaskRef {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly status: State
}

export interface Task {
  readonly id: string
  readonly key: string
  readonly number: number
  readonly project: string
  readonly title: string
  readonly column: Pick<Column, 'id' | 'name' | 'state'>
  readonly status: State
  readonly priority: Priority
  readonly story_points: number | null
  readonly start_date: string | null
  readonly due_date: string | null
  readonly assignees: readonly User[]
  readonly labels: readonly Label[]
  readonly parent: string | null
  readonly checklist: readonly ChecklistItem[]
  readonly comment_count?: number
  readonly rank: string
  readonly version: number
  readonly created_at: string
  readonly updated_at: string
  readonly completed_at: string | null
  // Only where one task is asked for:
  readonly created_by?: User | null
  readonly description?: string | undefined
  readonly description_html?: string | undefined
  readonly archived_at?: string | null
  readonly attachments?: readonly Attachment[]
  readonly children?: readonly TaskRef[]
}

export interface Comment {
  readonly id: string
  readonly task: string
  readonly author: User | null
  readonly body: string
  readonly body_html: string
  readonly created_at: string
  readonly edited_at: string | null
  readonly isPending?: boolean
}

export interface ActivityEntry {
  readonly id: string
  readonly seq: number
  readonly type: string
  readonly actor: { readonly id: string | null; readonly name: string } | null
  readonly target: { readonly kind: string; readonly id: string }
  readonly changes: Readonly<Record<string, unknown>>
  readonly at: string
}

export interface Project {
  readonly id: string
  readonly key: string
  readonly name: string
}

/** What the person may do here; the server checks again. */
export interface Rights {
  readonly canEdit: boolean
  readonly canManage: boolean
}

/** What the page's shell hands over in `<script id="tf-page" type="application/json">`. */
export interface PageData {
  readonly me: User
  readonly role: string
  readonly workspace: { readonly id: string; readonly slug: string; readonly name: string }
  readonly project: Project
  readonly task?: string
  readonly can_edit?: boolean
  readonly can_manage?: boolean
  readonly board?: BoardAnswer
  readonly members?: readonly User[]
  readonly detail?: Task
}

/** Columns with their first cards, as of `seq` in the project's log. */
export interface BoardAnswer {
  readonly seq?: number
  readonly columns: readonly (Column & { readonly tasks?: readonly Task[] })[]
  readonly labels?: readonly Label[]
}

/** The fields that PATCH takes and that may meet another's change. */
export interface TaskFields {
  readonly title?: string
  readonly description?: string
  readonly priority?: Priority
  readonly story_points?: number | null
  readonly start_date?: string | null
  readonly due_date?: string | null
  readonly assignees?: readonly User[]
  readonly labels?: readonly Label[]
}

export type FieldName = keyof TaskFields

export function isTemporary(id: string): boolean {
  return id.startsWith('tmp-')
}
