import {
  ELEMENT_KINDS,
  type BoardElement,
  type Content,
  type ElementKind,
  type ElementStyle,
  type Geometry,
} from './element'

import type { Span } from './rich-text'

/** The three plain entries of an element, as docs/protocol.md lays them out. */
export type GeometryEntry = readonly [number, number, number, number, number, string]
export type EntryPart = 'g' | 's' | 'c'

const KINDS: ReadonlySet<unknown> = new Set(ELEMENT_KINDS)
const DEGREES = 180 / Math.PI
const NOT_CONTENT = new Set([
  'id',
  'x',
  'y',
  'width',
  'height',
  'rotation',
  'z',
  'style',
  'text',
  'spans',
  'veiled',
])

export function entryKey(id: string, part: EntryPart): string {
  return `${id}.${part}`
}

export function splitKey(key: string): readonly [id: string, part: EntryPart] | null {
  const dot = key.lastIndexOf('.')
  const part = key.slice(dot + 1)
  if (dot < 1 || (part !== 'g' && part !== 's' && part !== 'c')) return null
  return [key.slice(0, dot), part]
}

export function toGeometryEntry(geometry: Geometry): GeometryEntry {
  const { x, y, width, height, rotation, z } = geometry
  const degrees = (((rotation * DEGREES) % 360) + 360) % 360
  return [tidy(x), tidy(y), tidy(width), tidy(height), tidy(degrees) % 360, z]
}

/** Hundredths are finer than any screen, and keep the document small. */
function tidy(value: number): number {
  return Math.round(value * 100) / 100
}

export function fromGeometryEntry(entry: unknown): Geometry | null {
  if (!Array.isArray(entry) || entry.length < 6) return null
  const [x, y, width, height, rotation, z] = entry as unknown[]
  if (![x, y, width, height, rotation].every(Number.isFinite) || typeof z !== 'string') return null
  return {
    x: x as number,
    y: y as number,
    width: width as number,
    height: height as number,
    rotation: (rotation as number) / DEGREES,
    z,
  }
}

export function toContentEntry(element: BoardElement): Content {
  const entries = Object.entries(element).filter(
    ([key, value]) => !NOT_CONTENT.has(key) && value !== undefined,
  )
  return Object.fromEntries(entries) as unknown as Content
}

export function fromContentEntry(entry: unknown): Content | null {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return null
  const content = entry as { readonly kind?: unknown }
  return KINDS.has(content.kind) ? (content as Content & { kind: ElementKind }) : null
}

/** An element from its entries, or null while one that it cannot be without is missing. */
export function assemble(
  id: string,
  g: unknown,
  s: unknown,
  c: unknown,
  text: string,
  spans: readonly Span[] = [],
): BoardElement | null {
  const geometry = fromGeometryEntry(g)
  const content = fromContentEntry(c)
  if (!geometry || !content) return null
  const style = (typeof s === 'object' && s !== null ? s : {}) as ElementStyle
  const element = { ...content, ...geometry, id, style, text }
  return spans.length > 0 ? { ...element, spans } : element
}
