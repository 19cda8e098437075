/** The roadmap page: projects as bars over months, milestones on them, goals above them. */

import { CalendarPlus, Plus } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { api, ApiError } from '../../common/api'
import { icon } from '../../common/icons'
import { locale, t } from '../../common/i18n'
import { liveSocket } from '../../common/socket'
import { announce } from '../../common/ui/announce'
import { avatar } from '../../common/ui/avatar'
import { errorToast, toast } from '../../common/ui/toast'
import { isoDate } from '../grammar'
import { css } from '../parts/css'
import { readPage } from '../session'
import { spanWords } from '../time/changing'
import { followPointer } from '../time/drag'
import { daysOf, isSameSpan, moved, resized, type Edge, type Span } from '../time/span'
import { boxOf } from '../timeline/row'
import { scaleFor, ticks, widthOf, xOf, type Scale } from '../timeline/scale'
import { choice, keep } from './choice'
import { askInitiative } from './dialog'
import { diamond, milestoneMarks } from './milestones'
import {
  daysShown,
  HEALTHS,
  healthName,
  percent,
  rowsOf,
  spanOfProject,
  STAGES,
  stageName,
  type Roadmap,
  type RoadmapPage,
  type RoadmapProject,
  type RoadmapRow,
} from './model'

const SOON = 150

export class TfRoadmap extends LitElement {
  static override properties = {
    roadmap: { state: true },
    stage: { state: true },
    health: { state: true },
    zoom: { state: true },
    preview: { state: true },
    heldId: { state: true },
  }

