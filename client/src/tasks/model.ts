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

export type ItemLevel = 'epic' | 'item'

/** A kind of work that the project knows; a task without one is a plain task. */
export interface ItemType {
  readonly id: string
  readonly name: string
  readonly icon: string
  readonly color: string
  readonly level: ItemLevel
}

export type FieldKind =
  'text' | 'number' | 'date' | 'select' | 'multi_select' | 'person' | 'checkbox' | 'url'

export interface FieldOption {
  readonly id: string
  readonly name: string
  readonly color: string
}

/** A field that the project adds to its tasks. */
export interface CustomField {
  readonly id: string
  readonly name: string
  readonly kind: FieldKind
  readonly description: string
  readonly options: readonly FieldOption[]
}

/** Text, date, link, option and person ids as text; several options as a list. */
export type FieldValue = string | number | boolean | readonly string[] | null

export interface Milestone {
  readonly id: string
  readonly name: string
  readonly due_date: string | null
  readonly reached_at: string | null
}

export type SprintStatus = 'planned' | 'active' | 'completed'

export interface Sprint {
  readonly id: string
  readonly name: string
  readonly goal: string
  readonly start_date: string | null
  readonly end_date: string | null
  readonly status: SprintStatus
  readonly capacity: number | null
}

/** What the tasks of a project can be made of, beside its columns. */
export interface Shape {
  readonly labels: readonly Label[]
  readonly types: readonly ItemType[]
  readonly fields: readonly CustomField[]
  readonly milestones: readonly Milestone[]
  readonly sprints: readonly Sprint[]
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
  readonly status?: 'link' | 'pending' | 'clean' | 'unscanned' | 'infected' | 'refused'
  /** What the scanner called what it found, or why it could not say. */
  readonly verdict?: string
  readonly media_type?: string
  readonly size?: number | null
  readonly width?: number | null
  readonly height?: number | null
  readonly thumbnail_url?: string | null
  /** The first page of a document. */
  readonly preview_url?: string | null
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
  // Left out of list rows where there is none:
  readonly type?: string | null
  readonly sprint?: string | null
  readonly milestone?: string | null
  readonly estimate_minutes?: number | null
  readonly subtasks?: { readonly total: number; readonly done: number } | null
  readonly fields?: Readonly<Record<string, FieldValue>> | null
  // Only where one task is asked for:
  readonly created_by?: User | null
  readonly description?: string | undefined
  readonly description_html?: string | undefined
  readonly archived_at?: string | null
  readonly attachments?: readonly Attachment[]
  readonly children?: readonly TaskRef[]
  readonly watchers?: readonly string[]
}

export interface CommentReaction {
  readonly emoji: string
  readonly users: readonly string[]
}

export interface Comment {
  readonly id: string
  readonly task: string
  readonly author: User | null
  readonly body: string
  readonly body_html: string
  readonly parent?: string | null
  readonly reactions?: readonly CommentReaction[]
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
export interface BoardAnswer extends Partial<Shape> {
  readonly seq?: number
  readonly columns: readonly (Column & { readonly tasks?: readonly Task[] })[]
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
  readonly type?: string | null
  readonly sprint?: string | null
  readonly milestone?: string | null
  readonly estimate_minutes?: number | null
  readonly parent?: string | null
  readonly fields?: Readonly<Record<string, FieldValue>>
}

export type FieldName = keyof TaskFields

export function isTemporary(id: string): boolean {
  return id.startsWith('tmp-')
}
