import type { OutlineKind } from '../geometry/outline'
import type { Side, RouteKind } from '../geometry/route'
import type { Point } from '../geometry/vec'
import type { Crop } from './image'
import type { Span } from './rich-text'
import type { Veiled } from './veil'

export const SHAPE_KINDS = [
  'rectangle',
  'rounded',
  'ellipse',
  'diamond',
  'triangle',
  'hexagon',
  'star',
  'cylinder',
  'cloud',
  'arrow',
] as const
export type ShapeKind = (typeof SHAPE_KINDS)[number]

/** Every kind that a board may hold; those without a painter of their own are drawn as a box. */
export const ELEMENT_KINDS = [
  'sticky',
  ...SHAPE_KINDS,
  'text',
  'freehand',
  'connector',
  'image',
  'frame',
  'group',
  'table',
  'mindmap',
  'task',
  'link',
  'emoji',
  'code',
  'icon',
] as const
export type ElementKind = (typeof ELEMENT_KINDS)[number]

export type Anchor = 'auto' | 'center' | Side | readonly [number, number]

/** An end of a connector: glued to an element, or a free point of the plane. */
export type ConnectorEnd = { readonly element: string; readonly anchor?: Anchor } | Point

export type TextAlign = 'start' | 'center' | 'end'
export const HEADS = [
  'none',
  'arrow',
  'triangle',
  'open',
  'diamond',
  'open-diamond',
  'dot',
  'circle',
  'bar',
] as const
export type Head = (typeof HEADS)[number]
export type Direction = 'right' | 'left' | 'up' | 'down'
export type LineStyle = 'solid' | 'dashed' | 'dotted'

/** The keys are those of docs/protocol.md, which also says what a missing one means. */
export interface ElementStyle {
  readonly fill?: string
  readonly stroke?: string
  readonly stroke_width?: number
  readonly stroke_style?: LineStyle
  readonly opacity?: number
  readonly color?: string
  readonly font_size?: number | 'auto'
  readonly bold?: boolean
  readonly italic?: boolean
  readonly align?: TextAlign
  readonly valign?: 'top' | 'middle' | 'bottom'
  readonly radius?: number
  readonly start_head?: Head
  readonly end_head?: Head
}

export interface Geometry {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** Radians here, degrees in the document. */
  readonly rotation: number
  /** A rank: elements are painted in its order. */
  readonly z: string
}

export interface Binding {
  readonly kind: 'column' | 'sprint' | 'person'
  readonly id: string | null
  readonly name: string
}

/** What an element is and holds, beside where it stands and how it looks. */
export interface Content {
  readonly kind: ElementKind
  readonly group?: string
  readonly locked?: boolean
  /** Neither seen nor pointed at; the outline has it. */
  readonly hidden?: boolean
  readonly author?: string
  readonly task?: string
  /** Images: the stored picture; missing while it is on its way. */
  readonly asset?: string
  /** Images: what is seen of the picture, as fractions: x, y, width, height. */
  readonly crop?: Crop
  /** Images: what it shows, in words. */
  readonly alt?: string
  /** Notes: the private writing in which it was made. */
  readonly private?: string | undefined
  readonly name?: string
  /** Frames: what tasks become whose cards are moved into it. */
  readonly bind?: Binding | null
  readonly from?: ConnectorEnd
  readonly to?: ConnectorEnd
  readonly route?: RouteKind
  /** Freehand: x and y in tenths and the pressure in hundredths of each point, one after another. */
  readonly points?: readonly number[]
  readonly size?: readonly [number, number]
  readonly pen?: 'pen' | 'highlighter'
  readonly emoji?: string
  /** A name of the icon set. */
  readonly icon?: string
  /** Arrow shapes: where they point. */
  readonly direction?: Direction
  readonly parent?: string | null
  /** Mind maps: the rank among its siblings. */
  readonly order?: string
  readonly collapsed?: boolean
  /** Code: the name of its language. */
  readonly language?: string
  readonly title?: string
  readonly url?: string
  /** Tables: widths, heights, and the words of each row. */
  readonly columns?: readonly number[]
  readonly rows?: readonly number[]
  readonly cells?: readonly (readonly string[])[]
}

export interface BoardElement extends Geometry, Content {
  readonly id: string
  readonly style: ElementStyle
  readonly text: string
  /** How letters of the text are marked; none where all are alike. */
  readonly spans?: readonly Span[]
  /** It was written privately, and is not revealed yet; never in the document. */
  readonly veiled?: Veiled
}

export const TEXT_LIMIT = 10_000
export const ELEMENT_LIMIT = 50_000

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Twelve base-62 characters from the browser's random source; plain http has it as well. */
export function newElementId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return Array.from(bytes, (byte) => DIGITS.charAt(byte % 62)).join('')
}

export function isShape(kind: ElementKind): kind is ShapeKind {
  return (SHAPE_KINDS as readonly string[]).includes(kind)
}

/** The edge of an element, where connectors end and presses count. */
export function outlineOf({
  kind,
  direction,
}: Pick<BoardElement, 'kind' | 'direction'>): OutlineKind {
  switch (kind) {
    case 'ellipse':
    case 'cloud':
    case 'diamond':
    case 'triangle':
    case 'hexagon':
    case 'star':
      return kind
    case 'arrow':
      return direction === undefined || direction === 'right' ? 'arrow' : `arrow-${direction}`
    default:
      return 'box'
  }
}

const HAVE_TEXT_FROM_THE_START: ReadonlySet<ElementKind> = new Set([
  'sticky',
  ...SHAPE_KINDS,
  'text',
  'mindmap',
  'code',
  'frame',
])

/** Whether an element of this kind is made together with its shared text. */
export function isBornWithText(kind: ElementKind): boolean {
  return HAVE_TEXT_FROM_THE_START.has(kind)
}

/** Whether a person can type into elements of this kind. */
export function holdsText(kind: ElementKind): boolean {
  return isBornWithText(kind) || kind === 'connector'
}

export function isGlued(
  end: ConnectorEnd | undefined,
): end is { readonly element: string; readonly anchor?: Anchor } {
  return end !== undefined && 'element' in end
}

/** Lowest first; equal ranks (two people at once) are told apart by id, alike everywhere. */
export function compareDepth(
  a: { readonly z: string; readonly id: string },
  b: { readonly z: string; readonly id: string },
): number {
  if (a.z !== b.z) return a.z < b.z ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}
