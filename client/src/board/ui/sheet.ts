import { hostOf, placeBeside, type PlaceOptions } from '../../common/ui/place'

export interface Sheet {
  readonly element: HTMLElement
  readonly close: () => void
}

let closeOpen: (() => void) | undefined

/** An empty sheet beside the button that asked for it; a press elsewhere or Escape closes it. */
export function openSheet(
  anchor: HTMLElement,
  className: string,
  label: string,
  placement: NonNullable<PlaceOptions['placement']>,
): Sheet {
  closeOpen?.()
  const element = document.createElement('div')
  element.className = `popover ${className}`
  element.setAttribute('role', 'dialog')
  element.setAttribute('aria-label', label)
  hostOf(anchor).append(element)
  const listening = new AbortController()
  const stop = placeBeside(anchor, element, { placement, gap: 8 })
  const close = () => {
    if (closeOpen !== close) return
    closeOpen = undefined
    listening.abort()
    const hadFocus = element.contains(document.activeElement)
    stop()
    element.remove()
    if (hadFocus) anchor.focus()
  }
  closeOpen = close
  const { signal } = listening
  const outside = (event: Event) => {
    if (event.target instanceof Node && !element.contains(event.target)) close()
  }
  document.addEventListener('pointerdown', outside, { capture: true, signal })
  element.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      close()
    },
    { signal },
  )
  return { element, close }
}
