/** One list of what can be done here: it feeds the palette, the keys and the sheet of shortcuts. */

import type { TemplateResult } from 'lit'
import { isTyping, pressed } from './keys'

/** One answer to an action that asks something: a person to assign to, a column to go to. */
export type Choice = {
  readonly id: string
  readonly label: string
  readonly hint?: string
  /** More words to find it by. */
  readonly words?: string
  /** A shape of lucide-static, or what is drawn instead. */
  readonly icon?: string
  readonly mark?: TemplateResult
  readonly isChecked?: boolean
  /** The palette stays open, for more of the same. */
  readonly staysOpen?: boolean
  readonly run: () => void
}

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
  /** Whether it belongs to this page and this person at all. */
  readonly isEnabled?: () => boolean
  /** Whether it has something to act on right now; until then it stands on the sheet alone. */
  readonly isReady?: () => boolean
  /** On the sheet, but not in the palette (keys that only make sense where they are pressed). */
  readonly isKeyOnly?: boolean
  /** Gives way to any other action that has its key. */
  readonly isFallback?: boolean
  /** What has the focus and hears the key itself ("card", "cell"); nothing: the page. */
  readonly scope?: string
  /** What it is about to be done to, in words: "3 tasks". */
  readonly about?: () => string
  /** What the field of its answers asks for, in place of its label. */
  readonly ask?: string
  /** The answer that a typed text is, beside those to choose from: a date, a number, a new name. */
  readonly typed?: (text: string) => Choice | null
  /** The answers to choose from, which `run` shows (`asking` makes such an action). */
  readonly choices?: () => readonly Choice[]
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

/**
 * All that this page knows. Of one id the later registration wins, but one that is ready goes
 * before one that is not: a page over several projects has the commands of each.
 */
export function liveActions(): Action[] {
  const byId = new Map<string, Action>()
  for (const action of [...sources.values()].flat()) {
    if (action.isEnabled?.() === false) continue
    const known = byId.get(action.id)
    if (known === undefined || isReady(action) || !isReady(known)) byId.set(action.id, action)
  }
  const live = [...byId.values()]
  const taken = new Set(live.filter(({ isFallback }) => isFallback !== true).map(placeOf))
  return live.filter((action) => action.isFallback !== true || !taken.has(placeOf(action)))
}

/** Everything that can be done now. */
export function enabledActions(): Action[] {
  return liveActions().filter((action) => action.scope === undefined && isReady(action))
}

const isReady = (action: Action): boolean => action.isReady?.() !== false

let focused: Element | null = null

/** What has the focus, or had it when the palette took it: what commands are about. */
export function focusedThing(): Element | null {
  return focused ?? document.activeElement
}

/** The palette says so while it is open; null gives it back to the page. */
export function keepFocused(thing: Element | null): void {
  focused = thing
}

const placeOf = ({ scope = '', keys = '' }: Action): string => `${scope} ${keys}`

/** Pairs of actions that one key of one scope would start: there must be none. */
export function clashes(actions: readonly Action[]): (readonly [Action, Action])[] {
  const withKeys = actions.filter(({ keys, isFallback }) => keys && isFallback !== true)
  return withKeys.flatMap((one, at) =>
    withKeys
      .slice(at + 1)
      .filter((other) => other.id !== one.id && placeOf(other) === placeOf(one))
      .map((other) => [one, other] as const),
  )
}

let showChoices: (action: Action) => void = () => undefined

/** Who shows the answers of actions that ask something: the palette. */
export function onChoices(show: (action: Action) => void): void {
  showChoices = show
}

/** An action whose answers are chosen in the palette. */
export function asking(
  action: Omit<Action, 'run'> & { readonly choices: () => readonly Choice[] },
): Action {
  const made: Action = { ...action, run: () => showChoices(made) }
  return made
}

/** Keys that a focused thing hears itself: on the sheet, so that people learn of them. */
export function heardBy(
  scope: string,
  group: string,
  keys: readonly (readonly [keys: string, label: string])[],
): Action[] {
  return keys.map(([pressedKeys, label]) => ({
    ...{ id: `${scope} ${pressedKeys}`, label, group, scope },
    keys: pressedKeys,
    isKeyOnly: true,
    run: () => undefined,
  }))
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
