/** `<tf-project-settings>`: the part of a project's settings that the address names. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { namesContext } from '../query/context'
import type { PartName } from './model'
import { SettingsPart } from './part'
import '../automation/targets'
import '../intake/settings'
import './columns'
import './fields'
import './general'
import './labels'
import './milestones'
import './recurrences'
import './templates'
import './types'
import './workflow'
import './nav'

export class TfProjectSettings extends SettingsPart {
  readonly #source = {
    context: () => {
      const { project, columns, types, fields, milestones, labels } = this.store.state
      const names = { ...project, columns, types, fields, milestones, labels, sprints: [] }
      return namesContext({ ...this.store.page, projects: [names] })
    },
  }

  protected override render(): TemplateResult {
    if (this.store.isGone)
      return html`<div class="empty" role="alert">
        <h2>${t('This project was deleted')}</h2>
        <p>${t('Somebody deleted it while you looked at its settings.')}</p>
        <a class="button" href=${`/w/${this.store.page.workspace.slug}/`}
          >${t('To the projects')}</a
        >
      </div>`
    return this.#part(this.store.page.part)
  }

  #part(part: PartName): TemplateResult {
    switch (part) {
      case 'general':
        return html`<tf-settings-general></tf-settings-general>`
      case 'columns':
        return html`<tf-settings-columns></tf-settings-columns>`
      case 'workflow':
        return html`<tf-settings-workflow></tf-settings-workflow>`
      case 'types':
        return html`<tf-settings-types></tf-settings-types>`
      case 'fields':
        return html`<tf-settings-fields></tf-settings-fields>`
      case 'labels':
        return html`<tf-settings-labels></tf-settings-labels>`
      case 'milestones':
        return html`<tf-settings-milestones></tf-settings-milestones>`
      case 'templates':
        return html`<tf-settings-templates></tf-settings-templates>`
      case 'recurrences':
        return html`<tf-settings-recurrences></tf-settings-recurrences>`
      case 'intake':
        return this.#intake()
      case 'targets':
        return this.#targets()
    }
  }

  #intake(): TemplateResult {
    const { id, key } = this.store.state.project
    const queue = `/w/${this.store.page.workspace.slug}/p/${key}/intake/`
    return html`${this.head(t('Intake'), t('Requests from the team and from outside wait in one queue until somebody decides.'), html`<a class="button" href=${queue}>${t('Open the queue')}</a>`)}
    ${this.why('manage')}
    ${this.can('manage') ? html`<tf-intake-form project-id=${id}></tf-intake-form>` : ''}`
  }

  #targets(): TemplateResult {
    const words = t(
      'Tasks that fit are to be done within so many hours of being made. Missing one notifies people and can begin an automation.',
    )
    return html`${this.head(t('Service targets'), words)} ${this.why('automate')}
      <tf-service-targets
        project-id=${this.store.page.project.id}
        slug=${this.store.page.workspace.slug}
        .source=${this.#source}
        ?can-edit=${this.can('automate')}
      ></tf-service-targets>`
  }
}

customElements.define('tf-project-settings', TfProjectSettings)
