/** What htmx does on server-rendered pages, in the product's own manner. */

import { t } from '../i18n'
import { confirmAct } from './dialog'
import { errorToast, showServerMessages } from './toast'

type ConfirmEvent = CustomEvent<{
  question: string | null
  elt: Element
  issueRequest: (skip: boolean) => void
}>

export function wireServerPages(): void {
  document.body.addEventListener('htmx:confirm', (event) => {
    const { question, elt, issueRequest } = (event as ConfirmEvent).detail
    if (!question) return
    event.preventDefault()
    void confirmAct({
      title: t('Are you sure?'),
      text: question,
      action: elt.getAttribute('data-confirm-action') ?? t('Go on'),
      isDangerous: true,
    }).then((agreed) => {
      if (agreed) issueRequest(true)
    })
  })
  document.body.addEventListener('htmx:afterSettle', () => showServerMessages())
  document.body.addEventListener('htmx:responseError', () =>
    errorToast(t('That did not work. Nothing was changed.')),
  )
  document.body.addEventListener('htmx:sendError', () =>
    errorToast(t('The server does not answer. Nothing was changed; try again.')),
  )
}
