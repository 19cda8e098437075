import { t } from '../common/i18n'

/** Addresses that the page's policy lets a picture come from. */
export function isShownPicture(url: string): boolean {
  return /^\/files\/[0-9a-f-]{36}\//.test(url) || url.startsWith('blob:')
}

/** A picture from elsewhere is a link: to load it would tell its server who reads this. */
export function isOutsidePicture(url: string): boolean {
  return /^https?:\/\//i.test(url)
}

/** Why it is a link, for a reader who expects a picture. */
export function outsideWords(): HTMLElement {
  const words = document.createElement('small')
  words.className = 'md-outside-why'
  words.textContent = ` (${t('picture from elsewhere, not loaded')})`
  return words
}
