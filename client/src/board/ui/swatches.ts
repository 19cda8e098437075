import { html, render } from 'lit'
import { t } from '../../common/i18n'
import { SWATCHES, type BoardTheme } from '../model/palette'
import { openSheet } from './sheet'

export interface ColorChoice {
  readonly name: string
  readonly label: string
  readonly color: string | null
}

function labels(): Record<string, string> {
  return {
    yellow: t('Yellow'),
    orange: t('Orange'),
    red: t('Red'),
    pink: t('Pink'),
    violet: t('Violet'),
    blue: t('Blue'),
    teal: t('Teal'),
    green: t('Green'),
    brown: t('Brown'),
    gray: t('Grey'),
    paper: t('White'),
    ink: t('Dark'),
  }
}

const NONE = 'transparent'

/** Twelve papers, and none where a fill may be missing. */
export function paperChoices(theme: BoardTheme, withNone: boolean): ColorChoice[] {
  const side = theme.dark ? 1 : 0
  const papers = SWATCHES.map(({ name, paper }) => ({
    name,
    label: labels()[name] ?? name,
    color: paper[side],
  }))
  return withNone ? [...papers, { name: NONE, label: t('None'), color: null }] : papers
}

/** The colours of lines and letters. */
export function inkChoices(theme: BoardTheme, withNone: boolean): ColorChoice[] {
  const side = theme.dark ? 1 : 0
  const inks = SWATCHES.map(({ name, ink }) => ({
    name,
    label: name === 'ink' ? t('Ink') : (labels()[name] ?? name),
    color: ink[side],
  }))
  return withNone ? [...inks, { name: NONE, label: t('None'), color: null }] : inks
}

/** A small sheet of colours beside the button that asked for it. */
export function openSwatches(
  anchor: HTMLElement,
  label: string,
  choices: readonly ColorChoice[],
  choose: (name: string) => void,
): void {
  const { element, close } = openSheet(anchor, 'board-swatches', label, 'top')
  const pick = (name: string) => {
    choose(name)
    close()
  }
  render(
    html`${choices.map(
      ({ name, label: word, color }) =>
        html`<button
          type="button"
          class="board-swatch ${color === null ? 'is-none' : ''}"
          aria-label=${word}
          title=${word}
          data-color=${name}
          .style=${color === null ? '' : `background:${color}`}
          @click=${() => pick(name)}
        ></button>`,
    )}`,
    element,
  )
  element.addEventListener('keydown', (event) => onKey(event, element))
  element.querySelector('button')?.focus()
}

const COLUMNS = 6
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -COLUMNS,
  ArrowDown: COLUMNS,
}

function onKey(event: KeyboardEvent, sheet: HTMLElement): void {
  const step = STEPS[event.key]
  if (step === undefined) return
  const buttons = [...sheet.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  event.preventDefault()
  event.stopPropagation()
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
}
