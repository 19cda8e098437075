/** Native modal dialogs: the browser keeps the focus inside and gives it back. */

import { html, render, type TemplateResult } from 'lit'
import { X } from 'lucide-static'
import { t } from '../i18n'
import { icon } from '../icons'

export type DialogOptions = {
  readonly title: string
  readonly body: TemplateResult | string
  readonly foot?: TemplateResult
  readonly wide?: boolean
  readonly onClose?: () => void
}

let number = 0

/** Builds and opens a dialog that is gone once closed. */
export function openDialog({ title, body, foot, wide, onClose }: DialogOptions): HTMLDialogElement {
  const dialog = document.createElement('dialog')
  const titleId = `dialog-title-${String((number += 1))}`
  dialog.className = wide ? 'dialog dialog-wide' : 'dialog'
  dialog.setAttribute('aria-labelledby', titleId)
  render(
    html`<div class="dialog-head">
        <h2 id=${titleId}>${title}</h2>
        ${closeButton()}
      </div>
      <div class="dialog-body">${body}</div>
      ${foot ? html`<div class="dialog-foot">${foot}</div>` : ''}`,
    dialog,
  )
  document.body.append(dialog)
  dialog.addEventListener('close', () => {
    dialog.remove()
    onClose?.()
  })
  showModal(dialog)
  return dialog
}

export function closeButton(): TemplateResult {
  return html`<button
    class="button button-ghost button-icon button-small"
    type="button"
    data-closes
    aria-label=${t('Close')}
  >
    ${icon(X)}
  </button>`
}

/** Opens a dialog with the focus on its first field, or on what asks for it by data-first. */
export function showModal(dialog: HTMLDialogElement): void {
  if (dialog.open) return
  dialog.showModal()
  const first = dialog.querySelector<HTMLElement>(
    '[data-first], .dialog-body :is(input:not([type=hidden]), textarea, select), .dialog-foot .button-primary',
  )
  first?.focus()
  if (first instanceof HTMLInputElement) first.select()
}

export type Question = {
  readonly title: string
  readonly text: string
  /** The verb on the button: "Delete", never "OK". */
  readonly action: string
  readonly isDangerous?: boolean
}

/** Asks, and tells whether the person agreed. */
export function confirmAct({ title, text, action, isDangerous }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    let answer = false
    const agree = (): void => {
      answer = true
      dialog.close()
    }
    const dialog = openDialog({
      title,
      body: html`<p>${text}</p>`,
      foot: html`<button
          class="button"
          type="button"
          data-closes
          ?data-first=${isDangerous === true}
        >
          ${t('Cancel')}
        </button>
        <button
          class="button ${isDangerous ? 'button-danger' : 'button-primary'}"
          type="button"
          ?data-first=${isDangerous !== true}
          @click=${agree}
        >
          ${action}
        </button>`,
      onClose: () => resolve(answer),
    })
  })
}

/** Wires `data-opens="<id>"`, `data-closes`, a click beside a dialog, and forms that ask first. */
export function wireDialogs(): void {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const opener = event.target.closest<HTMLElement>('[data-opens]')
    const dialog = opener && document.getElementById(opener.dataset.opens ?? '')
    if (dialog instanceof HTMLDialogElement) showModal(dialog)
    if (event.target.closest('[data-closes]')) event.target.closest('dialog')?.close()
  })
  document.addEventListener('pointerdown', (event) => {
    const isBackdrop = event.target instanceof HTMLDialogElement && isOutside(event, event.target)
    if (isBackdrop && !hasWork(event.target as HTMLDialogElement))
      (event.target as HTMLDialogElement).close()
  })
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.dataset.confirm) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const submitter = event.submitter
    void confirmAct({
      title: form.dataset.confirmTitle ?? t('Are you sure?'),
      text: form.dataset.confirm,
      action: form.dataset.confirmAction ?? submitter?.textContent.trim() ?? t('Go on'),
      isDangerous: true,
    }).then((agreed) => {
      if (!agreed) return
      delete form.dataset.confirm
      form.requestSubmit(submitter)
    })
  })
}

function isOutside(event: PointerEvent, dialog: HTMLDialogElement): boolean {
  const box = dialog.getBoundingClientRect()
  const isInside =
    event.clientX >= box.left &&
    event.clientX <= box.right &&
    event.clientY >= box.top &&
    event.clientY <= box.bottom
  return !isInside
}

/** Whether closing by accident would lose something typed. */
function hasWork(dialog: HTMLDialogElement): boolean {
  const fields = dialog.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')
  return [...fields].some((field) => field.value !== field.defaultValue)
}
