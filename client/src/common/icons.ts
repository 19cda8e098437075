// lucide's shapes as Lit templates: `icon(Check)`, with `import { Check } from 'lucide-static'`.
// The strings come from the package at build time, never from data, so that they are safe as HTML.

import { html, type TemplateResult } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'

export type IconOptions = {
  /** 16 (default) or 20. */
  readonly size?: 16 | 20 | 14 | 24
  /** A name for screen readers; without it the icon is decoration. */
  readonly label?: string
  /** Turn it round in right-to-left pages (arrows and chevrons that mean "back" or "next"). */
  readonly flip?: boolean
}

/** The SVG text of a lucide shape in our size and stroke, for code that builds DOM by hand. */
export function iconMarkup(shape: string, { size = 16, label, flip }: IconOptions = {}): string {
  const body = shape.slice(
    shape.indexOf('>', shape.indexOf('<svg')) + 1,
    shape.lastIndexOf('</svg>'),
  )
  const name = label ? `role="img" aria-label="${escapeAttribute(label)}"` : 'aria-hidden="true"'
  const classes = `icon icon-${size}${flip ? ' icon-flip' : ''}`
  return `<svg class="${classes}" viewBox="0 0 24 24" ${name}>${body.trim()}</svg>`
}

export function icon(shape: string, options: IconOptions = {}): TemplateResult {
  return html`${unsafeHTML(iconMarkup(shape, options))}`
}

function escapeAttribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;')
}
