/** The frame around a widget: its title, the handle that moves it, its menu. */

import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Ellipsis, GripVertical, Pencil, Trash2, UnfoldHorizontal } from 'lucide-static'
import { html, nothing, type TemplateResult } from 'lit'
import { icon } from '../common/icons'
import { t } from '../common/i18n'
import type { Project } from '../tasks/model'
import { item } from './dashboard-menu'
import { titleOf, type Widget } from './widgets'

export interface WidgetVerbs {
  readonly move: (from: number, to: number) => void
  readonly edit: (widget: Widget) => void
  readonly remove: (widget: Widget) => void
  readonly resize: (widget: Widget, size: Widget['size']) => void
}

export interface FrameOptions {
  readonly widget: Widget
  readonly place: number
  readonly count: number
  /** Null for those who may only look. */
  readonly verbs: WidgetVerbs | null
  readonly project: Project | undefined
  readonly body: TemplateResult
}

const SIZES: readonly Widget['size'][] = [1, 2, 3]

export function widgetFrame(options: FrameOptions): TemplateResult {
  const { widget, place, verbs, project, body } = options
  const title = titleOf(widget)
  return html`<section
    class="widget"
    data-size=${widget.size}
    data-place=${place}
    data-kind=${widget.kind}
    aria-label=${title}
  >
    <header class="widget-head">
      ${verbs === null ? nothing : handle(options, verbs)}
      <h2 class="truncate">${title}</h2>
      <span class="meta truncate">${project?.name ?? t('All projects')}</span>
      <span class="push"></span>
      ${verbs === null ? nothing : menu(widget, verbs)}
    </header>
    ${body}
  </section>`
}

function handle({ widget, place, count }: FrameOptions, verbs: WidgetVerbs): TemplateResult {
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: place - 1,
    ArrowUp: place - 1,
    ArrowRight: place + 1,
    ArrowDown: place + 1,
    Home: 0,
    End: count - 1,
  }
  const onKey = (event: KeyboardEvent): void => {
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    event.stopPropagation()
    const grip = event.currentTarget as HTMLElement
    verbs.move(place, to)
    // The element moves with its widget: the focus goes along.
    requestAnimationFrame(() => grip.focus())
  }
  const label = t('Move “%(title)s”: with the arrow keys', { title: titleOf(widget) })
  return html`<button
    class="button button-ghost button-icon button-small widget-grip"
    type="button"
    aria-label=${label}
    data-tooltip=${t('Drag, or use the arrow keys')}
    @keydown=${onKey}
  >
    ${icon(GripVertical)}
  </button>`
}

function menu(widget: Widget, verbs: WidgetVerbs): TemplateResult {
  const next = SIZES[SIZES.indexOf(widget.size) + 1] ?? 1
  return html`<tf-menu>
    <button
      class="button button-ghost button-icon button-small"
      type="button"
      aria-haspopup="menu"
      aria-label=${t('More about “%(title)s”', { title: titleOf(widget) })}
    >
      ${icon(Ellipsis)}
    </button>
    <div class="menu" role="menu" hidden aria-label=${titleOf(widget)}>
      ${item(Pencil, t('Change'), () => verbs.edit(widget))}
      ${item(UnfoldHorizontal, next === 1 ? t('Make it narrow') : t('Make it wider'), () => verbs.resize(widget, next))}
      <div class="menu-line" role="separator"></div>
      ${item(Trash2, t('Remove'), () => verbs.remove(widget), 'menu-item-danger')}
    </div>
  </tf-menu>`
}

/** Widgets are dragged by their handles onto each other's places. */
export function arrangeByDrag(
  root: HTMLElement,
  move: (from: number, to: number) => void,
): () => void {
  const wired = new WeakSet<Element>()
  let undo: (() => void)[] = []
  const placeOf = (element: Element): number => Number((element as HTMLElement).dataset.place)
  const wire = (widget: HTMLElement): void => {
    const grip = widget.querySelector<HTMLElement>('.widget-grip')
    if (grip === null || wired.has(widget)) return
    wired.add(widget)
    const mark = (isOver: boolean) => (widget.dataset.over = String(isOver))
    undo.push(
      combine(
        draggable({ element: widget, dragHandle: grip, getInitialData: () => ({ widget: true }) }),
        dropTargetForElements({
          element: widget,
          canDrop: ({ source }) => source.data.widget === true && source.element !== widget,
          onDragEnter: () => mark(true),
          onDragLeave: () => mark(false),
          onDrop: ({ source }) => {
            mark(false)
            move(placeOf(source.element), placeOf(widget))
          },
        }),
      ),
    )
  }
  const wireAll = (): void => root.querySelectorAll<HTMLElement>('.widget').forEach(wire)
  const watching = new MutationObserver(wireAll)
  watching.observe(root, { childList: true, subtree: true })
  return () => {
    watching.disconnect()
    for (const each of undo) each()
    undo = []
  }
}
