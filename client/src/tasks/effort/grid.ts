/**
 * `<tf-time-grid>`: the cells of a timesheet. Arrow keys go from one to the next; typing replaces
 * what stands in one's own, Enter changes it, Delete empties it.
 */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { locale, t } from '../../common/i18n'
import { announce } from '../../common/ui/announce'
import { isoDate } from '../grammar'
import { minutesWords, readHours } from './minutes'
import { rowName, type Row, type Sheet, type TimedTask } from './week'

export interface Entered {
  readonly task: TimedTask
  readonly day: string
  readonly minutes: number
}

interface Place {
  readonly row: string
  readonly column: number
}

/** A cell that is being written in. */
interface Writing extends Place {
  readonly text: string
  readonly isWrong: boolean
}

const STEPS: Readonly<Record<string, readonly [down: number, right: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

export class TfTimeGrid extends LitElement {
  static override properties = {
    sheet: { attribute: false },
    me: {},
    canEdit: { attribute: false },
    enter: { attribute: false },
    at: { state: true },
    writing: { state: true },
  }

  declare sheet: Sheet
  declare me: string
  declare canEdit: boolean
  declare enter: (entered: Entered) => void
  declare at: Place | null
  declare writing: Writing | null
  #isToFocus = false

  constructor() {
    super()
    this.me = ''
    this.canEdit = false
    this.at = null
    this.writing = null
  }

  override createRenderRoot(): this {
    return this
  }

  /** Let the cell of this task and day have the focus, once it is drawn. */
  goTo(row: string, column: number): void {
    this.at = { row, column }
    this.#isToFocus = true
  }

  /** Write on in a cell, with what stood in it when its write failed. */
  reopen(row: string, column: number, text: string): void {
    this.goTo(row, column)
    this.writing = { row, column, text, isWrong: false }
  }

  protected override willUpdate(): void {
    const { writing } = this
    if (writing !== null && this.#row(writing.row) === undefined) this.writing = null
  }

  protected override updated(): void {
    if (!this.#isToFocus) return
    this.#isToFocus = false
    const cell = this.querySelector<HTMLElement>('td[tabindex="0"]')
    const field = cell?.querySelector('input')
    if (!field) cell?.focus()
    else if (document.activeElement !== field) {
      field.focus()
      field.setSelectionRange(field.value.length, field.value.length)
    }
  }

  protected override render(): TemplateResult {
    const { sheet } = this
    const here = this.at !== null && this.#row(this.at.row) ? this.at : this.#first()
    return html`<div class="table-wrap">
      <table
        class="table timesheet"
        role="grid"
        aria-label=${t('Timesheet')}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
      >
        ${this.#head()}
        <tbody>
          ${repeat(sheet.rows, rowName, (row, place) => this.#line(row, place, here))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" class="timesheet-sums" colspan=${this.#hasOthers ? 2 : 1}>
              ${t('Total')}
            </th>
            ${sheet.totals.map((minutes) => sumCell(minutes))} ${sumCell(sheet.total)}
          </tr>
        </tfoot>
      </table>
    </div>`
  }

  #head(): TemplateResult {
    const today = isoDate(new Date())
    return html`<thead>
      <tr>
        ${this.#hasOthers ? html`<th scope="col">${t('Person')}</th>` : nothing}
        <th scope="col" class="timesheet-sums">${t('Task')}</th>
        ${this.sheet.days.map(
          (day) =>
            html`<th scope="col" class="number" aria-current=${day === today ? 'date' : nothing}>
              ${dayWords(day)}
            </th>`,
        )}
        <th scope="col" class="number">${t('Total')}</th>
      </tr>
    </thead>`
  }

  #line(row: Row, place: number, here: Place | null): TemplateResult {
    const isSame = this.sheet.rows[place - 1]?.user.id === row.user.id
    return html`<tr ?data-same=${isSame}>
      ${this.#hasOthers ? html`<td class="timesheet-person">${row.user.name}</td>` : nothing}
      <th scope="row" class="timesheet-task">
        <a href=${`/w/${row.task.workspace}/t/${row.task.key}/`} title=${row.task.title}
          ><span class="quiet">${row.task.key}</span> ${row.task.title}</a
        >
      </th>
      ${row.minutes.map((minutes, column) => this.#cell(row, minutes, column, here))}
      ${sumCell(row.total)}
    </tr>`
  }

  #cell(row: Row, minutes: number, column: number, here: Place | null): TemplateResult {
    const name = rowName(row)
    const isHere = here?.row === name && here.column === column
    const mayWrite = this.#mayWrite(row)
    const { writing } = this
    const isWriting = writing?.row === name && writing.column === column
    return html`<td
      role="gridcell"
      class="number ${column > 4 ? 'timesheet-weekend' : ''}"
      tabindex=${isHere ? 0 : -1}
      aria-readonly=${String(!mayWrite)}
      ?data-mine=${mayWrite}
      @focus=${() => (this.at = { row: name, column })}
      @click=${() => {
        if (mayWrite && !isWriting) this.#write(row, column, shown(minutes))
      }}
    >
      ${isWriting ? this.#field(row, writing) : shown(minutes)}
    </td>`
  }

  #field(row: Row, { column, text, isWrong }: Writing): TemplateResult {
    const day = dayWords(this.sheet.days[column] ?? '')
    return html`<input
        class="timesheet-field"
        autocomplete="off"
        inputmode="text"
        enterkeyhint="done"
        maxlength="12"
        .value=${text}
        aria-label=${t('Time on %(key)s, %(day)s', { key: row.task.key, day })}
        aria-invalid=${String(isWrong)}
        aria-describedby="timesheet-wrong"
        @input=${(event: InputEvent) => {
          const { value } = event.target as HTMLInputElement
          if (this.writing) this.writing = { ...this.writing, text: value, isWrong: false }
        }}
        @blur=${() => this.#leave()}
      />
      <span class="timesheet-wrong" id="timesheet-wrong" ?hidden=${!isWrong}
        >${t('Write 1h 30m, 1:30 or 1.5')}</span
      >`
  }

  #key(event: KeyboardEvent): void {
    const cell = (event.target as HTMLElement).closest('td[role="gridcell"]')
    if (cell === null || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const isDone = this.writing === null ? this.#cellKey(event) : this.#fieldKey(event)
    if (!isDone) return
    event.preventDefault()
    event.stopPropagation()
  }

  #cellKey(event: KeyboardEvent): boolean {
    const { at } = this
    const row = at === null ? undefined : this.#row(at.row)
    if (at === null || row === undefined) return false
    const step = STEPS[event.key]
    if (step !== undefined) return this.#step(...step)
    if (event.key === 'Home' || event.key === 'End')
      return this.#move(at.row, event.key === 'Home' ? 0 : this.sheet.days.length - 1)
    if (!this.#mayWrite(row)) return false
    if (event.key === 'Enter' || event.key === 'F2')
      return this.#write(row, at.column, shown(row.minutes[at.column] ?? 0))
    if (event.key === 'Delete' || event.key === 'Backspace') {
      this.#say(row, at.column, 0)
      return true
    }
    return /^[\d.,:]$/.test(event.key) && this.#write(row, at.column, event.key)
  }

  #fieldKey(event: KeyboardEvent): boolean {
    if (event.key === 'Escape') {
      this.writing = null
      this.#isToFocus = true
      return true
    }
    const isUp = event.key === 'ArrowUp'
    if (isUp || event.key === 'ArrowDown' || event.key === 'Enter') {
      if (this.#finish()) this.#step(isUp ? -1 : 1, 0)
      return true
    }
    if (event.key !== 'Tab') return false
    if (this.#finish()) this.#step(0, event.shiftKey ? -1 : 1)
    return true
  }

  #step(down: number, right: number): boolean {
    const { at } = this
    if (at === null) return false
    const { rows, days } = this.sheet
    const place = rows.findIndex((row) => rowName(row) === at.row)
    const row = rows[Math.min(Math.max(place + down, 0), rows.length - 1)]
    if (row === undefined) return false
    const column = Math.min(Math.max(at.column + right, 0), days.length - 1)
    return this.#move(rowName(row), column)
  }

  #move(row: string, column: number): boolean {
    this.goTo(row, column)
    return true
  }

  #write(row: Row, column: number, text: string): boolean {
    this.reopen(rowName(row), column, text)
    return true
  }

  /** Take what was written; false, with words, for what is no time. */
  #finish(): boolean {
    const { writing } = this
    const row = writing === null ? undefined : this.#row(writing.row)
    if (writing === null || row === undefined) return true
    const minutes = readHours(writing.text)
    this.#isToFocus = true
    if (minutes === null) {
      this.writing = { ...writing, isWrong: true }
      announce(t('Write 1h 30m, 1:30 or 1.5'), 'assertive')
      return false
    }
    this.writing = null
    this.#say(row, writing.column, minutes)
    return true
  }

  /** A click elsewhere takes what was written; what is no time stays, marked, until it is. */
  #leave(): void {
    // A field that goes because all is done loses the focus too.
    if (this.writing === null) return
    this.#finish()
    this.#isToFocus = false
  }

  #say(row: Row, column: number, minutes: number): void {
    const day = this.sheet.days[column]
    if (day === undefined || row.minutes[column] === minutes) return
    this.enter({ task: row.task, day, minutes })
  }

  get #hasOthers(): boolean {
    return this.sheet.rows.some(({ user }) => user.id !== this.me)
  }

  #row(name: string): Row | undefined {
    return this.sheet.rows.find((row) => rowName(row) === name)
  }

  /** Where the focus comes in: today, in one's own first row. */
  #first(): Place | null {
    const [row] = this.sheet.rows
    const today = this.sheet.days.indexOf(isoDate(new Date()))
    return row === undefined ? null : { row: rowName(row), column: Math.max(0, today) }
  }

  #mayWrite(row: Row): boolean {
    return this.canEdit && row.user.id === this.me
  }
}

const shown = (minutes: number): string => (minutes === 0 ? '' : minutesWords(minutes))

function sumCell(minutes: number): TemplateResult {
  return html`<td class="number timesheet-sum">${shown(minutes)}</td>`
}

export function dayWords(day: string): string {
  const date = new Date(`${day}T00:00:00`)
  const weekday = new Intl.DateTimeFormat(locale(), { weekday: 'short' }).format(date)
  return `${weekday} ${new Intl.NumberFormat(locale()).format(date.getDate())}`
}

customElements.define('tf-time-grid', TfTimeGrid)
