/** Languages of code blocks, each a chunk of its own that comes when a text first uses it. */

import { LanguageDescription, LanguageSupport, StreamLanguage } from '@codemirror/language'

type Loader = () => Promise<LanguageSupport>

const LANGUAGES: readonly (readonly [string, readonly string[], Loader])[] = [
  [
    'JavaScript',
    ['js', 'jsx', 'mjs', 'javascript'],
    async () => (await import('@codemirror/lang-javascript')).javascript({ jsx: true }),
  ],
  [
    'TypeScript',
    ['ts', 'tsx', 'typescript'],
    async () =>
      (await import('@codemirror/lang-javascript')).javascript({ jsx: true, typescript: true }),
  ],
  ['Python', ['py', 'python'], async () => (await import('@codemirror/lang-python')).python()],
  ['JSON', ['json'], async () => (await import('@codemirror/lang-json')).json()],
  ['HTML', ['html', 'xml', 'svg'], async () => (await import('@codemirror/lang-html')).html()],
  ['CSS', ['css', 'scss'], async () => (await import('@codemirror/lang-css')).css()],
  ['SQL', ['sql'], async () => (await import('@codemirror/lang-sql')).sql()],
  ['YAML', ['yaml', 'yml'], async () => (await import('@codemirror/lang-yaml')).yaml()],
  ['Rust', ['rust', 'rs'], async () => (await import('@codemirror/lang-rust')).rust()],
  ['Go', ['go', 'golang'], async () => (await import('@codemirror/lang-go')).go()],
  ['Java', ['java', 'kotlin'], async () => (await import('@codemirror/lang-java')).java()],
  [
    'C++',
    ['cpp', 'c', 'c++', 'cs', 'csharp'],
    async () => (await import('@codemirror/lang-cpp')).cpp(),
  ],
  [
    'Shell',
    ['sh', 'bash', 'shell', 'zsh', 'console'],
    async () => legacy((await import('@codemirror/legacy-modes/mode/shell')).shell),
  ],
  [
    'Ruby',
    ['ruby', 'rb'],
    async () => legacy((await import('@codemirror/legacy-modes/mode/ruby')).ruby),
  ],
  [
    'Diff',
    ['diff', 'patch'],
    async () => legacy((await import('@codemirror/legacy-modes/mode/diff')).diff),
  ],
  [
    'TOML',
    ['toml', 'ini'],
    async () => legacy((await import('@codemirror/legacy-modes/mode/toml')).toml),
  ],
  [
    'Dockerfile',
    ['dockerfile', 'docker'],
    async () => legacy((await import('@codemirror/legacy-modes/mode/dockerfile')).dockerFile),
  ],
]

function legacy(parser: Parameters<typeof StreamLanguage.define>[0]): LanguageSupport {
  return new LanguageSupport(StreamLanguage.define(parser))
}

export const codeLanguages: readonly LanguageDescription[] = LANGUAGES.map(([name, alias, load]) =>
  LanguageDescription.of({ name, alias, load }),
)

/** The language that a fence names, loaded; null for one that is not known. */
export async function languageNamed(name: string): Promise<LanguageSupport | null> {
  const found = LanguageDescription.matchLanguageName(codeLanguages, name, false)
  return found === null ? null : found.load().catch(() => null)
}
