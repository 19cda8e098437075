/** All tasks: any query over all projects of the workspace. */

import { html, LitElement, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import '../parts/filter-bar'
import type { ViewSource } from '../parts/view-source'
import { onViewState, viewState, writeViewState, type ViewState } from '../view-state'
import './list'
import { acrossRows } from './rows'
import { openAcross } from './open'

export class TfAllTasks extends LitElement {
  static override properties = { state: { state: true } }

  declare state: ViewState
  readonly store = openAcross()
  readonly #source: ViewSource = {
    context: () => this.store.context(),
    layout: 'list',
    viewsPath: `workspaces/${this.store.page.workspace.slug}/views`,
    canEdit: this.store.page.can_edit,
    subscribe: (listener) => this.store.subscribe(listener),
    ask: () => undefined,
  }
  #undo: (() => void)[] = []

  constructor() {
    super()
    this.state = viewState()
  }

  override createRenderRoot(): this {
    return this
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#undo = [
      this.store.subscribe(() => this.requestUpdate()),
      this.store.open(),
      onViewState((state) => this.#changed(state)),
    ]
    void this.store.show(this.state)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    for (const undo of this.#undo) undo()
  }

  /** Opening a task changes the address too, but not what is asked. */
  #changed(state: ViewState): void {
    const isSame = writeViewState(state, '') === writeViewState(this.state, '')
    this.state = state
    if (!isSame) void this.store.show(state)
  }

  protected override render(): TemplateResult {
    const { group, lanes, hidesEmpty, columns } = this.state
    const by = group === 'none' ? null : group
    const grouping = { by, lanes, showsEmpty: !hidesEmpty }
    const rows = acrossRows(this.store.tasks, grouping, this.store.context())
    return html`<div class="view-bar">
        <tf-filter-bar .source=${this.#source}></tf-filter-bar>
      </div>
      <tf-across-list
        .store=${this.store}
        .rows=${rows}
        .columns=${columns}
        .nothingWords=${t('No task fits. Take a part of the filter away.')}
      ></tf-across-list>`
  }
}

customElements.define('tf-all-tasks', TfAllTasks)
