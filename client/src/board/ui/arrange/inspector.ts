import { html, render, type TemplateResult } from 'lit'
import { Link2, Link2Off, Ruler, X } from 'lucide-static'
import { t } from '../../../common/i18n'
import { icon } from '../../../common/icons'
import type { Editor } from '../../editor'
import { exactOf, placeable, placeExactly, type Exact, type ExactName } from '../../model/exact'
import { keepsRatio } from '../../model/sizes'
import { sumOf } from '../../model/sum'
import type { BoardAction } from '../actions'

interface Field {
  readonly name: ExactName
  readonly letter: string
  readonly label: string
}

let shown: Inspector | null = null

/** Place and size in numbers: a small sheet that stays while elements are chosen one after another. */
export function inspecting(editor: Editor): BoardAction[] {
  const hasPlace = () => editor.canEdit && placeable(editor.chosen).length > 0
  return [
    {
      id: 'board.inspect',
      label: t('Size and position'),
      group: t('Arrange'),
      keys: 'alt+i',
      icon: Ruler,
      place: 'more',
      words: t('exact width height angle'),
      isEnabled: hasPlace,
      run: () => {
        shown ??= new Inspector(editor)
        shown.focus()
      },
    },
  ]
}

class Inspector {
  private readonly sheet = document.createElement('section')
  private readonly stop: () => void
  /** What the person chose; until then notes keep their proportions and shapes do not. */
  private ratio: boolean | null = null

  constructor(private readonly editor: Editor) {
    this.sheet.className = 'board-inspector'
    this.sheet.setAttribute('aria-label', t('Size and position'))
    document.querySelector('.board-main')?.append(this.sheet)
    this.stop = editor.signals.on(['selection', 'scene', 'preview', 'access'], () => this.draw())
    this.sheet.addEventListener('keydown', (event) => {
      // Ctrl+A and the like mean the field that is written in, not the board.
      if (event.target instanceof HTMLInputElement) event.stopPropagation()
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      this.close()
    })
    this.draw()
  }

  focus(): void {
    const field = this.sheet.querySelector('input')
    field?.focus()
    field?.select()
  }

  private close(): void {
    this.stop()
    this.sheet.remove()
    shown = null
    document.querySelector<HTMLElement>('.board-stage')?.focus()
  }

  private get keepRatio(): boolean {
    const elements = placeable(this.editor.chosen)
    return this.ratio ?? (elements.length > 0 && elements.every(({ kind }) => keepsRatio(kind)))
  }

  private draw(): void {
    const { editor } = this
    const now = editor.canEdit ? exactOf(editor.chosen) : null
    this.sheet.hidden = now === null
    if (!now) return
    const isText = editor.chosen.length === 1 && editor.chosen[0]?.kind === 'text'
    render(
      html`<header>
          <h2>${t('Size and position')}</h2>
          <button
            class="board-tool board-tool-small"
            type="button"
            aria-label=${t('Close')}
            data-tooltip=${t('Close')}
            @click=${() => this.close()}
          >
            ${icon(X)}
          </button>
        </header>
        <div class="board-inspector-fields">
          ${fields().map((field) => this.field(field, now, isText && field.name === 'height'))}
          <button
            class="board-tool board-tool-small"
            type="button"
            aria-label=${t('Keep proportions')}
            data-tooltip=${t('Keep proportions')}
            aria-pressed=${this.keepRatio}
            @click=${() => {
              this.ratio = !this.keepRatio
              this.draw()
            }}
          >
            ${icon(this.keepRatio ? Link2 : Link2Off)}
          </button>
        </div>`,
      this.sheet,
    )
  }

  private field({ name, letter, label }: Field, now: Exact, isFixed: boolean): TemplateResult {
    const value = now[name]
    return html`<label class="board-inspector-field" data-field=${name}>
      <span aria-hidden="true">${letter}</span>
      <input
        class="input"
        inputmode="decimal"
        autocomplete="off"
        spellcheck="false"
        aria-label=${label}
        placeholder=${value === null ? t('Mixed') : ''}
        ?disabled=${isFixed}
        .value=${value === null ? '' : shortNumber(value)}
        @change=${(event: Event) => this.take(event.target as HTMLInputElement, name)}
        @keydown=${(event: KeyboardEvent) => this.onKey(event, name)}
      />
    </label>`
  }

  /** Arrows change by one, with Shift by ten; Enter takes what is written and goes on. */
  private onKey(event: KeyboardEvent, name: ExactName): void {
    const input = event.target as HTMLInputElement
    const step = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (step !== 0) {
      event.preventDefault()
      const value = sumOf(input.value, this.valueOf(name)) ?? this.valueOf(name)
      input.value = shortNumber(value + step * (event.shiftKey ? 10 : 1))
      this.take(input, name)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      this.take(input, name)
      input.select()
    }
  }

  private take(input: HTMLInputElement, name: ExactName): void {
    const { editor } = this
    const now = exactOf(editor.chosen)?.[name]
    const value = sumOf(input.value, now ?? 0)
    if (value !== null && (now === null || now === undefined || Math.abs(now - value) > 0.005)) {
      const heightOfText = editor.heightOfText.bind(editor)
      const options = { keepRatio: this.keepRatio, heightOfText }
      const changes = placeExactly(editor.scene, editor.chosen, name, value, options)
      editor.dispatch({ changes })
    }
    // What makes no sense goes back to what is so.
    const after = exactOf(editor.chosen)?.[name]
    input.value = typeof after === 'number' ? shortNumber(after) : ''
  }

  private valueOf(name: ExactName): number {
    return exactOf(this.editor.chosen)?.[name] ?? 0
  }
}

function fields(): readonly Field[] {
  return [
    { name: 'x', letter: 'X', label: t('Distance from the left') },
    { name: 'y', letter: 'Y', label: t('Distance from the top') },
    { name: 'width', letter: 'W', label: t('Width') },
    { name: 'height', letter: 'H', label: t('Height') },
    { name: 'rotation', letter: '°', label: t('Angle in degrees') },
  ]
}

function shortNumber(value: number): string {
  return String(Math.round(value * 100) / 100)
}
