/** Floating things: put beside what opened them, above everything, and kept there. */

import {
  autoUpdate,
  computePosition,
  flip,
  offset,
  shift,
  size,
  type Placement,
} from '@floating-ui/dom'

export type PlaceOptions = {
  readonly placement?: Placement
  readonly gap?: number
  /** As wide as the anchor at least (pickers under a field). */
  readonly matchWidth?: boolean
}

/** Where a floating element must stand to be reachable: inside an open modal dialog, or the body. */
export function hostOf(anchor: Element): Element {
  return anchor.closest('dialog[open]') ?? document.body
}

/** Shows `floating` in the top layer beside `anchor`; the answer stops following and hides it. */
export function placeBeside(
  anchor: Element | { getBoundingClientRect(): DOMRect },
  floating: HTMLElement,
  { placement = 'bottom-start', gap = 4, matchWidth = false }: PlaceOptions = {},
): () => void {
  floating.popover = 'manual'
  floating.hidden = false
  floating.showPopover()
  const move = async (): Promise<void> => {
    const { x, y } = await computePosition(anchor, floating, {
      placement,
      strategy: 'fixed',
      middleware: [
        offset(gap),
        flip({ padding: 8 }),
        shift({ padding: 8 }),
        size({
          padding: 8,
          apply({ availableHeight, rects }) {
            floating.style.maxHeight = `${String(Math.min(420, Math.max(120, availableHeight)))}px`
            if (matchWidth) floating.style.minWidth = `${String(rects.reference.width)}px`
          },
        }),
      ],
    })
    floating.style.left = `${String(Math.round(x))}px`
    floating.style.top = `${String(Math.round(y))}px`
  }
  const stop = autoUpdate(anchor, floating, () => void move())
  return () => {
    stop()
    if (floating.matches(':popover-open')) floating.hidePopover()
    floating.hidden = true
  }
}
