/** What a kept file is, and whether a page can show it. */

import { t } from '../../common/i18n'
import type { Attachment } from '../model'

export type Shown = 'picture' | 'video' | 'page' | 'text'

const NAMES: Readonly<Record<string, string>> = {
  'image/png': 'PNG',
  'image/jpeg': 'JPEG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'image/svg+xml': 'SVG',
  'application/pdf': 'PDF',
  'application/zip': 'ZIP',
  'application/msword': 'Word',
  'application/vnd.ms-excel': 'Excel',
  'application/vnd.ms-powerpoint': 'PowerPoint',
  'text/csv': 'CSV',
  'text/markdown': 'Markdown',
  'video/mp4': 'MP4',
  'video/webm': 'WebM',
  'video/quicktime': 'QuickTime',
}

export function kindName({ media_type: type = '' }: Attachment): string {
  const known = NAMES[type]
  if (known !== undefined) return known
  if (type.includes('wordprocessingml')) return 'Word'
  if (type.includes('spreadsheetml')) return 'Excel'
  if (type.includes('presentationml')) return 'PowerPoint'
  return type.startsWith('text/') ? t('Text') : ''
}

export function isPictureFile({ media_type: type = '' }: Attachment): boolean {
  return /^image\/(png|jpeg|gif|webp)$/.test(type)
}

/** Its bytes are gone: nothing opens. */
export function isDeleted({ status }: Attachment): boolean {
  return status === 'infected' || status === 'refused'
}

/** How a page shows it; null for what is only to be downloaded. */
export function shownAs(file: Attachment): Shown | null {
  const { status, media_type: type = '' } = file
  if (status === 'link' || status === 'pending' || isDeleted(file)) return null
  if (isPictureFile(file)) return 'picture'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('text/')) return 'text'
  return type === 'application/pdf' ? 'page' : null
}

export function canBeShown(file: Attachment): boolean {
  return shownAs(file) !== null
}
