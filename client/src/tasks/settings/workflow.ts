/** `<tf-settings-workflow>`: which moves are allowed, for whom, and what a full column does. */

import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { Check, Pencil } from 'lucide-static'
import { api } from '../../common/api'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { stateMark } from '../parts/marks'
import type { Column } from '../model'
import { removeButton } from './controls'
import { SettingsPart } from './part'
import { askTransition, needName, needNames } from './transition'
import type { Transition, Workflow } from './workflow-model'

const POLICIES: readonly Workflow['wip'][] = ['off', 'warn', 'refuse']

export class TfSettingsWorkflow extends SettingsPart {
  protected override render(): TemplateResult {
    const { workflow } = this.store.state
    return html`${this.head(t('Workflow'), t('Which way tasks may go from column to column, and what it takes.'))}
    ${this.why('manage')} ${this.#restricted(workflow)}
    ${workflow.is_restricted ? this.#moves(workflow) : nothing} ${this.#limits(workflow)}`
  }

  #restricted(workflow: Workflow): TemplateResult {
    const { is_restricted: isOn } = workflow
    const next = { ...workflow, is_restricted: !isOn }
    // A workflow that allows nothing would lock every task: it begins with what the board suggests.
    const begun =
      !isOn && workflow.transitions.length === 0
        ? { ...next, transitions: neighbours(this.store.state.columns) }
        : next
    return html`<div class="settings-section">
      <label class="check"
        ><input
          type="checkbox"
          role="switch"
          .checked=${live(isOn)}
          ?disabled=${!this.can('manage')}
          @change=${() => void this.#put(begun)}
        /><span
          ><strong>${t('Only the moves below are allowed')}</strong><br /><span class="quiet"
            >${isOn ? t('A task dragged anywhere else goes back, and says why.') : t('Now every task may go from every column to every other.')}</span
          ></span
        ></label
      >
      ${this.errorOf('workflow')}
    </div>`
  }

  #moves(workflow: Workflow): TemplateResult {
    const { columns } = this.store.state
    return html`<section class="settings-section" aria-labelledby="moves-title">
      <h2 id="moves-title">${t('Allowed moves')}</h2>
      <div class="table-wrap settings-matrix">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">${t('From')} ↓ ${t('to')} →</th>
              ${columns.map((column) => html`<th scope="col">${named(column)}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.#line(null, columns, workflow)}
            ${columns.map((each) => this.#line(each, columns, workflow))}
          </tbody>
        </table>
      </div>
      <h3>${t('In words')}</h3>
      ${this.#list(workflow)}
    </section>`
  }

  #line(source: Column | null, columns: readonly Column[], workflow: Workflow): TemplateResult {
    return html`<tr>
      <th scope="row">${source === null ? t('Anywhere') : named(source)}</th>
      ${columns.map((target) => html`<td>${source?.id === target.id ? html`<span class="quiet" aria-hidden="true">·</span>` : this.#cell(source, target, workflow)}</td>`)}
    </tr>`
  }

  #cell(source: Column | null, target: Column, workflow: Workflow): TemplateResult {
    const held = find(workflow, source?.id ?? null, target.id)
    const from = source?.name ?? t('Anywhere')
    const words = t('%(from)s to %(to)s', { from, to: target.name })
    const conditions =
      held === undefined ? 0 : held.roles.length + held.needs.length + held.approvals
    const toggle = (): void => {
      if (held !== undefined && conditions > 0) void this.#change(held)
      else if (held !== undefined) void this.#put(without(workflow, held))
      else void this.#put(withMove(workflow, bare(source?.id ?? null, target.id)))
    }
    return html`<button
      class="settings-cell"
      type="button"
      aria-pressed=${String(held !== undefined)}
      aria-label=${words}
      title=${words}
      ?disabled=${!this.can('manage')}
      @click=${toggle}
    >
      ${held === undefined ? nothing : icon(Check)}${conditions > 0 ? html`<span class="badge">${conditions}</span>` : nothing}
    </button>`
  }

  #list(workflow: Workflow): TemplateResult {
    if (workflow.transitions.length === 0)
      return html`<p class="settings-empty">
        ${t('No move is allowed: every task stays where it is. Press a cell of the table to allow one.')}
      </p>`
    return html`<ul class="list settings-rows">
      ${workflow.transitions.map((move) => this.#words(move, workflow))}
    </ul>`
  }

  #words(move: Transition, workflow: Workflow): TemplateResult {
    const name = this.#nameOf(move)
    const change = t('Conditions of %(move)s', { move: name })
    return html`<li class="settings-row">
      <div class="grow stack-tight">
        <span>${name}</span>
        <span class="meta">${this.#conditions(move)}</span>
      </div>
      ${
        this.can('manage')
          ? html`<button
                class="button button-ghost button-icon button-small"
                type="button"
                aria-label=${change}
                title=${change}
                @click=${() => void this.#change(move)}
              >
                ${icon(Pencil)}</button
              >${removeButton(t('Forbid %(move)s', { move: name }), () => void this.#put(without(workflow, move)))}`
          : nothing
      }
    </li>`
  }

  #conditions(move: Transition): string {
    const roles = this.store.page.roles.filter(([id]) => move.roles.includes(id))
    const fields = this.store.state.fields
    const parts = [
      roles.length === 0
        ? t('by everybody who may edit')
        : t('by: %(roles)s', { roles: roles.map(([, name]) => name).join(', ') }),
      ...(move.needs.length === 0
        ? []
        : [
            t('needs: %(needs)s', {
              needs: move.needs.map((need) => needName(need, fields)).join(', '),
            }),
          ]),
      ...(move.approvals === 0
        ? []
        : [tn('%(count)s approval by another', '%(count)s approvals by others', move.approvals)]),
    ]
    return parts.join(' · ')
  }

  #nameOf(move: Transition): string {
    const nameOf = (id: string | null): string =>
      this.store.state.columns.find((column) => column.id === id)?.name ?? t('Anywhere')
    return `${nameOf(move.source)} → ${nameOf(move.target)}`
  }

  async #change(move: Transition): Promise<void> {
    const { roles } = this.store.page
    const needs = needNames(this.store.state.fields)
    const changed = await askTransition({ title: this.#nameOf(move), move, roles, needs })
    const { workflow } = this.store.state
    if (changed === 'remove') await this.#put(without(workflow, move))
    else if (changed !== null) await this.#put(withMove(without(workflow, move), changed))
  }

  #limits(workflow: Workflow): TemplateResult {
    return html`<section class="settings-section" aria-labelledby="wip-title">
      <h2 id="wip-title">${t('When a column is full')}</h2>
      <div role="radiogroup" aria-labelledby="wip-title" class="stack stack-tight">
        ${POLICIES.map(
          (wip) =>
            html`<label class="check"
              ><input
                type="radio"
                name="wip"
                .checked=${live(wip === workflow.wip)}
                ?disabled=${!this.can('manage')}
                @change=${() => void this.#put({ ...workflow, wip })}
              /><span>${policyWords(wip)}</span></label
            >`,
        )}
      </div>
      <p class="quiet">
        ${t('How many tasks a column takes is set in')}
        <a href="../columns/">${t('Columns')}</a>.
      </p>
    </section>`
  }

  async #put(next: Workflow): Promise<void> {
    const before = this.store.state.workflow
    const put = async (workflow: Workflow): Promise<void> => {
      this.store.set({ workflow })
      const path = `${this.store.path}/workflow`
      this.store.set({ workflow: await api.put<Workflow>(path, workflow) })
    }
    const isDone = await this.act('workflow', () => put(next), {
      words: t('Changed the workflow'),
      undo: () => put(before),
    })
    if (!isDone) this.store.set({ workflow: before })
  }
}

function policyWords(wip: Workflow['wip']): string {
  switch (wip) {
    case 'off':
      return t('Do nothing')
    case 'warn':
      return t('Warn: the column is marked')
    case 'refuse':
      return t('Refuse: nothing more goes in')
  }
}

function named(column: Column): TemplateResult {
  return html`<span class="row">${stateMark(column.state)}<span>${column.name}</span></span>`
}

function bare(source: string | null, target: string): Transition {
  return { source, target, roles: [], needs: [], approvals: 0 }
}

function find(workflow: Workflow, source: string | null, target: string): Transition | undefined {
  return workflow.transitions.find((each) => each.source === source && each.target === target)
}

function without(workflow: Workflow, move: Transition): Workflow {
  const isIt = (each: Transition): boolean =>
    each.source === move.source && each.target === move.target
  return { ...workflow, transitions: workflow.transitions.filter((each) => !isIt(each)) }
}

function withMove(workflow: Workflow, move: Transition): Workflow {
  return { ...workflow, transitions: [...workflow.transitions, move] }
}

/** Forward and back by one column: what most teams begin with. */
function neighbours(columns: readonly Column[]): Transition[] {
  return columns.slice(1).flatMap((column, at) => {
    const before = columns[at]
    if (before === undefined) return []
    return [bare(before.id, column.id), bare(column.id, before.id)]
  })
}

customElements.define('tf-settings-workflow', TfSettingsWorkflow)
