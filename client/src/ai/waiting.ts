import { html, type TemplateResult } from 'lit'
import { t } from '../common/i18n'
import { providerName } from './job'

/** What both dialogues show while a job runs: how far it is, who is asked, and a way out. */
export function waiting(
  percent: number,
  providers: readonly string[],
  onCancel: () => void,
): TemplateResult {
  const first = providers[0]
  return html`<div class="stack ai-waiting">
    <p role="status">${first === undefined ? t('Asking…') : asking(first)}</p>
    <progress class="progress" max="100" value=${percent} aria-label=${t('Progress')}></progress>
    <p class="help">${t('You can close this and go on working; it goes on without you.')}</p>
    <div class="form-actions">
      <button class="button" type="button" @click=${onCancel}>${t('Stop')}</button>
    </div>
  </div>`
}

function asking(provider: string): string {
  return provider === 'outline'
    ? t('The built-in outline reads your text…')
    : t('Asking %(provider)s…', { provider: providerName(provider) })
}

/** A failure in words, with the way to try again. */
export function failure(words: string, onRetry: () => void): TemplateResult {
  return html`<div class="stack">
    <div class="notice notice-danger" role="alert"><p>${words}</p></div>
    <div class="form-actions">
      <button class="button button-primary" type="button" @click=${onRetry}>
        ${t('Try again')}
      </button>
      <button class="button" type="button" data-closes>${t('Close')}</button>
    </div>
  </div>`
}
