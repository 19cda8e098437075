/** How the editor looks: the page's tokens, in a sheet that the editor brings into its own root. */

import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

const theme = EditorView.theme({
  '&': { color: 'var(--text)', fontSize: 'var(--text-14)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font)', lineHeight: 'var(--leading-text)' },
  '.cm-content': { padding: '10px 12px 14px', caretColor: 'var(--accent-text)' },
  // Each paragraph reads in the direction of its own letters.
  '.cm-line': { padding: '1px 0', unicodeBidi: 'plaintext', textAlign: 'start' },
  '.cm-placeholder': { color: 'var(--text-quiet)' },
  '.cm-cursor': { borderLeftColor: 'var(--accent-text)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { background: 'var(--accent-soft)' },
  '.cm-content ::selection': { background: 'var(--accent-line)' },
  '.md-h1': { fontSize: 'var(--text-20)', fontWeight: 'var(--weight-bold)', lineHeight: '1.5' },
  '.md-h2': { fontSize: '1.125rem', fontWeight: 'var(--weight-bold)', lineHeight: '1.5' },
  '.md-h3': { fontSize: 'var(--text-16)', fontWeight: 'var(--weight-bold)' },
  '.md-h4, .md-h5, .md-h6': { fontWeight: 'var(--weight-bold)' },
  '.md-strong': { fontWeight: 'var(--weight-bold)' },
  '.md-em': { fontStyle: 'italic' },
  '.md-strike': { textDecoration: 'line-through', color: 'var(--text-quiet)' },
  '.md-code': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.9em',
    background: 'var(--n3)',
    borderRadius: '4px',
    padding: '1px 4px',
  },
  '.md-link': {
    color: 'var(--accent-text)',
    textDecoration: 'underline',
    textUnderlineOffset: '2px',
  },
  '.md-mark': { color: 'var(--text-quiet)' },
  '.md-quote': {
    borderInlineStart: '3px solid var(--border-strong)',
    paddingInlineStart: '12px',
    color: 'var(--text-soft)',
  },
  '.md-block': {
    fontFamily: 'var(--font-mono)',
    fontSize: '0.9em',
    background: 'var(--n3)',
    paddingInline: '10px',
  },
  '.md-block-first': { borderStartStartRadius: '6px', borderStartEndRadius: '6px' },
  '.md-block-last': { borderEndStartRadius: '6px', borderEndEndRadius: '6px' },
  '.md-bullet': { color: 'var(--text-quiet)' },
  '.md-done': { color: 'var(--text-quiet)', textDecoration: 'line-through' },
  '.md-check': {
    inlineSize: '15px',
    blockSize: '15px',
    margin: '0 4px 0 0',
    verticalAlign: '-2px',
    accentColor: 'var(--accent-solid)',
    cursor: 'pointer',
  },
  '.md-image': {
    display: 'block',
    maxInlineSize: '100%',
    maxBlockSize: '420px',
    borderRadius: '6px',
    marginBlock: '4px',
  },
  '.md-rule': { border: '0', borderTop: '1px solid var(--border-strong)', margin: '10px 0' },
  '.md-chip': {
    background: 'var(--accent-soft)',
    color: 'var(--accent-text)',
    borderRadius: '4px',
    padding: '1px 4px',
    whiteSpace: 'nowrap',
  },
  '.md-outside-why': { color: 'var(--text-quiet)', fontSize: 'var(--text-12)' },
  '.md-chip-done': { textDecoration: 'line-through' },
  '.md-table': { display: 'block', overflowX: 'auto', padding: '4px 0 8px' },
  '.md-table table': { borderCollapse: 'collapse', minInlineSize: '50%' },
  '.md-table th, .md-table td': {
    border: '1px solid var(--border-strong)',
    padding: '5px 9px',
    minInlineSize: '56px',
    textAlign: 'start',
    outlineOffset: '-2px',
  },
  '.md-table th': { background: 'var(--n3)', fontWeight: 'var(--weight-medium)' },
  '.md-table-tools': { display: 'flex', gap: '4px', paddingBlockStart: '4px', flexWrap: 'wrap' },
  '.md-table-tools button': {
    font: 'inherit',
    fontSize: 'var(--text-12)',
    color: 'var(--text-soft)',
    background: 'var(--surface)',
    border: '1px solid var(--border)',
    borderRadius: '4px',
    padding: '2px 7px',
    cursor: 'pointer',
  },
  '.cm-tooltip': {
    background: 'var(--surface-floating)',
    color: 'var(--text)',
    border: '0',
    borderRadius: '8px',
    boxShadow: 'var(--shadow-floating)',
    zIndex: '60',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--font)',
    fontSize: 'var(--text-13)',
    maxBlockSize: '300px',
    padding: '4px',
    minInlineSize: '220px',
  },
  '.cm-tooltip-autocomplete > ul > li': {
    borderRadius: '6px',
    padding: '6px 8px !important',
    display: 'flex',
    gap: '8px',
    alignItems: 'baseline',
  },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    background: 'var(--accent-soft) !important',
    color: 'var(--text) !important',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: 'var(--weight-bold)' },
  '.cm-completionDetail': {
    color: 'var(--text-quiet)',
    fontStyle: 'normal',
    marginInlineStart: 'auto',
    paddingInlineStart: '12px',
  },
  '.md-bar': { display: 'flex', gap: '1px', padding: '3px' },
  '.md-remote': { position: 'relative', borderInlineStart: '2px solid', marginInline: '-1px' },
  '.md-remote-name::after': { content: 'attr(data-name)' },
  '.md-remote-name': {
    position: 'absolute',
    insetBlockEnd: '100%',
    insetInlineStart: '-2px',
    fontSize: '11px',
    lineHeight: '1.3',
    padding: '1px 5px',
    borderRadius: '4px 4px 4px 0',
    color: 'white',
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
    fontWeight: 'var(--weight-medium)',
    zIndex: '5',
  },
})

// The same names of classes as the rendered text's code has (client/styles/editor.css).
export const codeColours = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.propertyName)],
    color: 'var(--code-function)',
  },
  { tag: [tags.typeName, tags.className, tags.tagName], color: 'var(--code-type)' },
  { tag: [tags.propertyName, tags.attributeName], color: 'var(--code-property)' },
])

export const look: Extension = [theme, syntaxHighlighting(codeColours)]
