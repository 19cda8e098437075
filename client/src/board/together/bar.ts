import { html, nothing, render, type TemplateResult } from 'lit'
import { Ellipsis, EyeOff, Megaphone, Presentation, SmilePlus, Timer, Vote } from 'lucide-static'
import { t, tn } from '../../common/i18n'
import { icon } from '../../common/icons'
import { openMenu, type MenuItem } from '../../common/ui/menu'
import type { BoardSession } from '../ui/session'
import { ask } from './asking'
import { MINUTES } from './timer'

export interface BarActs {
  readonly react: (anchor: HTMLElement) => void
  readonly vote: () => void
  readonly results: () => void
  readonly present: () => void
  readonly summon: () => void
}

/** The workshop's buttons; on a phone one of them holds the rest. */
export function drawBar(bar: HTMLElement, session: BoardSession, acts: BarActs): void {
  const { canEdit } = session.editor
  const { writing, vote } = session.acts.state
  render(
    html`${button(SmilePlus, t('React'), 'reactions', acts.react, 'shift+e')}
      ${
        canEdit
          ? html`${wide(
              button(Timer, t('Timer'), 'timer', (anchor) =>
                openMenu(anchor, timerItems(session), { label: t('Timer'), placement: 'top' }),
              ),
            )}
            ${wide(
              button(Vote, vote ? t('The vote') : t('Vote'), 'vote', (anchor) =>
                vote
                  ? acts.results()
                  : openMenu(anchor, voteItems(acts), { label: t('Vote'), placement: 'top' }),
              ),
            )}
            ${wide(
              button(
                EyeOff,
                t('Private writing'),
                'writing',
                () => void ask(session.acts, writing ? 'writing.reveal' : 'writing.start'),
                '',
                writing !== null,
              ),
            )}`
          : wide(button(Vote, t('Votes of this board'), 'vote', () => acts.results()))
      }
      ${wide(button(Presentation, t('Present'), 'present', () => acts.present()))}
      <span class="together-narrow"
        >${button(Ellipsis, t('Workshop'), 'more', (anchor) =>
          openMenu(anchor, allItems(session, acts, anchor), {
            label: t('Workshop'),
            placement: 'top-start',
          }),
        )}</span
      >`,
    bar,
  )
}

function allItems(session: BoardSession, acts: BarActs, anchor: HTMLElement): MenuItem[] {
  const { writing, vote } = session.acts.state
  const present = { label: t('Present'), icon: Presentation, run: acts.present }
  const votes = { label: t('Votes of this board'), icon: Vote, run: acts.results }
  if (!session.editor.canEdit) return [votes, present]
  const openTimer = () =>
    openMenu(anchor, timerItems(session), { label: t('Timer'), placement: 'top-start' })
  return [
    { label: t('Timer'), icon: Timer, run: () => queueMicrotask(openTimer) },
    ...(vote ? [] : [{ label: t('Start a vote'), icon: Vote, run: acts.vote }]),
    votes,
    {
      label: writing ? t('Reveal all private notes') : t('Start private writing'),
      icon: EyeOff,
      run: () => void ask(session.acts, writing ? 'writing.reveal' : 'writing.start'),
    },
    present,
    { label: t('Bring everyone to me'), icon: Megaphone, run: acts.summon },
  ]
}

function voteItems(acts: BarActs): MenuItem[] {
  return [
    { label: t('Start a vote'), icon: Vote, run: acts.vote },
    { label: t('Votes of this board'), run: acts.results },
  ]
}

export function timerItems({ acts }: BoardSession): MenuItem[] {
  const items = MINUTES.map((minutes): MenuItem => ({
    label: tn('%(count)s minute', '%(count)s minutes', minutes),
    run: () => void ask(acts, 'timer.start', { seconds: minutes * 60 }),
  }))
  if (!acts.state.timer) return items
  return [
    ...items,
    { kind: 'line' },
    { label: t('End the timer'), run: () => void ask(acts, 'timer.end') },
  ]
}

function wide(content: TemplateResult): TemplateResult {
  return html`<span class="together-wide">${content}</span>`
}

function button(
  shape: string,
  label: string,
  name: string,
  run: (anchor: HTMLElement) => void,
  keys = '',
  isOn: boolean | null = null,
): TemplateResult {
  return html`<button
    class="board-tool board-tool-small"
    type="button"
    data-together=${name}
    aria-label=${label}
    aria-pressed=${isOn ?? nothing}
    data-tooltip=${label}
    data-shortcut=${keys || nothing}
    data-tooltip-side="top"
    @click=${(event: Event) => run(event.currentTarget as HTMLElement)}
  >
    ${icon(shape)}
  </button>`
}
