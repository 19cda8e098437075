/**
 * The rich editor: the Markdown itself is its document, drawn as it will read. So nothing is lost on
 * the way to and fro, and what it has no drawing for stands there as it is (docs/adr, the text is the
 * document). It lives in a shadow root, because the page's policy takes styles from there only.
 */

import {
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  completionStatus,
} from '@codemirror/autocomplete'
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentLess,
  indentMore,
  redo,
  undo,
} from '@codemirror/commands'
import { markdown, markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown'
import { indentUnit, syntaxTree } from '@codemirror/language'
import { Compartment, EditorSelection, EditorState, Prec, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, keymap, placeholder, tooltips } from '@codemirror/view'
import { yCollab, yUndoManagerKeymap } from 'y-codemirror.next'
import { completions, type Sources } from './completions'
import { codeLanguages } from './languages'
import { LIMIT, lettersLeft, limited } from './limit'
import { insertLink, toggledTask, toggleLines, toggleMark } from './marks'
import { arrive, pasting, type BringFile } from './paste'
import { preview } from './preview'
import { remoteCursors } from './remote-cursors'
import { drawTables } from './table'
import type { TextSession } from './text-session'
import { look } from './theme'
import { floatingFormatBar, toolbar } from './toolbar'

export interface EditorOptions {
  readonly label: string
  readonly placeholder?: string
  readonly text?: string
  /** Written together with others; `text` and the plain history are not used then. */
  readonly session?: TextSession
  readonly isSmall?: boolean
  readonly limit?: number
  readonly sources: Omit<Sources, 'pickFile'>
  readonly bringFile?: BringFile
  readonly onChange?: (text: string) => void
  readonly onSubmit?: () => void
  readonly onEscape?: () => void
}

export interface RichEditor {
  readonly dom: HTMLElement
  readonly text: string
  setText(text: string): void
  insert(text: string): void
  focus(): void
  destroy(): void
}

export function createEditor(options: EditorOptions): RichEditor {
  const dom = document.createElement('div')
  dom.className = `editor${options.isSmall === true ? ' editor-small' : ''}`
  const host = document.createElement('div')
  host.className = 'editor-host'
  const root = host.attachShadow({ mode: 'open', delegatesFocus: false })
  const drawn = new Compartment()
  const left = lettersLeft(options.limit)
  const pickFile = options.bringFile === undefined ? undefined : filePicker(options.bringFile)
  const view = new EditorView({
    parent: root,
    root,
    state: EditorState.create({
      doc: options.session?.text.toString() ?? options.text ?? '',
      extensions: [
        extensionsOf(options, drawn, pickFile),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) left.show(state.doc.length)
        }),
      ],
    }),
  })
  let isSource = false
  const toggleSource = () => {
    isSource = !isSource
    view.dispatch({ effects: drawn.reconfigure(isSource ? [] : drawing) })
    return isSource
  }
  const { session, isSmall = false } = options
  const acts = {
    undo: () => (session === undefined ? undo(view) : session.undo.undo()),
    redo: () => (session === undefined ? redo(view) : session.undo.redo()),
  }
  dom.append(toolbar(view, { isSmall, pickFile, toggleSource, ...acts }), host, left.dom)
  left.show(view.state.doc.length)
  // The page's own shortcuts are not for letters that are typed here.
  host.addEventListener('keydown', (event) => event.stopPropagation())
  return handle(dom, view)
}

function handle(dom: HTMLElement, view: EditorView): RichEditor {
  return {
    dom,
    get text() {
      return view.state.doc.toString()
    },
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    insert(text) {
      const at = view.state.doc.length
      view.dispatch({
        changes: { from: at, insert: text },
        selection: { anchor: at + text.length },
      })
    },
    focus() {
      view.dispatch({ selection: EditorSelection.cursor(view.state.doc.length) })
      view.focus()
    },
    destroy: () => view.destroy(),
  }
}

