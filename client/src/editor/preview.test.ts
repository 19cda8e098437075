// @vitest-environment happy-dom
import { markdown, markdownLanguage } from '@codemirror/lang-markdown'
import { EditorState } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { describe, expect, it } from 'vitest'
import cases from './markdown-cases.json'
import { preview } from './preview'

/** What a reader sees in the editor, in the words that tasks/tests/test_markdown_cases.py uses. */
function seen(text: string): [string, string][] {
  const view = new EditorView({
    parent: document.body,
    state: EditorState.create({
      doc: text,
      extensions: [markdown({ base: markdownLanguage }), preview],
    }),
  })
  const found = [...view.contentDOM.querySelectorAll<HTMLElement>('*')].flatMap(kindOf)
  view.destroy()
  return found
}

const KINDS: readonly (readonly [className: string, kind: string])[] = [
  ['md-strong', 'strong'],
  ['md-em', 'em'],
  ['md-strike', 'strike'],
  ['md-code', 'code'],
  ['md-mention', 'mention'],
  ['md-outside', 'outside'],
  ['md-quote', 'quote'],
  ['md-link', 'link'],
  ['md-rule', 'rule'],
]

function kindOf(element: HTMLElement): [string, string][] {
  const heading = /md-h(\d)/.exec(element.className)
  const words = wordsOf(element)
  if (heading !== null) return [[`h${String(heading[1])}`, words]]
  if (element.classList.contains('md-image'))
    return [['picture', element.getAttribute('alt') ?? '']]
  if (element instanceof HTMLInputElement) return [['box', element.checked ? 'ticked' : 'open']]
  // The lines of the fence itself stay where they are; what is between them is the code.
  const isFence = element.classList.contains('md-block') && !words.startsWith('```')
  if (isFence) return [['fence', words]]
  const kind = KINDS.find(([name]) => element.classList.contains(name))
  return kind === undefined ? [] : [[kind[1], words]]
}

function wordsOf(element: HTMLElement): string {
  const copy = element.cloneNode(true) as HTMLElement
  for (const why of copy.querySelectorAll('small')) why.remove()
  return copy.textContent.trim()
}

describe('the editor and the server read the same Markdown', () => {
  it.each(cases)('$name', ({ text, seen: wanted }) => {
    expect(seen(text)).toEqual(wanted)
  })
})
