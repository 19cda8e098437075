import { html } from 'lit'
import { unsafeHTML } from 'lit/directives/unsafe-html.js'
import { EMOJI } from '../../editor/emoji'
import { t } from '../../common/i18n'
import { errorToast } from '../../common/ui/toast'
import { iconNames, iconStrokes, onIconsWanted, takeIcons, type IconSet } from '../model/icons'
import type { Editor } from '../editor'
import { openPicker, type PickerItem } from './picker'

const MOST = 96
const FIRST_ICONS = [
  ...['star', 'heart', 'flag', 'check', 'x', 'circle-alert', 'lightbulb', 'target', 'rocket'],
  ...['user', 'users', 'user-check', 'message-circle', 'mail', 'phone', 'calendar', 'clock'],
  ...['house', 'building', 'map-pin', 'globe', 'cloud', 'server', 'database', 'hard-drive', 'cpu'],
  ...['laptop', 'smartphone', 'monitor', 'printer', 'wifi', 'lock', 'key', 'shield', 'bug'],
  ...['code', 'terminal', 'git-branch', 'package', 'box', 'truck', 'shopping-cart', 'credit-card'],
  ...['chart-bar', 'chart-line', 'chart-pie', 'trending-up', 'file', 'folder', 'image', 'video'],
  ...['settings', 'wrench', 'hammer', 'search', 'bell', 'bookmark', 'tag', 'thumbs-up'],
]

/** Draws icons once the set is there; it is fetched when the first is to be seen. */
export function keepIcons(editor: Editor): void {
  onIconsWanted(() => void fetchIcons().then(() => redrawIcons(editor)))
}

function redrawIcons(editor: Editor): void {
  const icons = [...editor.scene.all()].filter(({ kind }) => kind === 'icon')
  editor.redraw(icons.map(({ id }) => id))
}

let fetching: Promise<void> | undefined

function fetchIcons(): Promise<void> {
  fetching ??= import('lucide-static/icon-nodes.json').then(
    (loaded) => takeIcons(loaded.default as unknown as IconSet),
    () => {
      fetching = undefined
    },
  )
  return fetching
}

export function openEmoji(anchor: HTMLElement, editor: Editor): void {
  openPicker(anchor, {
    label: t('Emoji'),
    columns: 8,
    isSearched: true,
    find: findEmoji,
    choose: (emoji) => {
      editor.stamps = { ...editor.stamps, emoji }
      editor.use('emoji')
    },
  })
}

function findEmoji(words: string): PickerItem[] {
  const wanted = words.toLocaleLowerCase().replaceAll(' ', '_')
  const found = new Map<string, string>()
  for (const [name, emoji] of Object.entries(EMOJI)) {
    if (name.includes(wanted) && !found.has(emoji)) found.set(emoji, name)
  }
  return [...found].slice(0, MOST).map(([emoji, name]) => ({
    id: emoji,
    label: name.replaceAll('_', ' '),
    face: html`<span class="board-emoji">${emoji}</span>`,
  }))
}

export async function openIcons(anchor: HTMLElement, editor: Editor): Promise<void> {
  await fetchIcons()
  if (iconNames().length === 0) {
    errorToast(t('The icons could not be loaded.'))
    return
  }
  openPicker(anchor, {
    label: t('Icons'),
    columns: 8,
    isSearched: true,
    find: findIcons,
    choose: (icon) => {
      editor.stamps = { ...editor.stamps, icon }
      editor.use('icon')
    },
  })
}

function findIcons(words: string): PickerItem[] {
  const wanted = words.toLocaleLowerCase().replaceAll(' ', '-')
  const names = wanted
    ? iconNames().filter((name) => name.includes(wanted))
    : FIRST_ICONS.filter((name) => iconStrokes(name))
  return names.slice(0, MOST).map((name) => ({
    id: name,
    label: name.replaceAll('-', ' '),
    // The lines come from the package, never from data.
    face: html`${unsafeHTML(
      `<svg class="icon icon-20" viewBox="0 0 24 24" aria-hidden="true"><path d="${iconStrokes(name) ?? ''}"/></svg>`,
    )}`,
  }))
}
