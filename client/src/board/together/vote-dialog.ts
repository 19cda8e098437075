import { html } from 'lit'
import { t, tn } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import { withContents } from '../model/frames'
import type { Editor } from '../editor'
import type { BoardSession } from '../ui/session'
import { ask } from './asking'

interface Scope {
  readonly name: string
  readonly label: string
  readonly elements: readonly string[]
}

const NOT_VOTED_ON: ReadonlySet<string> = new Set(['connector', 'group', 'frame', 'freehand'])
const MOST = 2000

/** What can be voted on: the selection with what is in its frames, or all notes. */
export function scopesOf(editor: Editor): Scope[] {
  const all = [...editor.scene.all()]
  const notes = all.filter(({ kind }) => kind === 'sticky' || kind === 'task').map(({ id }) => id)
  const chosen = [...editor.selection].flatMap((id) => editor.scene.element(id) ?? [])
  const within = withContents(editor.scene, chosen)
    .filter(({ kind }) => !NOT_VOTED_ON.has(kind))
    .map(({ id }) => id)
  const scopes = [
    {
      name: 'chosen',
      label: tn('%(count)s chosen element', '%(count)s chosen elements', within.length),
      elements: within,
    },
    {
      name: 'notes',
      label: tn('%(count)s note', 'All %(count)s notes', notes.length),
      elements: notes,
    },
    ...editor.scene.frames.map((frame, index): Scope => {
      const inside = withContents(editor.scene, [frame]).filter(
        ({ kind }) => !NOT_VOTED_ON.has(kind),
      )
      const title = frame.text || t('Frame %(number)s', { number: index + 1 })
      return {
        name: frame.id,
        label: t('%(frame)s (%(count)s)', { frame: title, count: inside.length }),
        elements: inside.map(({ id }) => id),
      }
    }),
  ]
  return scopes.filter(({ elements }) => elements.length > 0)
}

export function openVoteDialog({ editor, acts }: BoardSession): void {
  const scopes = scopesOf(editor)
  const begin = async (event: Event) => {
    event.preventDefault()
    const fields = new FormData(event.target as HTMLFormElement)
    const scope = scopes.find(({ name }) => name === fields.get('scope'))
    const minutes = Number(fields.get('minutes'))
    const isDone = await ask(acts, 'vote.start', {
      question: String(fields.get('question')),
      votes_each: Number(fields.get('votes')),
      elements: scope?.elements.slice(0, MOST) ?? [],
      seconds: minutes > 0 ? minutes * 60 : null,
    })
    if (isDone) dialog.close()
  }
  const dialog = openDialog({
    title: t('Start a vote'),
    body:
      scopes.length === 0
        ? html`<p>${t('There is nothing to vote on yet: write some notes first.')}</p>`
        : html`<form class="form" @submit=${(event: Event) => void begin(event)}>
            <label class="field">
              <span class="label">${t('Question')}</span>
              <input
                class="input"
                name="question"
                maxlength="200"
                required
                value=${t('Which ones matter most?')}
                data-first
              />
            </label>
            <label class="field">
              <span class="label">${t('Votes for each person')}</span>
              <input class="input" name="votes" type="number" min="1" max="20" value="3" required />
            </label>
            <label class="field">
              <span class="label">${t('On')}</span>
              <select class="select" name="scope">
                ${scopes.map(({ name, label }) => html`<option value=${name}>${label}</option>`)}
              </select>
            </label>
            <label class="field">
              <span class="label">${t('Ends')}</span>
              <select class="select" name="minutes">
                <option value="0">${t('When you end it')}</option>
                ${[1, 2, 3, 5, 10].map(
                  (each) =>
                    html`<option value=${each}>
                      ${tn('After %(count)s minute', 'After %(count)s minutes', each)}
                    </option>`,
                )}
              </select>
            </label>
            <p class="help">
              ${t('Who votes for what stays hidden, and the counts until the vote has ended.')}
            </p>
            <div class="form-actions">
              <button class="button button-primary" type="submit">${t('Start the vote')}</button>
              <button class="button" type="button" data-closes>${t('Cancel')}</button>
            </div>
          </form>`,
  })
}
