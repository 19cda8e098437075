/** The bar above the text, and the small one beside what is selected: the same acts in both. */

import { StateField, type Extension, type StateCommand } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { showTooltip, type Tooltip } from '@codemirror/view'
import {
  Bold,
  Code,
  FileCode,
  Heading,
  Image,
  Italic,
  Link,
  List,
  ListChecks,
  ListOrdered,
  Quote,
  Redo2,
  Strikethrough,
  Table,
  Undo2,
} from 'lucide-static'
import { t } from '../common/i18n'
import { iconMarkup } from '../common/icons'
import { insertBlock, insertLink, TABLE, toggleLines, toggleMark } from './marks'
import { enterTable } from './table'

interface Act {
  readonly name: string
  readonly icon: string
  readonly keys?: string
  readonly run: (view: EditorView) => void
}

const act =
  (command: StateCommand) =>
  (view: EditorView): void => {
    command(view)
    view.focus()
  }

const inlineActs = (): Act[] => [
  { name: t('Bold'), icon: Bold, keys: 'Ctrl+B', run: act(toggleMark('**')) },
  { name: t('Italic'), icon: Italic, keys: 'Ctrl+I', run: act(toggleMark('*')) },
  { name: t('Strikethrough'), icon: Strikethrough, run: act(toggleMark('~~')) },
  { name: t('Code'), icon: Code, keys: 'Ctrl+E', run: act(toggleMark('`')) },
  { name: t('Link'), icon: Link, keys: 'Ctrl+K', run: act(insertLink) },
]

const blockActs = (): Act[] => [
  { name: t('Heading'), icon: Heading, run: act(toggleLines('## ')) },
  { name: t('Bulleted list'), icon: List, run: act(toggleLines('- ')) },
  { name: t('Numbered list'), icon: ListOrdered, run: act(toggleLines('1. ')) },
  { name: t('Task list'), icon: ListChecks, run: act(toggleLines('- [ ] ')) },
  { name: t('Quote'), icon: Quote, run: act(toggleLines('> ')) },
  { name: t('Code block'), icon: FileCode, run: act(insertBlock('```\n\n```', 3)) },
  {
    name: t('Table'),
    icon: Table,
    run: (view) => {
      insertBlock(TABLE, 2, 6)(view)
      if (!enterTable(view)) view.focus()
    },
  },
]

export interface BarOptions {
  readonly isSmall: boolean
  readonly pickFile?: ((view: EditorView) => void) | undefined
  readonly toggleSource: () => boolean
  readonly undo: () => unknown
  readonly redo: () => unknown
}

export function toolbar(view: EditorView, options: BarOptions): HTMLElement {
  const bar = document.createElement('div')
  bar.className = 'editor-bar'
  bar.setAttribute('role', 'toolbar')
  bar.setAttribute('aria-label', t('Formatting'))
  const blocks = options.isSmall
    ? blockActs().filter((_, index) => index > 0 && index < 6)
    : blockActs()
  const acts = [...inlineActs(), ...blocks]
  for (const each of acts) bar.append(button(view, each))
  const { pickFile } = options
  if (pickFile !== undefined)
    bar.append(button(view, { name: t('Image or file'), icon: Image, run: pickFile }))
  if (!options.isSmall) {
    bar.append(
      button(view, {
        name: t('Undo'),
        icon: Undo2,
        keys: 'Ctrl+Z',
        run: () => void options.undo(),
      }),
    )
    bar.append(button(view, { name: t('Redo'), icon: Redo2, run: () => void options.redo() }))
  }
  bar.append(sourceSwitch(options))
  roving(bar)
  return bar
}

function sourceSwitch({ toggleSource }: BarOptions): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button button-ghost button-small editor-source'
  element.textContent = t('Markdown')
  element.setAttribute('aria-pressed', 'false')
  element.addEventListener('click', () =>
    element.setAttribute('aria-pressed', String(toggleSource())),
  )
  return element
}

function button(view: EditorView, { name, icon, keys, run }: Act): HTMLButtonElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = 'button button-ghost button-icon button-small'
  element.setAttribute('aria-label', name)
  element.dataset.tooltip = keys === undefined ? name : `${name} (${keys})`
  element.innerHTML = iconMarkup(icon)
  // The selection stays where it is while the bar is used by mouse.
  element.addEventListener('mousedown', (event) => event.preventDefault())
  element.addEventListener('click', () => run(view))
  return element
}

/** One stop of the Tab key; arrows, Home and End inside. */
function roving(bar: HTMLElement): void {
  const buttons = [...bar.querySelectorAll('button')]
  for (const [index, each] of buttons.entries()) each.tabIndex = index === 0 ? 0 : -1
  bar.addEventListener('keydown', (event) => {
    const index = buttons.indexOf(event.target as HTMLButtonElement)
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[event.key]
    if (index < 0 || to === undefined) return
    const next = buttons.at(to % buttons.length)
    if (next === undefined) return
    event.preventDefault()
    buttons[index]!.tabIndex = -1
    next.tabIndex = 0
    next.focus()
  })
}

/** Beside a selection, for those who use a mouse; the keyboard has the keys and the bar above. */
const floating = StateField.define<Tooltip | null>({
  create: () => null,
  update(value, { state, selection, docChanged }) {
    if (!docChanged && selection === undefined) return value
    const { main } = state.selection
    if (main.empty || state.readOnly || docChanged) return null
    return { pos: main.from, end: main.to, above: true, create: floatingBar }
  },
  provide: (field) => showTooltip.from(field),
})

function floatingBar(view: EditorView): { dom: HTMLElement } {
  const dom = document.createElement('div')
  dom.className = 'md-bar'
  dom.setAttribute('role', 'toolbar')
  dom.setAttribute('aria-label', t('Format the selection'))
  for (const each of inlineActs()) dom.append(button(view, each))
  return { dom }
}

export const floatingFormatBar: Extension = floating
