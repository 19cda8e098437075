/** A new release of the application came while this page stood open: say so, never force it. */

import { t } from '../i18n'
import { PARTS_LIST } from '../kept-names'
import { announce } from './announce'

// A server that was just replaced answers everybody at once; pages ask a little apart.
const APART = 2000
const AT_MOST_EVERY = 60_000

let asked = 0
let isOffered = false

/** Ask when there is reason to: the line came back, the tab is looked at again. */
export function watchRelease(): void {
  const own = document.documentElement.dataset.release ?? ''
  if (own === '') return
  const soon = (): void => {
    if (isOffered || Date.now() - asked < AT_MOST_EVERY) return
    asked = Date.now()
    setTimeout(() => void compare(own), Math.random() * APART)
  }
  window.addEventListener('online', soon)
  window.addEventListener('tf-back', soon)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') soon()
  })
}

async function compare(own: string): Promise<void> {
  try {
    const answer = await fetch(PARTS_LIST, { cache: 'no-cache' })
    if (!answer.ok) return
    const { release } = (await answer.json()) as { release: string }
    if (release !== own) offer()
  } catch {
    // No answer: the next time that there is reason to ask.
  }
}

/** What waits is kept and sent, what is being written is a draft: reloading loses nothing. */
function offer(): void {
  if (isOffered) return
  isOffered = true
  const words = t('There is a new version of TeamFlow.')
  const bar = document.createElement('div')
  bar.className = 'release-bar'
  bar.setAttribute('role', 'status')
  const text = document.createElement('span')
  text.textContent = words
  const reload = button(t('Reload'), 'button-primary', () => location.reload())
  const later = button(t('Later'), 'button-ghost', () => bar.remove())
  bar.append(text, reload, later)
  document.body.append(bar)
  announce(words)
}

function button(label: string, kind: string, run: () => void): HTMLButtonElement {
  const made = document.createElement('button')
  made.type = 'button'
  made.className = `button button-small ${kind}`
  made.textContent = label
  made.addEventListener('click', run)
  return made
}
