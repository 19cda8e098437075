/**
 * `<input ${quickAdd(store)}>`: while a line of quick add is typed, what was understood of it
 * stands below as chips, and after a sign the names that may follow. The field stays what it is:
 * whoever owns it hears Enter and Escape, unless they choose or close a list here.
 */

import { html, noChange, nothing, render, type TemplateResult } from 'lit'
import { AsyncDirective } from 'lit/async-directive.js'
import { directive, type ElementPart } from 'lit/directive.js'
import { announce } from '../../common/ui/announce'
import { avatar } from '../../common/ui/avatar'
import { hostOf, placeBeside } from '../../common/ui/place'
import { t } from '../../common/i18n'
import { readQuickLine, type QuickLine, type QuickPart, type Vocabulary } from '../grammar'
import type { Priority } from '../model'
import { priorityMark } from '../parts/marks'
import type { ProjectStore } from '../project'
import { SimilarAsker } from '../similar/asking'
import { similarLink, similarWords } from '../similar/hint'
import { completed, spotAt, suggestions, type Spot, type Suggestion } from './complete'
import { partName, partWords, unknownWords } from './part-words'
import { vocabularyOf } from './vocabulary'
import { literal } from './words'

type Field = HTMLInputElement | HTMLTextAreaElement

const NOTHING: QuickLine = {
  task: { title: '', assignees: [], labels: [], newLabels: [] },
  parts: [],
  unknown: [],
}
let number = 0

class QuickHelp {
  readonly #field: Field
  readonly #vocabulary: () => Vocabulary
  readonly #id = `quick-${String((number += 1))}`
  readonly #root = document.createElement('div')
  #hide: (() => void) | null = null
  #line = NOTHING
  #spot: Spot | null = null
  #list: readonly Suggestion[] = []
  #active = 0
  /** The person went into the list by the arrow keys. */
  #isChoosing = false
  /** Escape closed the list for the word that begins there. */
  #closedAt: number | null = null
  #said = ''
  readonly #store: () => ProjectStore
  /** Open tasks that mean the same as the title; the arrows go into them, Enter opens one. */
  readonly #alike = new SimilarAsker(() => {
    if (!this.#field.isConnected || document.activeElement !== this.#field) return
    if (this.#alike.results.length > 0) announce(similarWords(this.#alike.results.length))
    this.#alikeAt = -1
    this.#draw()
  })
  #alikeAt = -1

