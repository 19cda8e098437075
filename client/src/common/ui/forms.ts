/**
 * Forms that speak to the API: `<form data-api="workspaces/x/boards" data-goes-to="/b/{id}/">` sends
 * its fields as JSON, shows the server's words beside each field, and goes to what was made.
 */

import { ApiError, api } from '../api'
import { t } from '../i18n'
import { errorToast } from './toast'

export function wireForms(): void {
  document.addEventListener('submit', (event) => {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return
    if (form.dataset.api === undefined) return markBusy(form, event.submitter)
    event.preventDefault()
    void send(form)
  })
  document.addEventListener('input', (event) => {
    const field = event.target
    if (!(field instanceof HTMLInputElement)) return
    if (field.dataset.keySource) suggestKey(field, field.dataset.keySource)
    else if (field.name === 'key') field.dataset.isOwn = 'true'
  })
}

/** A plain form leaves the page: its button says so, and a second press does nothing. */
function markBusy(form: HTMLFormElement, button: HTMLElement | null): void {
  if (form.method === 'dialog' || !button?.classList.contains('button')) return
  button.setAttribute('aria-busy', 'true')
  // The page may come back from the browser's cache, or the answer may be a download.
  setTimeout(() => button.removeAttribute('aria-busy'), 4000)
}

async function send(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector<HTMLElement>('.button-primary')
  if (button?.getAttribute('aria-busy') === 'true') return
  clearErrors(form)
  button?.setAttribute('aria-busy', 'true')
  try {
    const made = await api.post<Record<string, unknown>>(form.dataset.api ?? '', valuesOf(form))
    location.assign(filled(form.dataset.goesTo ?? '', made))
  } catch (error) {
    button?.removeAttribute('aria-busy')
    showErrors(form, error)
  }
}

function valuesOf(form: HTMLFormElement): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of new FormData(form)) {
    if (typeof value !== 'string' || value.trim() === '') continue
    values[name] = name === 'key' ? value.trim().toUpperCase() : value.trim()
  }
  return values
}

/** `/b/{id}/` with the fields of what was made. */
export function filled(pattern: string, made: Readonly<Record<string, unknown>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(made[name])))
}

/** The server's words beside each field that they are about, or in a notice. */
export function showErrors(form: HTMLFormElement, error: unknown): void {
  if (!(error instanceof ApiError)) {
    errorToast(t('The server does not answer. What you wrote is still here; try again.'))
    return
  }
  let first: HTMLElement | undefined
  for (const { field, message } of error.details) {
    const control = field ? form.elements.namedItem(field) : null
    if (!(control instanceof HTMLElement)) continue
    showError(control, message)
    first ??= control
  }
  if (first) first.focus()
  else errorToast(error.words)
}

function showError(control: HTMLElement, message: string): void {
  const list = document.createElement('ul')
  list.className = 'errors'
  list.id = `${control.id}-error`
  const line = document.createElement('li')
  line.textContent = message
  list.append(line)
  control.setAttribute('aria-invalid', 'true')
  control.dataset.describedBy = control.getAttribute('aria-describedby') ?? ''
  control.setAttribute('aria-describedby', `${list.id} ${control.dataset.describedBy}`.trim())
  control.closest('.field')?.append(list)
}

export function clearErrors(form: HTMLFormElement): void {
  for (const list of form.querySelectorAll('.errors')) list.remove()
  for (const control of form.querySelectorAll<HTMLElement>('[aria-invalid]')) {
    control.removeAttribute('aria-invalid')
    const before = control.dataset.describedBy
    if (before) control.setAttribute('aria-describedby', before)
    else control.removeAttribute('aria-describedby')
  }
}

function suggestKey(source: HTMLInputElement, targetId: string): void {
  const target = document.getElementById(targetId)
  if (!(target instanceof HTMLInputElement) || target.dataset.isOwn === 'true') return
  target.value = suggestedKey(source.value)
}

/** Initials of several words, or the first letters of one; only A to Z, at most four. */
export function suggestedKey(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\p{L}\s]/gu, '')
    .toUpperCase()
  const words = plain
    .split(/\s+/)
    .map((word) => word.replace(/[^A-Z]/g, ''))
    .filter((word) => word !== '')
  const initials = words.map((word) => word[0]).join('')
  const key = words.length > 1 ? initials : (words[0] ?? '').slice(0, 3)
  return key.slice(0, 4).length >= 2 ? key.slice(0, 4) : (words[0] ?? '').slice(0, 2)
}
