import { html, nothing, render, type TemplateResult } from 'lit'
import { Minus, Plus, X } from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { errorToast } from '../../common/ui/toast'
import { ActRefused, type VoteResults } from '../sync/acts'
import type { Drawable } from '../model/drawable'
import { describe } from '../ui/outline'
import type { BoardSession } from '../ui/session'

const MOST_ROWS = 300

/** The list beside the canvas: voting from it, and what came out, ranked. */
export class Ballot {
  /** Whether the results of the last vote stand on the board. */
  isOpen = false
  onChange: () => void = () => undefined
  private past: readonly VoteResults[] | null = null
  private mine: Readonly<Record<string, number>> = {}

  constructor(
    private readonly host: HTMLElement,
    private readonly session: BoardSession,
  ) {
    session.editor.signals.on('scene', () => {
      if (this.isOpen && session.acts.state.vote) this.draw()
    })
    this.draw()
  }

  /** The workshop changed, or one's own dots did. */
  follow(): void {
    this.mine = this.session.acts.own.votes
    this.draw()
    this.onChange()
  }

  open(): void {
    this.isOpen = true
    this.past = null
    this.draw()
    this.onChange()
    this.host.querySelector<HTMLElement>('button')?.focus()
  }

  close(): void {
    this.isOpen = false
    this.draw()
    this.onChange()
  }

  votesOn(element: string): number {
    return this.mine[element] ?? 0
  }

  votesLeft(): number {
    const { vote } = this.session.acts.state
    if (!vote) return 0
    return vote.votes_each - Object.values(this.mine).reduce((sum, count) => sum + count, 0)
  }

  /** Shown at once; what the server says counts. */
  async cast(element: string, by: 1 | -1): Promise<void> {
    const count = this.votesOn(element) + by
    if (count < 0 || (by === 1 && this.votesLeft() <= 0)) return
    const before = this.mine
    this.show({ ...before, [element]: count })
    try {
      const votes = await this.session.acts.do('vote.cast', { element, count })
      this.show(votes as Record<string, number>)
    } catch (problem) {
      this.show(before)
      const words = problem instanceof ActRefused ? problem.message : ''
      errorToast(words || t('Your vote was not counted: you are offline.'))
    }
  }

  private show(votes: Readonly<Record<string, number>>): void {
    this.mine = votes
    this.draw()
    this.onChange()
  }

  private draw(): void {
    const { vote, results } = this.session.acts.state
    this.host.hidden = !this.isOpen
    if (!this.isOpen) return
    const body = this.past
      ? this.past.length
        ? this.past.map((each) => this.results(each))
        : html`<p class="help">${t('There were no votes here yet.')}</p>`
      : vote
        ? this.list(vote.elements)
        : results
          ? this.results(results)
          : html`<p class="help">${t('There were no votes here yet.')}</p>`
    render(
      html`<div class="together-panel-head">
          <h2>${this.past ? t('Votes of this board') : (vote?.question ?? t('Results'))}</h2>
          <button
            class="board-tool together-small"
            type="button"
            aria-label=${t('Close')}
            @click=${() => this.close()}
          >
            ${icon(X)}
          </button>
        </div>
        ${
          vote && !this.past
            ? html`<p class="help" role="status">
                ${tn('%(count)s vote left', '%(count)s votes left', this.votesLeft())}.
                ${t('Nobody sees the counts before the end.')}
              </p>`
            : nothing
        }
        ${body}
        ${
          this.past
            ? nothing
            : html`<button
                class="button button-ghost button-small"
                type="button"
                @click=${() => void this.showPast()}
              >
                ${t('Earlier votes')}
              </button>`
        }`,
      this.host,
    )
  }

  private async showPast(): Promise<void> {
    try {
      this.past = (await this.session.acts.do('vote.past')) as readonly VoteResults[]
      this.draw()
    } catch {
      errorToast(t('The earlier votes could not be loaded.'))
    }
  }

  private list(elements: readonly string[]): TemplateResult {
    const { scene } = this.session.editor
    const found = elements.slice(0, MOST_ROWS).flatMap((id) => scene.drawable(id) ?? [])
    return html`<ul class="together-rows">
      ${found.map((drawable) => this.row(drawable))}
    </ul>`
  }

  private row(drawable: Drawable): TemplateResult {
    const { id } = drawable
    const label = drawable.text || describe(drawable)
    const own = this.votesOn(id)
    const button = (shape: string, words: string, by: 1 | -1, isOff: boolean) =>
      html`<button
        class="board-tool together-small"
        type="button"
        aria-label=${words}
        ?disabled=${isOff}
        @click=${() => void this.cast(id, by)}
      >
        ${icon(shape)}
      </button>`
    return html`<li>
      <span class="truncate">${label}</span>
      ${button(Minus, t('Take a vote from %(label)s', { label }), -1, own === 0)}
      <output aria-label=${t('Your votes')}>${own}</output>
      ${button(Plus, t('Vote for %(label)s', { label }), 1, this.votesLeft() <= 0)}
    </li>`
  }

  private results({ question, results, voters, ended_at }: VoteResults): TemplateResult {
    const most = Math.max(1, ...results.map(({ votes }) => votes))
    return html`<section class="together-results">
      <h3>${question}</h3>
      <p class="help">
        ${tn('%(count)s person voted', '%(count)s people voted', voters)} ·
        <time datetime=${new Date(ended_at).toISOString()}
          >${new Date(ended_at).toLocaleString(document.documentElement.lang || 'en', {
            dateStyle: 'medium',
            timeStyle: 'short',
          })}</time
        >
      </p>
      ${results.length === 0 ? html`<p class="help">${t('Nobody voted.')}</p>` : nothing}
      <ol class="together-ranks">
        ${results.slice(0, MOST_ROWS).map(
          ({ element, label, votes }) =>
            html`<li>
              <button type="button" @click=${() => this.goTo(element)}>
                <span class="truncate">${label || t('Deleted element')}</span>
                <strong>${votes}</strong>
                <meter min="0" max=${most} value=${votes} aria-hidden="true"></meter>
              </button>
            </li>`,
        )}
      </ol>
    </section>`
  }

  private goTo(element: string): void {
    const { editor } = this.session
    if (!editor.scene.element(element)) return
    editor.select([element])
    editor.reveal(element)
  }
}
