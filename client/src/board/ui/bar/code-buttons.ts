import { nothing, type TemplateResult } from 'lit'
import { CodeXml } from 'lucide-static'
import { t } from '../../../common/i18n'
import type { MenuItem } from '../../../common/ui/menu'
import type { Drawable } from '../../model/drawable'
import type { Editor } from '../../editor'
import { listButton, rewrite } from './buttons'

/** Those that editor/languages.ts has; their parsers come when a block is in one of them. */
const LANGUAGES = [
  ...['JavaScript', 'TypeScript', 'Python', 'JSON', 'HTML', 'CSS', 'SQL', 'YAML', 'Rust', 'Go'],
  ...['Java', 'C++', 'Shell', 'Ruby', 'Diff', 'TOML', 'Dockerfile'],
]

/** The language of blocks of code. */
export function codeButton(
  editor: Editor,
  chosen: readonly Drawable[],
): TemplateResult | typeof nothing {
  const blocks = chosen.filter(({ kind }) => kind === 'code')
  const [first] = blocks
  if (!first) return nothing
  const item = (label: string, language: string): MenuItem => ({
    label,
    isChecked: (first.language ?? '') === language,
    run: () => rewrite(editor, blocks, { language }),
  })
  return listButton(t('Language'), CodeXml, [
    item(t('Plain text'), ''),
    ...LANGUAGES.map((name) => item(name, name.toLowerCase())),
  ])
}
