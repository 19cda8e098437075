/** The browsers that are woken: this one on or off, the others listed, each with a test. */

import { BellRing, Smartphone } from 'lucide-static'
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import { errorToast, toast } from '../../common/ui/toast'
import { ago } from '../parts/text'
import { deviceName, look, turnOff, turnOn, type Ability, type Device } from './device'

export class TfPushSection extends LitElement {
  static override properties = {
    pushKey: { attribute: 'push-key' },
    devices: { state: true },
    ability: { state: true },
    here: { state: true },
    isBusy: { state: true },
    said: { state: true },
  }

  declare pushKey: string
  declare devices: readonly Device[] | null
  declare ability: Ability
  declare here: string | null
  declare isBusy: boolean
  declare said: { readonly id: string; readonly ok: boolean; readonly text: string } | null

  constructor() {
    super()
    this.pushKey = ''
    this.devices = null
    this.ability = 'impossible'
    this.here = null
    this.isBusy = false
    this.said = null
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    void this.#load()
  }

  protected override render(): TemplateResult {
    if (this.pushKey === '')
      return html`<p class="quiet">${t('Push is not set up on this installation.')}</p>`
    return html`${this.#this()}
      <ul class="list" aria-label=${t('Devices')} ?hidden=${(this.devices ?? []).length === 0}>
        ${(this.devices ?? []).map((device) => this.#row(device))}
      </ul>`
  }

  #this(): TemplateResult {
    switch (this.ability) {
      case 'impossible':
        return html`<p class="quiet">
          ${t('This browser cannot take push. On an iPhone, add TeamFlow to the home screen first.')}
        </p>`
      case 'denied':
        return html`<p class="notice notice-warning">
          ${t('This browser was told not to show notifications. Allow them in its settings for this site.')}
        </p>`
      case 'off':
        return html`<p class="row row-wrap">
          <span class="grow quiet">${t('This device is not woken when TeamFlow is closed.')}</span>
          <button
            class="button"
            type="button"
            ?disabled=${this.isBusy}
            @click=${() => void this.#on()}
          >
            ${icon(BellRing)} ${t('Turn on for this device')}
          </button>
        </p>`
      case 'on':
        return html`<p class="quiet">${t('This device is woken when TeamFlow is closed.')}</p>`
    }
  }

  #row(device: Device): TemplateResult {
    const said = this.said?.id === device.id ? this.said : null
    const used =
      device.used_at === null
        ? t('not used yet')
        : t('last used %(when)s', { when: ago(device.used_at) })
    return html`<li class="list-row row-wrap">
      ${icon(Smartphone)}
      <span class="grow stack-tight">
        <span class="truncate">${device.device || t('A browser')}</span>
        <span class="meta quiet"
          >${device.id === this.here ? html`<strong>${t('This device')}</strong> · ` : nothing}${used}</span
        >
      </span>
      <button
        class="button button-small"
        type="button"
        ?disabled=${this.isBusy}
        @click=${() => void this.#test(device)}
      >
        ${t('Test')}
      </button>
      <button
        class="button button-small"
        type="button"
        ?disabled=${this.isBusy}
        @click=${() => void this.#off(device)}
      >
        ${t('Turn off')}
      </button>
      ${said === null ? nothing : html`<span class="notice notices-said ${said.ok ? 'notice-success' : 'notice-danger'}" role="status">${said.text}</span>`}
    </li>`
  }

  async #load(): Promise<void> {
    if (this.pushKey === '') return
    await this.#do(async () => {
      const page = await api.get<{ results: readonly Device[] }>('me/push-subscriptions')
      this.devices = page.results
    })
    const found = await look(this.devices ?? [])
    this.ability = found.ability
    this.here = found.here
  }

  async #on(): Promise<void> {
    await this.#do(async () => {
      const device = await turnOn(this.pushKey, deviceName())
      if (device !== null) toast(t('This device is woken from now on.'))
    })
    await this.#load()
  }

  async #off(device: Device): Promise<void> {
    await this.#do(() => turnOff(device, device.id === this.here))
    await this.#load()
  }

  async #test(device: Device): Promise<void> {
    await this.#do(async () => {
      const path = `me/push-subscriptions/${device.id}/test`
      const answer = await api.post<{ ok: boolean; text: string }>(path)
      this.said = { id: device.id, ...answer }
    })
  }

  async #do(act: () => Promise<void>): Promise<void> {
    this.isBusy = true
    try {
      await act()
    } catch (error) {
      const words = t('The browser could not be subscribed. Its push service may be out of reach.')
      errorToast(error instanceof ApiError ? error.words : words)
    } finally {
      this.isBusy = false
    }
  }
}

customElements.define('tf-push-section', TfPushSection)
