import type { BoardElement, Content, ElementStyle, Geometry } from './element'
import type { MarkPatch } from './rich-text'

/** One change to one element. Patches name only what changes, so that others' changes survive. */
export type Change =
  | { readonly type: 'add'; readonly element: BoardElement }
  | { readonly type: 'place'; readonly id: string; readonly geometry: Partial<Geometry> }
  | { readonly type: 'style'; readonly id: string; readonly style: Partial<ElementStyle> }
  | { readonly type: 'content'; readonly id: string; readonly content: ContentPatch }
  | { readonly type: 'text'; readonly id: string; readonly text: string }
  /** Marks the letters `from` to `to`; null takes a mark away. */
  | {
      readonly type: 'format'
      readonly id: string
      readonly from: number
      readonly to: number
      readonly marks: MarkPatch
    }
  | { readonly type: 'remove'; readonly id: string }

/** A key that is `undefined` is taken away. */
export type ContentPatch = { readonly [K in keyof Content]?: Content[K] | undefined }

export type Origin = 'user' | 'remote' | 'undo'

/**
 * The one way in which a person's act changes the board. Transactions in a row with the same
 * `merge` become one undo step (typing into one note, nudging with the arrow keys).
 */
export interface Transaction {
  readonly changes: readonly Change[]
  readonly merge?: string
}

export function transaction(changes: readonly Change[], merge?: string): Transaction {
  return merge === undefined ? { changes } : { changes, merge }
}

/** The element as a change would leave it; null when it would be gone. */
export function applyChange(
  element: BoardElement | undefined,
  change: Change,
): BoardElement | null {
  if (change.type === 'add') return change.element
  if (!element || change.type === 'remove') return null
  switch (change.type) {
    case 'place':
      return { ...element, ...change.geometry }
    case 'style':
      return { ...element, style: { ...element.style, ...change.style } }
    case 'content':
      return { ...element, ...change.content } as BoardElement
    case 'text':
      return { ...element, text: change.text, ...(element.spans && { spans: [] }) }
    case 'format':
      return element
  }
}
