/** What the settings page of a project starts with, and what its parts speak of. */

import type { Column, CustomField, ItemType, Label, PageData, User } from '../model'
import type { Health, Stage } from '../roadmap/model'
import type { Workflow } from './workflow-model'

export type PartName =
  | 'general'
  | 'columns'
  | 'workflow'
  | 'types'
  | 'fields'
  | 'labels'
  | 'milestones'
  | 'templates'
  | 'recurrences'
  | 'intake'
  | 'targets'

export type Right =
  | 'manage'
  | 'remove'
  | 'label'
  | 'remove_label'
  | 'milestone'
  | 'remove_milestone'
  | 'template'
  | 'remove_template'
  | 'task'
  | 'automate'

export interface ProjectDetail {
  readonly id: string
  readonly key: string
  readonly former_keys: readonly string[]
  readonly name: string
  readonly description: string
  readonly icon: string
  readonly color: string
  readonly template: string
  readonly default_type: string | null
  readonly lead: string | null
  readonly start_date: string | null
  readonly target_date: string | null
  readonly stage: Stage
  readonly health: Health | ''
  readonly created_at: string
  readonly archived_at: string | null
}

export interface MilestoneDetail {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly due_date: string | null
  readonly reached_at: string | null
}

/** How many tasks hang on each part, by its id; none: left out. */
export interface Usage {
  readonly columns: Counts
  readonly types: Counts
  readonly labels: Counts
  readonly fields: Counts
  /** An option is called `<field>:<option>`. */
  readonly options: Counts
  readonly milestones: Counts
  readonly milestones_done: Counts
}

export type Counts = Readonly<Record<string, number>>

/** The parts that have an order of their own, and where the API keeps one of them. */
export const PLACES = {
  columns: 'columns',
  types: 'item-types',
  fields: 'custom-fields',
  milestones: 'milestones',
  labels: 'labels',
} as const

export type Noun = keyof typeof PLACES

export interface SettingsState {
  readonly project: ProjectDetail
  readonly columns: readonly Column[]
  readonly types: readonly ItemType[]
  readonly fields: readonly CustomField[]
  readonly milestones: readonly MilestoneDetail[]
  readonly labels: readonly Label[]
  readonly usage: Usage
  readonly workflow: Workflow
}

export interface SettingsPage extends Omit<PageData, 'project'>, SettingsState {
  readonly part: PartName
  readonly members: readonly User[]
  readonly rights: Readonly<Record<Right, boolean>>
  /** Labels, milestones and templates that I made: their maker may remove them. */
  readonly own: readonly string[]
  /** Why not, and who could, in words. */
  readonly reasons: Readonly<Record<Right, string>>
  readonly roles: readonly (readonly [string, string])[]
  readonly colors: readonly string[]
  readonly icons: readonly string[]
}
