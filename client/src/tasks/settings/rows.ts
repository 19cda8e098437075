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
import type { Holder } from './store'

interface Named {
  readonly id: string
  readonly name: string
}

/** How tasks hang on a row: which they are, and what hangs one of them on another. */
export interface Hung {
  readonly filter: Readonly<Record<string, string>>
  /** Whether it does, where the filter goes by a name that two may bear. */
  readonly holds?: (task: Holder) => boolean
  readonly back: (task: Holder, id: string) => object
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

  /** Remove a row that nothing hangs on at once, with a way back; others after a question. */
  protected async removeRow(
    row: Named,
    cost: (usage: Usage) => string,
    again: object,
    hung?: Hung,
  ): Promise<void> {
    const path = `${PLACES[this.noun]}/${row.id}`
    const remake = () => this.store.make(`${this.store.path}/${this.noun}`, again)
    let words = ''
    const isCounted = await this.act('', async () => {
      words = cost(await this.store.count())
    })
    if (!isCounted) return
    if (words !== '') {
      const isSure = await confirmAct({
        title: t('Remove “%(name)s”?', { name: row.name }),
        text: words,
        action: t('Remove'),
        isDangerous: true,
      })
      if (!isSure) return
      let held: readonly Holder[] = []
      await this.act(
        '',
        async () => {
          if (hung !== undefined)
            held = (await this.store.holders(hung.filter)).filter(hung.holds ?? (() => true))
          await api.delete(path)
        },
        {
          words: t('Removed %(name)s', { name: row.name }),
          ...(hung !== undefined && {
            undo: async () => {
              const id = await remake()
              await this.store.hang(held.map((task) => ({ ...hung.back(task, id), id: task.id })))
            },
          }),
        },
      )
      return
    }
    await this.act('', () => api.delete(path), {
      words: t('Removed %(name)s', { name: row.name }),
      undo: remake,
    })
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
