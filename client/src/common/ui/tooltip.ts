/** Tooltips for anything with data-tooltip (and data-shortcut), on hover and on keyboard focus. */

import { placeBeside } from './place'
import { keyCaps } from './keys'

const DELAY = 450
/** Right after one tooltip the next comes at once, as when a pointer goes along a toolbar. */
const WARM = 400

export function wireTooltips(): void {
  const tip = document.createElement('div')
  tip.className = 'tooltip'
  tip.setAttribute('aria-hidden', 'true')
  let shownFor: HTMLElement | undefined
  let stop: (() => void) | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let hiddenAt = -Infinity

  const hide = (): void => {
    clearTimeout(timer)
    if (!shownFor) return
    stop?.()
    tip.remove()
    shownFor = undefined
    hiddenAt = performance.now()
  }
  const show = (target: HTMLElement): void => {
    const isFoldedAway = target.matches('.nav-item') && !isFolded()
    if (isFoldedAway || !target.isConnected) return
    hide()
    shownFor = target
    fill(tip, target)
    ;(target.closest('dialog[open]') ?? document.body).append(tip)
    stop = placeBeside(target, tip, { placement: sideOf(target), gap: 6 })
  }
  const schedule = (target: HTMLElement): void => {
    clearTimeout(timer)
    const isWarm = performance.now() - hiddenAt < WARM
    timer = setTimeout(() => show(target), isWarm ? 0 : DELAY)
  }

  document.addEventListener('pointerover', (event) => {
    const target = targetOf(event)
    if (target === shownFor) return
    hide()
    if (target && event.pointerType !== 'touch') schedule(target)
  })
  document.addEventListener('focusin', (event) => {
    const target = targetOf(event)
    if (target?.matches(':focus-visible')) show(target)
  })
  document.addEventListener('focusout', hide)
  document.addEventListener('pointerdown', hide, { capture: true })
  document.addEventListener('keydown', hide, { capture: true })
  document.addEventListener('scroll', hide, { capture: true, passive: true })
}

const isFolded = (): boolean => document.documentElement.dataset.sidebar === 'folded'

function targetOf(event: Event): HTMLElement | undefined {
  if (!(event.target instanceof Element)) return undefined
  return event.target.closest<HTMLElement>('[data-tooltip]') ?? undefined
}

function sideOf(target: HTMLElement): 'right' | 'left' | 'top' | 'bottom' {
  if (target.closest('.sidebar')) return document.dir === 'rtl' ? 'left' : 'right'
  const side = target.dataset.tooltipSide
  return side === 'right' || side === 'left' || side === 'top' ? side : 'bottom'
}

function fill(tip: HTMLElement, target: HTMLElement): void {
  const text = document.createElement('span')
  text.textContent = target.dataset.tooltip ?? ''
  tip.replaceChildren(text)
  for (const cap of keyCaps(target.dataset.shortcut ?? '')) {
    const key = document.createElement('kbd')
    key.className = 'kbd'
    key.textContent = cap
    tip.append(key)
  }
}
