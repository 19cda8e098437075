// @vitest-environment happy-dom
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { filled, suggestedKey, wireForms } from './forms'

beforeAll(() => {
  // happy-dom has no popovers, in which toasts stand.
  HTMLElement.prototype.showPopover = () => undefined
  wireForms()
})

beforeEach(() => {
  document.body.innerHTML = `
    <form data-api="workspaces/harbour/projects" data-goes-to="/w/harbour/p/{key}/">
      <div class="field"><label for="k">Key</label><input id="k" name="key" value="tf" aria-describedby="help"></div>
      <input name="description" value="  ">
      <button class="button button-primary">Create</button>
    </form>`
})

function answer(status: number, body: unknown): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(() => Promise.resolve(new Response(JSON.stringify(body), { status })))
  vi.stubGlobal('fetch', fetched)
  return fetched
}

const form = (): HTMLFormElement => document.querySelector('form') as HTMLFormElement

test('a key is suggested from a name, in any language that has letters A to Z', () => {
  expect(suggestedKey('Website relaunch')).toBe('WR')
  expect(suggestedKey('Ölförderung')).toBe('OLF')
  expect(suggestedKey('one two three four five')).toBe('OTTF')
  expect(suggestedKey('日本')).toBe('')
})

test('the way to what was made is filled in', () => {
  expect(filled('/b/{id}/', { id: 'a b' })).toBe('/b/a%20b/')
})

test('fields go as JSON, empty ones are left out', async () => {
  const fetched = answer(400, { error: { code: 'VALIDATION_ERROR', message: 'No', details: [] } })

  form().requestSubmit()
  await vi.waitFor(() => expect(fetched).toHaveBeenCalled())

  const [url, init] = fetched.mock.calls[0] as unknown as [string, RequestInit]
  expect(url).toBe('/api/v1/workspaces/harbour/projects')
  expect(JSON.parse(String(init.body))).toEqual({ key: 'TF' })
})

test("the server's words stand beside the field, and leave with the next try", async () => {
  answer(400, {
    error: {
      code: 'VALIDATION_ERROR',
      message: 'Not valid',
      details: [{ field: 'key', message: 'Taken already.' }],
    },
  })

  form().requestSubmit()
  const key = document.getElementById('k') as HTMLElement
  await vi.waitFor(() => expect(key.getAttribute('aria-invalid')).toBe('true'))

  expect(document.querySelector('.errors')?.textContent).toBe('Taken already.')
  expect(key.getAttribute('aria-describedby')).toBe('k-error help')
  expect(document.activeElement).toBe(key)
  form().requestSubmit()
  expect(document.querySelector('.errors')).toBeNull()
  expect(key.getAttribute('aria-describedby')).toBe('help')
  await vi.waitFor(() => expect(key.getAttribute('aria-invalid')).toBe('true'))
})
