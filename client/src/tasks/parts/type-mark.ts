/** The sign of a type of work. */

import {
  BookOpen,
  Bookmark,
  Bug,
  CircleCheck,
  CircleHelp,
  Flag,
  FlaskConical,
  Gem,
  Lightbulb,
  ListTree,
  Megaphone,
  Package,
  Rocket,
  Shapes,
  Sparkles,
  SquareCheckBig,
  Star,
  Wrench,
  Zap,
} from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import type { ItemType } from '../model'

const ICONS: Readonly<Record<string, string>> = {
  bolt: Zap,
  'book-open': BookOpen,
  bookmark: Bookmark,
  bug: Bug,
  'circle-check': CircleCheck,
  'circle-help': CircleHelp,
  flag: Flag,
  'flask-conical': FlaskConical,
  gem: Gem,
  lightbulb: Lightbulb,
  'list-tree': ListTree,
  megaphone: Megaphone,
  package: Package,
  rocket: Rocket,
  sparkles: Sparkles,
  'square-check-big': SquareCheckBig,
  star: Star,
  wrench: Wrench,
  zap: Zap,
}

/** The signs that a type may wear, by their names on the wire. */
export const TYPE_ICONS: readonly string[] = Object.keys(ICONS).filter((name) => name !== 'bolt')

export function typeMark(type: ItemType | undefined): TemplateResult | typeof nothing {
  if (type === undefined) return nothing
  return html`<span class="type-mark" data-color=${type.color} title=${type.name}
    >${icon(ICONS[type.icon] ?? Shapes, { size: 14, label: type.name })}</span
  >`
}
