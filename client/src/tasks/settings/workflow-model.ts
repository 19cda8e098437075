/** How tasks of a project may move, as the API writes it. */

export interface Transition {
  /** Null: from anywhere. */
  readonly source: string | null
  readonly target: string
  readonly roles: readonly string[]
  readonly needs: readonly string[]
  readonly approvals: number
}

export interface Workflow {
  readonly is_restricted: boolean
  readonly wip: 'off' | 'warn' | 'refuse'
  readonly transitions: readonly Transition[]
}
