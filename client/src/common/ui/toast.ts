/** One line at the bottom left that says what was done, with a way back. */

import { html, render } from 'lit'
import { CircleAlert, CircleCheck, X } from 'lucide-static'
import { t } from '../i18n'
import { icon } from '../icons'
import { announce } from './announce'

export type ToastOptions = {
  readonly kind?: 'done' | 'error'
  /** Offered as "Undo" (or as `actionLabel`) for as long as the toast stands. */
  readonly undo?: () => void | Promise<void>
  readonly actionLabel?: string
  readonly seconds?: number
}

const STAYS = 6
const AT_MOST = 3

let stack: HTMLElement | undefined

/** Shows `text`; the answer takes it away. It waits while the pointer or the focus is on it. */
export function toast(text: string, options: ToastOptions = {}): () => void {
  const { kind = 'done', undo, actionLabel = t('Undo'), seconds = STAYS } = options
  const line = document.createElement('div')
  line.className = `toast toast-${kind}`
  let timer: ReturnType<typeof setTimeout> | undefined
  const close = (): void => {
    clearTimeout(timer)
    line.remove()
    if (stack?.childElementCount === 0) stack.hidePopover()
  }
  const wait = (): void => {
    clearTimeout(timer)
    timer = setTimeout(close, seconds * 1000)
  }
  const act = (): void => {
    close()
    void undo?.()
  }
  render(
    html`${icon(kind === 'error' ? CircleAlert : CircleCheck)}<span class="toast-text"
        >${text}</span
      >
      ${undo ? html`<button type="button" @click=${act}>${actionLabel}</button>` : ''}
      <button type="button" class="toast-close" aria-label=${t('Dismiss')} @click=${close}>
        ${icon(X)}
      </button>`,
    line,
  )
  line.addEventListener('pointerenter', () => clearTimeout(timer))
  line.addEventListener('pointerleave', wait)
  line.addEventListener('focusin', () => clearTimeout(timer))
  line.addEventListener('focusout', wait)
  show(line)
  announce(undo ? `${text} ${actionLabel}?` : text, kind === 'error' ? 'assertive' : 'polite')
  wait()
  return close
}

export const errorToast = (text: string): (() => void) => toast(text, { kind: 'error', seconds: 8 })

function show(line: HTMLElement): void {
  if (!stack?.isConnected) {
    stack = document.createElement('section')
    stack.className = 'toasts'
    stack.popover = 'manual'
    stack.setAttribute('aria-label', t('Notices'))
    document.body.append(stack)
  }
  // Shown anew each time, so that it stands above a dialog that was opened since.
  if (stack.matches(':popover-open')) stack.hidePopover()
  while (stack.childElementCount >= AT_MOST) stack.firstElementChild?.remove()
  stack.append(line)
  stack.showPopover()
}

/** Turns the messages that Django wrote into the page into toasts; errors stay where they are. */
export function showServerMessages(): void {
  for (const list of document.querySelectorAll('[data-messages]')) {
    for (const item of list.querySelectorAll<HTMLElement>('[data-level]')) {
      if (item.dataset.level === 'error' || item.dataset.level === 'warning') continue
      toast(item.textContent.trim())
      item.remove()
    }
    if (!list.querySelector('[data-level]')) list.remove()
  }
}