  declare roadmap: Roadmap
  declare stage: string
  declare health: string
  declare zoom: 'month' | 'quarter'
  declare preview: { readonly id: string; readonly span: Span } | null
  declare heldId: string | null
  readonly #page = readPage() as unknown as RoadmapPage
  #scale: Scale = scaleFor('month', [], isoDate(new Date()))
  #leaves: (() => void)[] = []
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor() {
    super()
    const parameters = new URLSearchParams(location.search)
    this.roadmap = this.#page.roadmap
    this.stage = parameters.get('stage') ?? ''
    this.health = parameters.get('health') ?? ''
    this.zoom = parameters.get('zoom') === 'quarter' ? 'quarter' : 'month'
    this.preview = null
    this.heldId = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    const soon = (): void => {
      clearTimeout(this.#timer)
      this.#timer = setTimeout(() => void this.#load(), SOON)
    }
    const socket = liveSocket()
    const rooms = [
      `workspace:${this.#page.workspace.id}`,
      ...this.roadmap.projects.map(({ id }) => `project:${id}`),
    ]
    this.#leaves = rooms.map((room) => socket.join(room, { event: soon, resync: soon }))
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const leave of this.#leaves) leave()
    clearTimeout(this.#timer)
  }

  async #load(): Promise<void> {
    try {
      const path = `workspaces/${this.#page.workspace.slug}/roadmap`
      this.roadmap = await api.get<Roadmap>(path)
    } catch {
      // What is shown stays; the next change asks again.
    }
  }

  protected override firstUpdated(): void {
    const scroller = this.querySelector('.line-scroll')
    if (scroller === null) return
    const x = xOf(isoDate(new Date()), this.#scale)
    scroller.scrollLeft = Math.max(0, x - scroller.clientWidth / 4)
  }

  protected override willUpdate(): void {
    if (this.preview !== null) return
    this.#scale = scaleFor(this.zoom, daysShown(this.roadmap), isoDate(new Date()))
  }

  protected override render(): TemplateResult {
    const fits = (project: RoadmapProject) =>
      (this.stage === '' || project.stage === this.stage) &&
      (this.health === '' || project.health === this.health)
    const rows = rowsOf(this.roadmap, fits)
    return html`${this.#bar()} ${rows.length === 0 ? this.#nothing() : this.#canvas(rows)}`
  }

  #bar(): TemplateResult {
    return html`<div class="view-bar time-bar">
      ${choice({
        name: 'stage',
        label: t('Stage'),
        chosen: this.stage,
        options: STAGES.map((stage) => [stage, stageName(stage)] as const),
        choose: (value) => (this.stage = value),
      })}
      ${choice({
        name: 'health',
        label: t('Health'),
        chosen: this.health,
        options: HEALTHS.map((health) => [health, healthName(health)] as const),
        choose: (value) => (this.health = value),
      })}
      <div class="segmented" role="group" aria-label=${t('Zoom')}>
        ${(['month', 'quarter'] as const).map(
          (zoom) =>
            html`<button
              type="button"
              aria-pressed=${this.zoom === zoom}
              @click=${() => keep('zoom', (this.zoom = zoom))}
            >
              ${zoom === 'month' ? t('Month') : t('Quarter')}
            </button>`,
        )}
      </div>
      ${
        this.#page.can_plan
          ? html`<button
              class="button button-primary button-small push"
              type="button"
              @click=${() => this.#ask(null)}
            >
              ${icon(Plus)} ${t('New initiative')}
            </button>`
          : nothing
      }
    </div>`
  }

  #nothing(): TemplateResult {
    return html`<div class="empty">
      <h2>${t('The roadmap shows projects from start to target')}</h2>
      <p>${t('No project fits. Give one its dates, or change the filter.')}</p>
    </div>`
  }

  #ask(initiative: Roadmap['initiatives'][number] | null): void {
    const { projects } = this.roadmap
    askInitiative({ page: this.#page, projects, initiative, done: () => void this.#load() })
  }

  #canvas(rows: readonly RoadmapRow[]): TemplateResult {
    const scale = this.#scale
    const width = widthOf(scale)
    const { upper, lower } = ticks(scale, 0, width, locale())
    const label = (line: typeof upper) =>
      line.map(
        ({ x, width: wide, label: words }) =>
          html`<span ${css({ left: px(x), width: px(wide) })}>${words}</span>`,
      )
    return html`<div class="line-scroll road">
      <div class="line-head" aria-hidden="true" ${css({ height: '48px', '--days': px(width) })}>
        <div class="line-corner">${t('Project')}</div>
        <div class="line-ticks">
          <div class="line-upper">${label(upper)}</div>
          <div class="line-lower">${label(lower)}</div>
        </div>
      </div>
      <div class="line-body road-body" ${css({ '--days': px(width) })}>
        <div
          class="line-today road-today"
          ${css({ '--x': px(xOf(isoDate(new Date()), scale)) })}
        ></div>
        ${repeat(
          rows,
          ({ id }) => id,
          (row) => this.#row(row),
        )}
      </div>
    </div>`
  }

  #row(row: RoadmapRow): TemplateResult {
    if (row.kind === 'project') return this.#project(row.project)
    const { initiative } = row
    const content =
      initiative === null
        ? html`<strong>${t('No initiative')}</strong>`
        : html`<button
            class="line-title truncate"
            type="button"
            ?disabled=${!this.#page.can_plan}
            @click=${() => this.#ask(initiative)}
          >
            <span class="label-dot" data-color=${initiative.color}></span>
            <strong>${initiative.name}</strong>
          </button>`
    const target = initiative?.target_date ?? null
    return html`<div class="line-row road-row">
      <div class="line-name line-group">${content}</div>
      ${target === null ? nothing : diamond(target, initiative?.name ?? '', false, this.#scale)}
    </div>`
  }

