import { CODE_CLASSES, onCodeWanted, takeColours, type CodeToken } from '../model/code'
import type { Editor } from '../editor'

const PAUSE_MS = 120

/** Colours blocks of code once somebody has stopped typing in them. */
export function keepCode(editor: Editor): void {
  const waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const work = async () => {
    timer = undefined
    const ids = [...waiting]
    waiting.clear()
    const changed = await Promise.all(ids.map((id) => colour(editor, id)))
    if (changed.length > 0) editor.redraw(ids)
  }
  onCodeWanted((id) => {
    waiting.add(id)
    timer ??= setTimeout(() => void work(), PAUSE_MS)
  })
}

async function colour(editor: Editor, id: string): Promise<void> {
  const element = editor.scene.element(id)
  const { text = '', language = '' } = element ?? {}
  const tokens = await tokensOf(text, language).catch(() => [])
  takeColours(id, { text, language, tokens })
}

async function tokensOf(text: string, language: string): Promise<CodeToken[]> {
  const [{ languageNamed }, { classHighlighter, highlightTree }] = await Promise.all([
    import('../../editor/languages'),
    import('@lezer/highlight'),
  ])
  const support = await languageNamed(language)
  if (!support) return []
  const tokens: CodeToken[] = []
  highlightTree(support.language.parser.parse(text), classHighlighter, (from, to, classes) => {
    const what = classOf(classes)
    if (what) tokens.push([from, to, what])
  })
  return tokens
}

/** The few colours of a board out of the many classes of the highlighter. */
function classOf(classes: string): CodeToken[2] | undefined {
  const names = classes.replaceAll('tok-', '').split(' ')
  const aliases: Record<string, CodeToken[2]> = {
    atom: 'number',
    bool: 'number',
    literal: 'number',
    string2: 'string',
    propertyName: 'name',
    typeName: 'type',
    className: 'type',
    namespace: 'type',
    macroName: 'meta',
    labelName: 'meta',
    heading: 'keyword',
    inserted: 'string',
    deleted: 'meta',
  }
  for (const name of names) {
    const what = aliases[name] ?? CODE_CLASSES.find((each) => each === name)
    if (what) return what
  }
  return undefined
}
