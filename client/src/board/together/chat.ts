import { t } from '../../common/i18n'
import type { Point } from '../geometry/vec'
import { CHAT_LIMIT } from '../sync/presence'
import type { BoardSession } from '../ui/session'

/** So long words stay after the last letter. */
const STAYS_MS = 6000

/** Words beside one's own cursor, seen by all while they are typed; nothing of it is kept. */
export function openChat(
  stage: HTMLElement,
  { editor, presence, data }: BoardSession,
  pointer: () => Point,
  color: string,
): void {
  stage.querySelector<HTMLInputElement>('.together-chat')?.remove()
  const field = document.createElement('input')
  field.className = 'together-chat'
  field.maxLength = CHAT_LIMIT
  field.placeholder = t('Say something')
  field.setAttribute(
    'aria-label',
    t('Say something beside your cursor, as %(name)s', { name: data.user.name }),
  )
  field.style.setProperty('--person', color)
  const place = () => {
    const { x, y } = pointer()
    field.style.transform = `translate(${(x + 14).toFixed(0)}px, ${(y + 16).toFixed(0)}px)`
  }
  let timer = setTimeout(() => close(), STAYS_MS)
  const close = () => {
    clearTimeout(timer)
    stage.removeEventListener('pointermove', place)
    presence.show('chat', null)
    const hadFocus = document.activeElement === field
    field.remove()
    if (hadFocus) stage.focus()
  }
  field.addEventListener('input', () => {
    presence.show('chat', field.value || null)
    // Without a pointer (touch, keyboard) the words stand in the middle of the view.
    presence.show('cursor', editor.worldAt(pointer()))
    clearTimeout(timer)
    timer = setTimeout(close, STAYS_MS)
  })
  field.addEventListener('keydown', (event) => {
    event.stopPropagation()
    if (event.key === 'Escape') close()
    if (event.key === 'Enter' && !event.isComposing) {
      field.value = ''
      field.placeholder = t('Press Escape to end')
    }
  })
  field.addEventListener('pointerdown', (event) => event.stopPropagation())
  stage.addEventListener('pointermove', place)
  place()
  stage.append(field)
  field.focus()
}
