/** Custom fields as columns. Pure. */

import { t } from '../../common/i18n'
import type { CustomField, FieldValue, Task } from '../model'
import {
  choice,
  refuse,
  set,
  type CellChange,
  type Choice,
  type Parsed,
  type SheetContext,
  type SheetField,
} from './fields'
import { named, nounNamed, personNamed, truthFrom, unknown } from './names'
import { dayFrom, numberFrom } from './words'

export function customSheetField(field: CustomField, { members }: SheetContext): SheetField {
  const id = `field:${field.id}`
  const held = (task: Task): FieldValue => task.fields?.[field.id] ?? null
  const write = (value: FieldValue): Parsed => set({ fields: { [field.id]: value } })
  const shared = { id, name: field.name, width: 128 }
  switch (field.kind) {
    case 'number':
      return {
        ...{ ...shared, sort: 'number', text: (task) => String(held(task) ?? '') },
        number: (task) => (held(task) === null ? null : Number(held(task))),
        parse: (text) => {
          if (text.trim() === '') return write(null)
          const number = numberFrom(text)
          return number === null ? refuse(t('No number: “%(text)s”', { text })) : write(number)
        },
      }
    case 'date':
      return {
        ...{ ...shared, sort: 'date', text: (task) => String(held(task) ?? '') },
        parse: (text) => {
          if (text.trim() === '') return write(null)
          const day = dayFrom(text)
          return day === null ? refuse(t('No date: “%(text)s”', { text })) : write(day)
        },
      }
    case 'checkbox':
      return {
        ...{ ...shared, sort: 'checkbox' },
        text: (task) => (held(task) === true ? 'TRUE' : 'FALSE'),
        parse: (text) => {
          const value = truthFrom(text)
          return value === null ? refuse(unknown(text)) : write(value)
        },
      }
    case 'select':
    case 'multi_select':
      return chosenField(field, field.options, shared)
    case 'person':
      return chosenField(field, members, shared)
    case 'text':
    case 'url':
      return {
        ...{ ...shared, sort: 'text', text: (task) => String(held(task) ?? '') },
        parse: (text) => write(text.trim() === '' ? null : text.trim()),
      }
  }
}

function chosenField(
  field: CustomField,
  list: readonly (Choice & { readonly email?: string })[],
  shared: Pick<SheetField, 'id' | 'name' | 'width'>,
): SheetField {
  const isMany = field.kind === 'multi_select'
  const chosen = (task: Task): readonly string[] => {
    const held = task.fields?.[field.id] ?? null
    if (held === null) return []
    return Array.isArray(held) ? (held as readonly string[]) : [String(held)]
  }
  const choose = (ids: readonly string[]): CellChange => ({
    fields: { fields: { [field.id]: isMany ? ids : (ids[0] ?? null) } },
  })
  return {
    ...{ ...shared, sort: isMany ? 'choices' : 'choice', chosen, choose },
    text: (task) =>
      chosen(task)
        .map((id) => list.find((each) => each.id === id)?.name ?? '')
        .join(', '),
    choices: () => list.map(({ id, name, color }) => choice(id, name, color)),
    parse: (text) => {
      const one = (word: string) =>
        field.kind === 'person' ? personNamed(word, list) : nounNamed(word, list)
      const found = named(text, one)
      if (typeof found === 'string') return refuse(found)
      if (!isMany && found.length > 1) return refuse(t('Only one fits here.'))
      return { change: choose(found.map(({ id }) => id)) }
    },
  }
}
