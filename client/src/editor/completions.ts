/** What is offered while typing: `/` for blocks, `@` for people, `#` for tasks, `:` for emoji. */

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { Extension, StateCommand } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import { t } from '../common/i18n'
import { EMOJI } from './emoji'
import { insertBlock, TABLE, toggleLines } from './marks'
import { enterTable } from './table'

export interface Person {
  readonly id: string
  readonly name: string
}

export interface FoundTask {
  readonly key: string
  readonly title: string
}

export interface Sources {
  readonly people: () => readonly Person[]
  readonly tasks: (query: string) => Promise<readonly FoundTask[]>
  readonly pickFile?: (view: EditorView) => void
}

interface Block {
  readonly name: () => string
  readonly words: string
  readonly hint?: string
  readonly run: StateCommand
}

export const BLOCKS: readonly Block[] = [
  { name: () => t('Heading 1'), words: 'h1 title', hint: '#', run: toggleLines('# ') },
  { name: () => t('Heading 2'), words: 'h2', hint: '##', run: toggleLines('## ') },
  { name: () => t('Heading 3'), words: 'h3', hint: '###', run: toggleLines('### ') },
  { name: () => t('Bulleted list'), words: 'ul points', hint: '-', run: toggleLines('- ') },
  { name: () => t('Numbered list'), words: 'ol', hint: '1.', run: toggleLines('1. ') },
  { name: () => t('Task list'), words: 'todo checkbox', hint: '- [ ]', run: toggleLines('- [ ] ') },
  { name: () => t('Quote'), words: 'blockquote', hint: '>', run: toggleLines('> ') },
  {
    name: () => t('Code block'),
    words: 'pre fence',
    hint: '```',
    run: insertBlock('```\n\n```', 3),
  },
  { name: () => t('Table'), words: 'grid', run: insertBlock(TABLE, 2, 6) },
  { name: () => t('Divider'), words: 'rule line hr', hint: '---', run: insertBlock('---', 3) },
]

function slash(sources: Sources) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = context.matchBefore(/(?:^|\s)\/[\p{L}\d ]{0,20}$/u)
    if (found === null || isCode(context)) return null
    const from = found.from + found.text.indexOf('/')
    const options: Completion[] = BLOCKS.map(({ name, words, hint, run }) => ({
      label: `/${name()}`,
      displayLabel: name(),
      detail: hint,
      info: undefined,
      keywords: words,
      apply: (view: EditorView, _: Completion, start: number, end: number) => {
        view.dispatch({ changes: { from: start, to: end } })
        run(view)
        enterTable(view)
      },
    }))
    if (sources.pickFile !== undefined) {
      const { pickFile } = sources
      options.push({
        label: `/${t('Image or file')}`,
        displayLabel: t('Image or file'),
        apply: (view, _completion, start, end) => {
          view.dispatch({ changes: { from: start, to: end } })
          pickFile(view)
        },
      })
    }
    const query = context.state.sliceDoc(from + 1, context.pos).toLowerCase()
    const words = (option: Completion) =>
      `${option.label} ${(option as { keywords?: string }).keywords ?? ''}`.toLowerCase()
    const shown = options.filter((option) => words(option).includes(query))
    return shown.length === 0 ? null : { from, options: shown, filter: false }
  }
}

function mention(sources: Sources) {
  return (context: CompletionContext): CompletionResult | null => {
    const found = context.matchBefore(/(?<![\p{L}\d])@[\p{L}\d.'-]{0,40}$/u)
    if (found === null || isCode(context)) return null
    const query = found.text.slice(1).toLowerCase()
    const options = sources
      .people()
      .filter(
        ({ name }) =>
          name
            .toLowerCase()
            .split(/\s+/)
            .some((part) => part.startsWith(query)) || name.toLowerCase().startsWith(query),
      )
      .slice(0, 12)
      .map(({ id, name }) => ({
        label: `@${name}`,
        displayLabel: name,
        apply: `@[${name.replace(/[[\]\\]/g, '')}](user:${id}) `,
      }))
    return options.length === 0 ? null : { from: found.from, options, filter: false }
  }
}

function taskKey(sources: Sources) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const found = context.matchBefore(/(?<=^|\s)#[\p{L}\d][\p{L}\d -]{0,40}$/u)
    if (found === null || isCode(context)) return null
    const tasks = await sources.tasks(found.text.slice(1))
    if (context.aborted || tasks.length === 0) return null
    const options = tasks.map(({ key, title }) => ({
      label: key,
      displayLabel: key,
      detail: title.slice(0, 60),
      apply: `${key} `,
    }))
    return { from: found.from, options, filter: false }
  }
}

function emoji(context: CompletionContext): CompletionResult | null {
  const found = context.matchBefore(/(?<=^|\s):[a-z_+-][a-z0-9_]{1,20}:?$/)
  if (found === null || isCode(context)) return null
  const query = found.text.replaceAll(':', '')
  const options = Object.entries(EMOJI)
    .filter(([name]) => name.includes(query))
    .sort(([a], [b]) => Number(b.startsWith(query)) - Number(a.startsWith(query)))
    .slice(0, 10)
    .map(([name, sign]) => ({ label: `:${name}:`, displayLabel: `${sign} ${name}`, apply: sign }))
  return options.length === 0 ? null : { from: found.from, options, filter: false }
}

function isCode(context: CompletionContext): boolean {
  const { name } = syntaxTree(context.state).resolveInner(context.pos, -1)
  return /Code/.test(name)
}

export function completions(sources: Sources): Extension {
  return autocompletion({
    override: [slash(sources), mention(sources), taskKey(sources), emoji],
    icons: false,
    activateOnTyping: true,
    interactionDelay: 0,
    maxRenderedOptions: 30,
  })
}
