// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openMenu, type MenuItem } from './menu'
import { openPicker } from './picker'

beforeAll(() => {
  // happy-dom has no popovers: what matters here is what stands in them.
  HTMLElement.prototype.showPopover = () => undefined
  HTMLElement.prototype.hidePopover = () => undefined
})

beforeEach(() => {
  document.body.innerHTML = '<button id="opener">Open</button>'
  opener().focus()
})

const opener = (): HTMLButtonElement => document.getElementById('opener') as HTMLButtonElement
const press = (name: string): boolean =>
  (document.activeElement as Element).dispatchEvent(
    new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
  )

const items = (run = vi.fn()): MenuItem[] => [
  { label: 'Rename', run: vi.fn() },
  { kind: 'line' },
  { label: 'Archive', isDisabled: true, run: vi.fn() },
  { label: 'Delete', isDangerous: true, run },
]

test('arrows go round what can be chosen, and letters jump', () => {
  openMenu(opener(), items())

  expect(document.activeElement?.textContent.trim()).toBe('Rename')
  press('ArrowDown')
  expect(document.activeElement?.textContent.trim()).toBe('Delete')
  press('ArrowDown')
  expect(document.activeElement?.textContent.trim()).toBe('Rename')
  press('d')
  expect(document.activeElement?.textContent.trim()).toBe('Delete')
})

test('escape closes it and gives the focus back', () => {
  openMenu(opener(), items())
  expect(opener().getAttribute('aria-expanded')).toBe('true')

  press('Escape')

  expect(document.querySelector('[role=menu]')).toBeNull()
  expect(document.activeElement).toBe(opener())
  expect(opener().getAttribute('aria-expanded')).toBe('false')
})

test('a choice runs once and closes it', () => {
  const run = vi.fn()
  openMenu(opener(), items(run))

  press('End')
  ;(document.activeElement as HTMLElement).click()

  expect(run).toHaveBeenCalledTimes(1)
  expect(document.querySelector('[role=menu]')).toBeNull()
})

test('a picker finds, chooses with the keyboard, and offers to make what is missing', async () => {
  const changed = vi.fn()
  const created = vi.fn((label: string) => Promise.resolve({ id: 'new', label }))
  openPicker({
    anchor: opener(),
    label: 'Labels',
    options: [
      { id: 'a', label: 'Bug' },
      { id: 'b', label: 'Docs' },
    ],
    selected: ['a'],
    isMultiple: true,
    onChange: changed,
    onCreate: created,
  })
  const field = document.querySelector('input') as HTMLInputElement
  const type = (text: string): void => {
    field.value = text
    field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }

  type('doc')
  press('Enter')
  await vi.waitFor(() => expect(changed).toHaveBeenLastCalledWith(['a', 'b']))
  type('Chore')
  press('Enter')
  await vi.waitFor(() => expect(changed).toHaveBeenLastCalledWith(['a', 'b', 'new']))

  expect(created).toHaveBeenCalledWith('Chore')
  press('Escape')
  expect(document.activeElement).toBe(opener())
})
