import { api } from '../../../common/api'
import { errorToast } from '../../../common/ui/toast'
import { t } from '../../../common/i18n'
import { toClipboard } from '../../model/clipboard'
import type { BoardElement } from '../../model/element'

const MARK = 'data-teamflow-board'
const AT_ONCE = 200

/** For other programs the words, as text and as markup; for boards, in it, the elements. */
export function carry(data: DataTransfer, elements: readonly BoardElement[], board: string): void {
  const words = wordsOf(elements)
  const holder = document.createElement('div')
  holder.setAttribute(MARK, toClipboard(elements, board))
  for (const text of words) {
    const line = document.createElement('p')
    line.textContent = text
    holder.append(line)
  }
  data.setData('text/html', holder.outerHTML)
  data.setData('text/plain', words.join('\n'))
}

/** What a board put there, whichever way. */
export function carried(data: DataTransfer): string | null {
  const markup = data.getData('text/html')
  if (markup.includes(MARK)) {
    const page = new DOMParser().parseFromString(markup, 'text/html')
    return page.querySelector(`[${MARK}]`)?.getAttribute(MARK) ?? null
  }
  const text = data.getData('text/plain')
  return text.startsWith('{"teamflow/board"') ? text : null
}

/** The words of elements, from top to bottom. */
export function wordsOf(elements: readonly BoardElement[]): string[] {
  return [...elements]
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ text, cells, title, url, alt }) => {
      if (cells) return cells.map((row) => row.join('\t')).join('\n')
      return text || title || alt || url || ''
    })
    .filter((text) => text.trim() !== '')
}

interface Copies {
  readonly results: readonly { readonly there: string; readonly here: string }[]
}

/** The same elements with pictures that this board may show; it asks for those of another one. */
export async function withPictures(
  elements: readonly BoardElement[],
  source: string | null,
  board: string,
): Promise<readonly BoardElement[]> {
  const assets = [...new Set(elements.flatMap(({ asset }) => asset ?? []))]
  if (assets.length === 0 || source === board) return elements
  const names = new Map<string, string>()
  try {
    if (source === null) throw new Error('Nobody knows whose pictures these are.')
    for (let at = 0; at < assets.length; at += AT_ONCE) {
      const form = { source, assets: assets.slice(at, at + AT_ONCE) }
      const { results } = await api.post<Copies>(`boards/${board}/assets/copies`, form)
      for (const { there, here } of results) names.set(there, here)
    }
  } catch {
    errorToast(t('The pictures of the other board could not be brought along.'))
  }
  return elements.map((element) => {
    if (element.asset === undefined) return element
    const { asset, ...rest } = element
    const here = names.get(asset)
    return here === undefined ? rest : { ...rest, asset: here }
  })
}