  constructor(field: Field, store: () => ProjectStore) {
    this.#field = field
    this.#store = store
    this.#vocabulary = () => vocabularyOf(store())
    this.#root.className = 'menu quick-help'
    this.#root.addEventListener('pointerdown', (event) => event.preventDefault())
    field.dir = 'auto'
    field.autocomplete = 'off'
    field.setAttribute('aria-autocomplete', 'list')
    field.addEventListener('input', this.#read)
    field.addEventListener('click', this.#read)
    field.addEventListener('keydown', this.#keyed, { capture: true })
    field.addEventListener('blur', this.close)
  }

  leave(): void {
    this.close()
    this.#field.removeEventListener('input', this.#read)
    this.#field.removeEventListener('click', this.#read)
    this.#field.removeEventListener('keydown', this.#keyed, { capture: true })
    this.#field.removeEventListener('blur', this.close)
  }

  readonly close = (): void => {
    this.#leave()
    this.#alikeAt = -1
    this.#alike.stop()
    this.#alike.results = []
  }

  /** Nothing is to be shown; what was asked is still awaited. */
  #leave(): void {
    this.#hide?.()
    this.#hide = null
    this.#root.remove()
    this.#field.removeAttribute('aria-controls')
    this.#field.removeAttribute('aria-activedescendant')
    this.#list = []
    this.#isChoosing = false
    this.#said = ''
  }

  readonly #read = (): void => {
    const { value, selectionStart } = this.#field
    const vocabulary = this.#vocabulary()
    this.#line = value.trim() === '' ? NOTHING : readQuickLine(value, vocabulary)
    this.#spot = spotAt(value, selectionStart ?? value.length)
    if (this.#spot?.from !== this.#closedAt) this.#closedAt = null
    const isOpen = this.#spot !== null && this.#closedAt === null
    this.#list = this.#spot !== null && isOpen ? suggestions(this.#spot, vocabulary) : []
    this.#active = 0
    this.#isChoosing = false
    this.#alike.ask(this.#store().id, this.#line.task.title)
    this.#draw()
    this.#tell()
  }

  /** Says what was understood last, for those who do not see the chips. */
  #tell(): void {
    const said = this.#line.parts.map((part) => `${partName(part)}: ${partWords(part)}`)
    const last = said.at(-1) ?? ''
    if (this.#list.length === 0 && last !== '' && last !== this.#said) announce(last)
    this.#said = last
  }

  readonly #keyed = (event: Event): void => {
    const { key, shiftKey, isComposing } = event as KeyboardEvent
    const count = this.#list.length
    // Whoever owns the field may empty it or go away with this key.
    setTimeout(() => {
      if (this.#field.isConnected && this.#field.value === '') this.close()
    })
    if (count === 0 && !isComposing) this.#keyedAlike(event as KeyboardEvent)
    if (count === 0 || isComposing) return
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1
      this.#active = this.#isChoosing || step < 0 ? (this.#active + step + count) % count : 0
      this.#isChoosing = true
    } else if (key === 'Escape') {
      this.#closedAt = this.#spot?.from ?? null
      this.#list = []
    } else if (this.#takes(key, shiftKey)) {
      this.#choose(this.#list[this.#active])
    } else return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.#draw()
  }

  /** The arrows go through the similar tasks; Enter opens the one that is marked. */
  #keyedAlike(event: KeyboardEvent): void {
    const { results } = this.#alike
    const { key } = event
    if (results.length === 0 || this.#hide === null) return
    const chosen = results[this.#alikeAt]
    if (key === 'ArrowDown') this.#alikeAt = Math.min(this.#alikeAt + 1, results.length - 1)
    else if (key === 'ArrowUp' && this.#alikeAt >= 0) this.#alikeAt -= 1
    else if (key === 'Enter' && chosen !== undefined) {
      window.open(`/w/${this.#store().page.workspace.slug}/t/${chosen.key}/`, '_blank', 'noopener')
    } else return
    event.preventDefault()
    event.stopImmediatePropagation()
    const marked = results[this.#alikeAt]
    if (marked !== undefined) announce(`${marked.key} ${marked.title}`)
    this.#draw()
  }

  /** Tab completes what was begun; Shift-Tab goes on. */
  #takes(key: string, isBack: boolean): boolean {
    if (key === 'Enter') return this.#isAsking()
    return key === 'Tab' && !isBack && (this.#isChoosing || (this.#spot?.name ?? '') !== '')
  }

  /** Enter belongs to the list only where the word means nothing yet, or the arrows went in. */
  #isAsking(): boolean {
    const spot = this.#spot
    if (this.#isChoosing || spot === null) return this.#isChoosing
    if (spot.name === '') return false
    const part = this.#line.parts.find(({ from }) => from === spot.from)
    return part === undefined || part.kind === 'new-label'
  }

  #choose(chosen: Suggestion | undefined): void {
    if (chosen === undefined || this.#spot === null) return
    const { line, caret } = completed(this.#field.value, this.#spot, chosen)
    this.#write(line, caret)
  }

  #keepWord(part: QuickPart): void {
    const line = literal(this.#field.value, part)
    this.#write(line, line.length)
  }

  #write(line: string, caret: number): void {
    this.#field.value = line
    this.#field.setSelectionRange(caret, caret)
    this.#field.dispatchEvent(new Event('input', { bubbles: true }))
  }

  #draw(): void {
    const { parts, unknown } = this.#line
    const isBare = this.#list.length === 0 && parts.length === 0 && unknown.length === 0
    if (isBare && this.#alike.results.length === 0) {
      this.#leave()
      return
    }
    render(html`${this.#chips()}${this.#options()}${this.#likes()}`, this.#root)
    this.#show()
    if (this.#list.length === 0) {
      this.#field.removeAttribute('aria-controls')
      this.#field.removeAttribute('aria-activedescendant')
      return
    }
    this.#field.setAttribute('aria-controls', this.#id)
    this.#field.setAttribute('aria-activedescendant', `${this.#id}-${String(this.#active)}`)
    this.#root.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }

  #show(): void {
    if (this.#hide !== null) return
    hostOf(this.#field).append(this.#root)
    this.#hide = placeBeside(this.#field, this.#root, { matchWidth: true })
  }

  #chips(): TemplateResult | typeof nothing {
    const { parts, unknown } = this.#line
    const spot = this.#list.length > 0 ? this.#spot?.from : undefined
    const doubts = unknown.filter(({ from }) => from !== spot)
    if (parts.length === 0 && doubts.length === 0) return nothing
    return html`<div class="quick-parts">
      ${parts.map(
        (part) =>
          html`<button
            class="chip chip-accent"
            type="button"
            tabindex="-1"
            data-kind=${part.kind}
            title=${t('%(name)s. Click to keep it as words of the title.', { name: partName(part) })}
            @click=${() => this.#keepWord(part)}
          >
            <span class="quick-kind">${partName(part)}</span>
            <span class="truncate" dir="auto">${partWords(part)}</span>
          </button>`,
      )}
      ${doubts.map((part) => html`<span class="quick-doubt">${unknownWords(part)}</span>`)}
    </div>`
  }

  #likes(): TemplateResult | typeof nothing {
    const { results } = this.#alike
    if (results.length === 0 || this.#list.length > 0) return nothing
    const { slug } = this.#store().page.workspace
    return html`<div class="similar-hint">
      <p class="meta">${similarWords(results.length)}</p>
      ${results.map(
        (task, at) =>
          html`<div class="child-line" ?data-active=${at === this.#alikeAt}>
            ${similarLink(task, slug, '-1')}
          </div>`,
      )}
    </div>`
  }

  #options(): TemplateResult | typeof nothing {
    if (this.#list.length === 0) return nothing
    return html`<div id=${this.#id} role="listbox" aria-label=${t('What it may name')}>
      ${this.#list.map(
        (each, at) =>
          html`<div
            class="menu-item"
            role="option"
            id="${this.#id}-${at}"
            aria-selected=${at === this.#active}
            ?data-active=${at === this.#active && (this.#isChoosing || this.#isAsking())}
            @click=${() => this.#choose(each)}
          >
            ${this.#mark(each)}<span class="truncate" dir="auto">${each.label}</span>
            ${each.hint ? html`<span class="menu-hint meta truncate">${each.hint}</span>` : nothing}
          </div>`,
      )}
    </div>`
  }

  #mark({ person, color, id }: Suggestion): TemplateResult | typeof nothing {
    if (person !== undefined) return avatar(person, 20)
    if (this.#spot?.sign === '!') return priorityMark(id as Priority, false)
    return color === undefined ? nothing : html`<span class="label-dot" data-color=${color}></span>`
  }
}

class QuickAddDirective extends AsyncDirective {
  #help: QuickHelp | null = null
  #field: Field | null = null
  #store: ProjectStore | null = null

  override render(_store: ProjectStore): typeof noChange {
    return noChange
  }

  override update(part: ElementPart, [store]: [ProjectStore]): typeof noChange {
    this.#field = part.element as Field
    this.#store = store
    this.reconnected()
    return noChange
  }

  protected override reconnected(): void {
    if (this.#help !== null || this.#field === null) return
    this.#help = new QuickHelp(this.#field, () => this.#store as ProjectStore)
  }

  protected override disconnected(): void {
    this.#help?.leave()
    this.#help = null
  }
}

/** What helps to write a line of quick add in `store`'s project. */
export const quickAdd = directive(QuickAddDirective)
