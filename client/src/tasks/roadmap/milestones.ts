/** Milestones on a row of the roadmap: a diamond each, and its name as far as the next leaves room. */

import { Diamond } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../../common/icons'
import type { Milestone } from '../model'
import { css } from '../parts/css'
import { spanWords } from '../time/changing'
import { xOf, type Scale } from '../timeline/scale'

const BROAD = 220
/** Less would show a letter or two. */
const NARROW = 40

interface Mark {
  readonly name: string
  readonly day: string
  readonly isReached: boolean
  readonly x: number
}

export function diamond(day: string, name: string, isReached: boolean, scale: Scale) {
  const words = `${name}: ${spanWords({ start_date: null, due_date: day })}`
  return html`<span
    class="road-diamond"
    role="img"
    aria-label=${words}
    title=${words}
    ?data-reached=${isReached}
    ${css({ left: px(middle(day, scale)) })}
    >${icon(Diamond, { size: 14 })}</span
  >`
}

export function milestoneMarks(milestones: readonly Milestone[], scale: Scale): TemplateResult {
  const marks = milestones
    .flatMap(({ due_date: day, name, reached_at: at }): Mark[] =>
      day === null ? [] : [{ name, day, isReached: at !== null, x: middle(day, scale) }],
    )
    .sort((a, b) => a.x - b.x)
  return html`${marks.map((mark, at) => {
    const room = (marks[at + 1]?.x ?? mark.x + BROAD) - mark.x
    return html`${diamond(mark.day, mark.name, mark.isReached, scale)}
    ${room < NARROW ? nothing : words(mark, Math.min(BROAD, room))}`
  })}`
}

/** The diamond has the name for screen readers already. */
function words({ name, x }: Mark, room: number): TemplateResult {
  const place = css({ left: px(x - 7), 'max-width': px(room - 8) })
  return html`<span class="road-words truncate" aria-hidden="true" ${place}>${name}</span>`
}

function middle(day: string, scale: Scale): number {
  return xOf(day, scale) + scale.width / 2
}

const px = (value: number): string => `${String(Math.round(value))}px`
