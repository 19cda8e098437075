/** A part that is a list of named things: rename in place, order, remove with what that costs. */

import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { api } from '../../common/api'
import { t } from '../../common/i18n'
import { confirmAct } from '../../common/ui/dialog'
import { onFieldKey, valueOf } from './controls'
import { PLACES, type Noun, type Usage } from './model'
import { errorId, SettingsPart } from './part'
import { RowOrder } from './sorting'

interface Named {
  readonly id: string
  readonly name: string
}

export abstract class RowsPart extends SettingsPart {
  abstract readonly noun: Noun
  readonly order = new RowOrder(this, (row, order) => {
    const before = this.store.state[this.noun].map(({ id }) => id)
    void this.act('', () => this.store.place(this.noun, row.id, order), {
      words: t('Moved %(name)s', { name: row.name }),
      undo: () => this.store.place(this.noun, row.id, before),
    })
  })

  /** Change `values` of a row, and offer to put back what stood there. */
  protected async change<T extends Named>(row: T, values: Partial<T>): Promise<void> {
    const path = `${PLACES[this.noun]}/${row.id}`
    const names = Object.keys(values) as (keyof T)[]
    const before = Object.fromEntries(names.map((name) => [name, row[name] ?? null]))
    const rows: readonly Named[] = this.store.state[this.noun]
    this.store.set({
      [this.noun]: rows.map((each) => (each.id === row.id ? { ...each, ...values } : each)),
    })
    const at = `${row.id}.${String(names[0])}`
    const isDone = await this.act(at, () => api.patch(path, values), {
      words: t('Changed %(name)s', { name: String(values.name ?? row.name) }),
      undo: () => api.patch(path, before),
    })
    // What was refused goes back to what it was; the words at the field say why.
    if (!isDone)
      this.store.set({
        [this.noun]: (this.store.state[this.noun] as readonly Named[]).map((each) =>
          each.id === row.id ? { ...each, ...before } : each,
        ),
      })
  }

  /** Remove a row: one that nothing hangs on at once, others after a question; both come back. */
  protected async removeRow(row: Named, cost: (usage: Usage) => string): Promise<void> {
    let words = ''
    const isCounted = await this.act('', async () => {
      words = cost(await this.store.count())
    })
    if (!isCounted) return
    const isSure =
      words === '' ||
      (await confirmAct({
        title: t('Remove “%(name)s”?', { name: row.name }),
        text: words,
        action: t('Remove'),
        isDangerous: true,
      }))
    if (isSure) await this.removePart(`${PLACES[this.noun]}/${row.id}`, row)
  }

  protected nameField(row: Named, label: string, limit: number, canEdit: boolean): TemplateResult {
    if (!canEdit) return html`<span class="grow truncate settings-name">${row.name}</span>`
    const at = `${row.id}.name`
    return html`<input
      class="input input-bare input-small grow settings-name"
      aria-label=${label}
      aria-invalid=${this.problem(at) === '' ? 'false' : 'true'}
      aria-describedby=${errorId(at)}
      maxlength=${limit}
      .value=${live(row.name)}
      @keydown=${(event: KeyboardEvent) => onFieldKey(event, row.name)}
      @change=${(event: Event) => {
        const name = valueOf(event).trim()
        if (name !== row.name) void this.change(row, { name })
      }}
    />`
  }
}