const drawing: Extension = [preview, drawTables]

function extensionsOf(
  options: EditorOptions,
  drawn: Compartment,
  pickFile: ((view: EditorView) => void) | undefined,
): Extension {
  const { session, limit = LIMIT } = options
  return [
    markdown({ base: markdownLanguage, codeLanguages: [...codeLanguages], addKeymap: false }),
    drawn.of(drawing),
    look,
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    drawSelection(),
    indentUnit.of('  '),
    EditorState.tabSize.of(4),
    EditorView.contentAttributes.of({
      'aria-label': options.label,
      'aria-multiline': 'true',
      spellcheck: 'true',
      autocapitalize: 'sentences',
    }),
    placeholder(options.placeholder ?? ''),
    tooltips({ position: 'fixed' }),
    Prec.high(ownKeys(options)),
    completions({ ...options.sources, ...(pickFile && { pickFile }) }),
    closeBrackets(),
    pasting(options.bringFile),
    floatingFormatBar,
    limited(limit),
    session === undefined ? [history(), keymap.of(historyKeymap)] : shared(session),
    keymap.of([...completionKeymap, ...closeBracketsKeymap, ...markdownKeymap, ...defaultKeymap]),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) options.onChange?.(update.state.doc.toString())
    }),
  ]
}

function shared(session: TextSession): Extension {
  return [
    yCollab(session.text, null, { undoManager: session.undo }),
    keymap.of(yUndoManagerKeymap),
    remoteCursors(session),
  ]
}

function ownKeys({ onSubmit, onEscape }: EditorOptions): Extension {
  return keymap.of([
    { key: 'Mod-b', run: toggleMark('**'), preventDefault: true },
    { key: 'Mod-i', run: toggleMark('*'), preventDefault: true },
    { key: 'Mod-e', run: toggleMark('`'), preventDefault: true },
    { key: 'Mod-Shift-x', run: toggleMark('~~'), preventDefault: true },
    { key: 'Mod-k', run: insertLink, preventDefault: true },
    { key: 'Mod-Shift-7', run: toggleLines('1. '), preventDefault: true },
    { key: 'Mod-Shift-8', run: toggleLines('- '), preventDefault: true },
    { key: 'Mod-Shift-9', run: toggleLines('- [ ] '), preventDefault: true },
    {
      key: 'Mod-Shift-Enter',
      run: (view) => {
        const change = toggledTask(view.state, view.state.selection.main.head)
        if (change !== null) view.dispatch(change)
        return change !== null
      },
    },
    {
      key: 'Mod-Enter',
      run: () => {
        onSubmit?.()
        return onSubmit !== undefined
      },
    },
    {
      key: 'Escape',
      run: (view) => {
        // What is only being looked for is not in the way.
        if (completionStatus(view.state) === 'active' || onEscape === undefined) return false
        onEscape()
        return true
      },
    },
    // Tab belongs to the page, except in lists and code, where it sets the depth.
    { key: 'Tab', run: (view) => isIndentable(view.state) && indentMore(view) },
    { key: 'Shift-Tab', run: (view) => isIndentable(view.state) && indentLess(view) },
  ])
}

function isIndentable(state: EditorState): boolean {
  const line = state.doc.lineAt(state.selection.main.head)
  if (/^\s*(?:[-*+]|\d{1,9}[.)])\s/.test(line.text)) return true
  for (
    let node: { name: string; parent: unknown } | null = syntaxTree(state).resolveInner(
      line.from,
      1,
    );
    node !== null;
    node = node.parent as typeof node
  ) {
    if (node.name === 'FencedCode') return true
  }
  return false
}

function filePicker(bring: BringFile): (view: EditorView) => void {
  return (view) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = true
    input.addEventListener('change', () => {
      for (const file of input.files ?? [])
        void arrive(view, file, view.state.selection.main.head, bring)
    })
    input.click()
  }
}