  #project(project: RoadmapProject): TemplateResult {
    const { key, name, stage, health } = project
    const done = percent(project.done_count, project.task_count)
    const href = `/w/${this.#page.workspace.slug}/p/${key}/overview/`
    return html`<div
      class="line-row road-row"
      data-stage=${stage}
      ?data-marked=${project.milestones.some(({ due_date: due }) => due !== null)}
    >
      <div class="line-name">
        ${project.lead === null ? nothing : avatar(project.lead, 20)}
        <a class="line-title truncate" href=${href}><span class="task-key">${key}</span> ${name}</a>
        <span class="chip road-health" data-health=${health}
          >${health === '' ? stageName(stage) : healthName(health)}</span
        >
        <span class="meta" aria-label=${t('%(done)s % done', { done })}>${done}%</span>
        ${this.#dates(project)}
      </div>
      ${this.#projectBar(project, done)} ${milestoneMarks(project.milestones, this.#scale)}
    </div>`
  }

  /** Of a project that has no bar to drag yet. */
  #dates(project: RoadmapProject): TemplateResult | typeof nothing {
    if (this.#page.can_manage !== true || daysOf(spanOfProject(project)) !== null) return nothing
    const label = t('Set dates of %(name)s', { name: project.name })
    return html`<button
      class="button button-ghost button-icon button-small road-dates"
      type="button"
      aria-label=${label}
      data-tooltip=${t('Set dates')}
      @click=${() => this.#start(project)}
    >
      ${icon(CalendarPlus)}
    </button>`
  }

  #projectBar(project: RoadmapProject, done: number): TemplateResult | typeof nothing {
    const span = this.preview?.id === project.id ? this.preview.span : spanOfProject(project)
    const days = daysOf(span)
    const canDrag = this.#page.can_manage === true
    if (days === null) return nothing
    const { left, right } = boxOf(days, this.#scale)
    const words = `${project.name}, ${spanWords(span)}`
    return html`<button
      type="button"
      class="line-bar road-bar"
      data-health=${project.health}
      ?data-held=${this.heldId === project.id}
      aria-label=${words}
      title=${words}
      @pointerdown=${(event: PointerEvent) => this.#down(event, project)}
      @keydown=${(event: KeyboardEvent) => this.#keyed(event, project)}
      ${css({ left: px(left), width: px(Math.max(8, right - left)) })}
    >
      <span class="road-done" ${css({ width: `${String(done)}%` })}></span>
      ${canDrag ? html`<span class="line-grip" data-edge="start"></span><span class="line-grip" data-edge="end"></span>` : nothing}
    </button>`
  }

  /** A project without dates starts today and aims a quarter ahead. */
  #start(project: RoadmapProject): void {
    const today = isoDate(new Date())
    const later = moved({ start_date: null, due_date: today }, 90).due_date
    void this.#save(project, { start_date: today, due_date: later })
  }

  #down(event: PointerEvent, project: RoadmapProject): void {
    if (this.#page.can_manage !== true) return
    const edge = (event.target as Element).closest<HTMLElement>('[data-edge]')?.dataset.edge as
      Edge | undefined
    const from = event.clientX
    const original = spanOfProject(project)
    followPointer(event, {
      lift: () => {
        this.heldId = project.id
      },
      move: ({ x }) => {
        const days = Math.round((x - from) / this.#scale.width)
        const span = edge === undefined ? moved(original, days) : resized(original, edge, days)
        this.preview = { id: project.id, span }
      },
      drop: () => this.#drop(project),
      cancel: () => this.#letGo(),
    })
  }

  #letGo(): void {
    this.preview = null
    this.heldId = null
  }

  #drop(project: RoadmapProject): void {
    const span = this.preview?.span
    this.#letGo()
    if (span !== undefined) void this.#save(project, span)
  }

  #keyed(event: KeyboardEvent, project: RoadmapProject): void {
    if (this.#page.can_manage !== true) return
    if (this.heldId === null && event.key === ' ') {
      this.heldId = project.id
      announce(
        t('%(name)s picked up. Arrows move it by a week, with Shift its end; Enter drops.', {
          name: project.name,
        }),
        'assertive',
      )
    } else if (this.heldId !== project.id) return
    else if (event.key === 'Enter' || event.key === ' ') this.#drop(project)
    else if (event.key === 'Escape') this.#letGo()
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const days = event.key === 'ArrowLeft' ? -7 : 7
      const now = this.preview?.span ?? spanOfProject(project)
      const span = event.shiftKey ? resized(now, 'end', days) : moved(now, days)
      this.preview = { id: project.id, span }
      announce(`${project.name}: ${spanWords(span)}`, 'assertive')
    } else return
    event.preventDefault()
  }

  async #save(project: RoadmapProject, span: Span, isUndo = false): Promise<void> {
    const before = spanOfProject(project)
    if (isSameSpan(before, span)) return
    const old = this.roadmap
    const now = { ...project, start_date: span.start_date, target_date: span.due_date }
    this.roadmap = {
      ...old,
      projects: old.projects.map((each) => (each.id === project.id ? now : each)),
    }
    try {
      await api.patch(`projects/${project.id}`, {
        start_date: now.start_date,
        target_date: now.target_date,
      })
      if (isUndo) return
      toast(`${project.name}: ${spanWords(span)}`, { undo: () => this.#save(now, before, true) })
    } catch (error) {
      this.roadmap = old
      errorToast(error instanceof ApiError ? error.words : t('That was not saved.'))
    }
  }
}

const px = (value: number): string => `${String(Math.round(value))}px`

customElements.define('tf-roadmap', TfRoadmap)
