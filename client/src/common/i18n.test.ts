// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest'
import { t, tn } from './i18n'

afterEach(() => {
  delete window.gettext
  delete window.ngettext
})

test('without a catalogue the text stands as it is, with its values', () => {
  expect(t('%(name)s moved %(key)s', { name: 'Ana', key: 'TF-1' })).toBe('Ana moved TF-1')
  expect(t('100 %(unknown)s')).toBe('100 %(unknown)s')
})

test('the catalogue translates and chooses the plural', () => {
  window.gettext = (text) => (text === 'Save' ? 'Speichern' : text)
  window.ngettext = (one, many, count) => (count === 1 ? one : many)

  expect(t('Save')).toBe('Speichern')
  expect(tn('%(count)s task', '%(count)s tasks', 1)).toBe('1 task')
  expect(tn('%(count)s task', '%(count)s tasks', 3)).toBe('3 tasks')
})
