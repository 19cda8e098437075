/** What stands in the text in place of its marks: boxes, pictures, names, lines. */

import { type EditorView, WidgetType } from '@codemirror/view'
import { t } from '../common/i18n'
import { toggledTask } from './marks'
import { outsideWords } from './pictures'
import { referenceOf, type Reference } from './references'

export class BoxWidget extends WidgetType {
  readonly isDone: boolean

  constructor(isDone: boolean) {
    super()
    this.isDone = isDone
  }

  override eq(other: BoxWidget): boolean {
    return other.isDone === this.isDone
  }

  override toDOM(view: EditorView): HTMLElement {
    const box = document.createElement('input')
    box.type = 'checkbox'
    box.className = 'md-check'
    box.checked = this.isDone
    box.disabled = view.state.readOnly
    box.setAttribute('aria-label', this.isDone ? t('Done') : t('To do'))
    box.addEventListener('mousedown', (event) => event.preventDefault())
    box.addEventListener('click', (event) => {
      event.preventDefault()
      const change = toggledTask(view.state, view.posAtDOM(box))
      if (change !== null) view.dispatch(change)
    })
    return box
  }

  override ignoreEvent(): boolean {
    return true
  }
}

export class TextWidget extends WidgetType {
  readonly text: string
  readonly className: string

  constructor(text: string, className: string) {
    super()
    this.text = text
    this.className = className
  }

  override eq(other: TextWidget): boolean {
    return other.text === this.text && other.className === this.className
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = this.className
    element.textContent = this.text
    return element
  }
}

export class RuleWidget extends WidgetType {
  override eq(): boolean {
    return true
  }

  override toDOM(): HTMLElement {
    const line = document.createElement('hr')
    line.className = 'md-rule'
    return line
  }
}

export class PictureWidget extends WidgetType {
  readonly url: string
  readonly name: string

  constructor(url: string, name: string) {
    super()
    this.url = url
    this.name = name
  }

  override eq(other: PictureWidget): boolean {
    return other.url === this.url && other.name === this.name
  }

  override toDOM(view: EditorView): HTMLElement {
    const picture = document.createElement('img')
    picture.className = 'md-image'
    picture.alt = this.name
    picture.src = this.url
    picture.addEventListener('load', () => view.requestMeasure())
    return picture
  }
}

/** A picture from elsewhere, which is not loaded: its name, and why it is no picture here. */
export class OutsidePictureWidget extends TextWidget {
  constructor(name: string) {
    super(name, 'md-link md-outside')
  }

  override toDOM(): HTMLElement {
    const element = super.toDOM()
    element.append(outsideWords())
    return element
  }
}

/** A key with the title of its task. */
export class ReferenceWidget extends WidgetType {
  readonly key: string
  readonly reference: Reference

  constructor(key: string, reference: Reference) {
    super()
    this.key = key
    this.reference = reference
  }

  override eq(other: ReferenceWidget): boolean {
    return other.key === this.key && other.reference === this.reference
  }

  override toDOM(): HTMLElement {
    const chip = document.createElement('span')
    const isDone = this.reference.status === 'done' || this.reference.status === 'archived'
    chip.className = `md-chip${isDone ? ' md-chip-done' : ''}`
    chip.textContent = `${this.key} ${this.reference.title}`
    return chip
  }
}

export function knownReference(key: string): Reference | null {
  return referenceOf(`task:${key}`)
}
