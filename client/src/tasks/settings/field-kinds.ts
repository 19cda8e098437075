/** The kinds of custom fields, in words and as signs. */

import {
  AtSign,
  Calendar,
  CircleChevronDown,
  Hash,
  Link,
  ListChecks,
  SquareCheckBig,
  Type,
} from 'lucide-static'
import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import { icon } from '../../common/icons'
import type { FieldKind } from '../model'

export const KINDS: readonly FieldKind[] = [
  'text',
  'number',
  'date',
  'select',
  'multi_select',
  'person',
  'checkbox',
  'url',
]

const SIGNS: Readonly<Record<FieldKind, string>> = {
  text: Type,
  number: Hash,
  date: Calendar,
  select: CircleChevronDown,
  multi_select: ListChecks,
  person: AtSign,
  checkbox: SquareCheckBig,
  url: Link,
}

export function kindName(kind: FieldKind): string {
  switch (kind) {
    case 'text':
      return t('Text')
    case 'number':
      return t('Number')
    case 'date':
      return t('Date')
    case 'select':
      return t('Select')
    case 'multi_select':
      return t('Multi-select')
    case 'person':
      return t('Person')
    case 'checkbox':
      return t('Checkbox')
    case 'url':
      return t('Link')
  }
}

export function fieldKindMark(kind: FieldKind): TemplateResult {
  return html`<span class="settings-sign" title=${kindName(kind)}>${icon(SIGNS[kind])}</span>`
}
