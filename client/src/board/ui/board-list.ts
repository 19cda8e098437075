import { html } from 'lit'
import { CopyPlus, PencilLine, Trash2 } from 'lucide-static'
import { api, ApiError } from '../../common/api'
import { t } from '../../common/i18n'
import { openDialog } from '../../common/ui/dialog'
import { openMenu } from '../../common/ui/menu'
import { errorToast, toast } from '../../common/ui/toast'

/** The menus of the cards in the list of boards. */
export function wireBoardList(list: HTMLElement): void {
  list.addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return
    const button = event.target.closest<HTMLElement>('[data-board-card-menu]')
    const card = button?.closest<HTMLElement>('[data-board]')
    if (!button || !card) return
    openMenu(
      button,
      [
        { label: t('Rename'), icon: PencilLine, run: () => rename(card) },
        { label: t('Duplicate'), icon: CopyPlus, run: () => void duplicate(card) },
        { kind: 'line' },
        { label: t('Delete'), icon: Trash2, isDangerous: true, run: () => void remove(card) },
      ],
      { placement: 'bottom-end' },
    )
  })
}

function idOf(card: HTMLElement): string {
  return card.dataset.board ?? ''
}

function say(error: unknown): void {
  errorToast(error instanceof ApiError ? error.words : t('The server does not answer. Try again.'))
}

function rename(card: HTMLElement): void {
  const title = card.querySelector('.board-card-title')
  const save = async (event: Event) => {
    event.preventDefault()
    const value = new FormData(event.currentTarget as HTMLFormElement).get('title')
    try {
      const board = await api.patch<{ title: string }>(`boards/${idOf(card)}`, { title: value })
      if (title) title.textContent = board.title
      dialog.close()
    } catch (error) {
      say(error)
    }
  }
  const dialog = openDialog({
    title: t('Rename the board'),
    body: html`<form class="form" @submit=${(event: Event) => void save(event)}>
      <label class="field">
        <span class="label">${t('Title')}</span>
        <input
          class="input"
          name="title"
          maxlength="200"
          required
          .value=${title?.textContent ?? ''}
        />
      </label>
      <div class="form-actions">
        <button class="button button-primary" type="submit">${t('Save')}</button>
        <button class="button" type="button" data-closes>${t('Cancel')}</button>
      </div>
    </form>`,
  })
}

async function duplicate(card: HTMLElement): Promise<void> {
  try {
    const board = await api.post<{ id: string }>(`boards/${idOf(card)}/duplicate`, {})
    location.assign(`/b/${board.id}/`)
  } catch (error) {
    say(error)
  }
}

async function remove(card: HTMLElement): Promise<void> {
  const next = card.nextElementSibling
  const list = card.parentElement
  try {
    await api.delete(`boards/${idOf(card)}`)
  } catch (error) {
    return say(error)
  }
  card.remove()
  const undo = async () => {
    try {
      await api.post(`boards/${idOf(card)}/restore`, {})
      list?.insertBefore(card, next)
    } catch (error) {
      say(error)
    }
  }
  toast(t('Board deleted'), { undo })
  if (list?.childElementCount === 0) location.reload()
}
