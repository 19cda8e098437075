/** Files in texts. */

import type { KeptFile } from '../common/files/bring'

export { bringIntoText } from '../common/files/queue'
export type { KeptFile } from '../common/files/bring'

/** A kept file as Markdown: a picture is shown, anything else is a link. */
export function markdownOf(file: KeptFile): string {
  const name = file.name.replace(/[[\]\\]/g, '')
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(file.media_type)
  return `${isPicture ? '!' : ''}[${name}](${file.url})`
}
