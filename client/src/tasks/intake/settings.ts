/** `<tf-intake-form project-id>`: the public form, open or closed, and where it is. */

import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { copyText } from '../../common/ui/copy'
import { clearErrors, showErrors } from '../../common/ui/forms'
import { confirmAct } from '../../common/ui/dialog'
import { errorToast, toast } from '../../common/ui/toast'

interface Form {
  readonly is_open: boolean
  readonly address: string | null
  readonly title: string
  readonly introduction: string
}

export class TfIntakeForm extends LitElement {
  static override properties = { projectId: { attribute: 'project-id' }, form: { state: true } }

  declare projectId: string
  declare form: Form | null

  constructor() {
    super()
    this.projectId = ''
    this.form = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void api
      .get<Form>(this.#path)
      .then((form) => (this.form = form))
      .catch(() => errorToast(t('The form’s settings did not load.')))
  }

  protected override render(): TemplateResult | typeof nothing {
    const { form } = this
    if (form === null) return nothing
    return html`<section class="section" aria-labelledby="form-title">
      <div class="section-head"><h2 id="form-title">${t('Public form')}</h2></div>
      <label class="check"
        ><input
          type="checkbox"
          role="switch"
          .checked=${form.is_open}
          @change=${() => void this.#save({ is_open: !form.is_open })}
        />${t('Anybody with the address may send requests')}</label
      >
      ${form.address === null ? nothing : this.#settings(form, form.address)}
    </section>`
  }

  #settings(form: Form, address: string): TemplateResult {
    const whole = location.origin + address
    return html`<div class="row row-wrap">
        <a class="grow truncate" href=${address}>${whole}</a>
        <button class="button button-small" type="button" @click=${() => void copyText(whole)}>
          ${t('Copy')}
        </button>
        <button class="button button-small" type="button" @click=${() => void this.#renew()}>
          ${t('New address')}
        </button>
      </div>
      <form class="form" @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        <div class="field">
          <label for="intake-title">${t('Title')}</label
          ><input
            class="input"
            id="intake-title"
            name="title"
            required
            maxlength="100"
            .value=${form.title}
          />
        </div>
        <div class="field">
          <label for="intake-introduction">${t('Introduction')}</label
          ><textarea
            class="textarea"
            id="intake-introduction"
            name="introduction"
            rows="3"
            maxlength="2000"
            .value=${form.introduction}
          ></textarea>
        </div>
        <div class="form-actions"><button class="button">${t('Save')}</button></div>
      </form>`
  }

  get #path(): string {
    return `projects/${this.projectId}/intake/form`
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const data = new FormData(form)
    const [title, introduction] = [String(data.get('title')), String(data.get('introduction'))]
    clearErrors(form)
    try {
      this.form = await api.patch<Form>(this.#path, { title, introduction })
      toast(t('Saved'))
    } catch (error) {
      showErrors(form, error)
    }
  }

  async #renew(): Promise<void> {
    const isSure = await confirmAct({
      title: t('Give the form a new address?'),
      text: t('The old one leads nowhere from then on.'),
      action: t('New address'),
    })
    if (isSure) await this.#save({ new_address: true })
  }

  async #save(change: object): Promise<void> {
    try {
      this.form = await api.patch<Form>(this.#path, change)
    } catch (error) {
      errorToast(error instanceof ApiError ? error.words : t('The server does not answer.'))
    }
  }
}

customElements.define('tf-intake-form', TfIntakeForm)
