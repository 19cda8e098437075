// @vitest-environment happy-dom
import { EditorState } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import { lettersLeft, limited } from './limit'

describe('the end of a text', () => {
  it('is announced before it is reached', () => {
    const { dom, show } = lettersLeft(50_000)

    show(40_000)
    expect(dom.hidden).toBe(true)
    show(48_950)
    expect(dom.textContent).toBe('Fewer than 1,100 characters are left')
    show(50_000)
    expect(dom.textContent).toBe('No character is left')
    show(50_020)
    expect(dom.textContent).toBe('20 characters too many')
    expect(dom.dataset.over).toBe('yes')
  })

  it('takes no more than fits, but lets a text become shorter', () => {
    const state = EditorState.create({ doc: 'abc', extensions: limited(4) })
    const typed = (insert: string) =>
      state.update({ changes: { from: 3, insert }, userEvent: 'input.type' }).newDoc.toString()

    expect(typed('d')).toBe('abcd')
    // The words that say so stand on the page's top layer, which this DOM does not have.
    HTMLElement.prototype.showPopover = () => undefined
    expect(typed('de')).toBe('abc')
    expect(document.body.textContent).toContain('at most 4 characters')
    expect(state.update({ changes: { from: 0, to: 1 } }).newDoc.toString()).toBe('bc')
  })
})
