/** One list of what can be done here: it feeds the palette, the keys and the sheet of shortcuts. */

import { isTyping, pressed } from './keys'

export type Action = {
  readonly id: string
  readonly label: string
  /** The heading it stands under in the palette and on the sheet. */
  readonly group: string
  /** `mod+k`, `c`, `g h` … */
  readonly keys?: string
  /** A shape of lucide-static. */
  readonly icon?: string
  /** More words to find it by. */
  readonly words?: string
  readonly isEnabled?: () => boolean
  /** On the sheet, but not in the palette (keys that only make sense where they are pressed). */
  readonly isKeyOnly?: boolean
  readonly run: () => void
}

const sources = new Map<symbol, readonly Action[]>()
const SEQUENCE = 900

/** Adds what a page or an element can do; the answer takes it away again. */
export function registerActions(actions: readonly Action[]): () => void {
  const source = Symbol('actions')
  sources.set(source, actions)
  return () => {
    sources.delete(source)
  }
}

/** Everything that can be done now; later registrations win over earlier ones of the same id. */
export function enabledActions(): Action[] {
  const byId = new Map<string, Action>()
  for (const actions of sources.values()) for (const action of actions) byId.set(action.id, action)
  return [...byId.values()].filter((action) => action.isEnabled?.() ?? true)
}

let before = ''
let beforeAt = -Infinity

/** The action that this key completes, alone or after the one before it. */
export function actionFor(event: KeyboardEvent): Action | undefined {
  const key = pressed(event)
  const both = event.timeStamp - beforeAt < SEQUENCE ? `${before} ${key}` : key
  before = key
  beforeAt = event.timeStamp
  const actions = enabledActions().reverse()
  const found =
    actions.find((action) => action.keys === both) ?? actions.find((action) => action.keys === key)
  if (found) before = ''
  return found
}

export function wireKeys(): void {
  document.addEventListener('keydown', (event) => {
    const isOnlyShift = ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)
    if (event.defaultPrevented || event.isComposing || isOnlyShift) return
    const isCombined = event.ctrlKey || event.metaKey
    if (isTyping(event) && !isCombined) return
    if (!isCombined && document.querySelector('dialog[open]:modal, .menu:popover-open')) return
    const action = actionFor(event)
    if (!action) return
    event.preventDefault()
    action.run()
  })
}
