/** A rendered text comes to life: boxes tick, keys get titles, code its colours. */

import { t } from '../common/i18n'
import { outsideWords } from './pictures'
import { onReferences, referenceOf } from './references'

export interface ProseOptions {
  /** Called with the line of a box in the text; without it boxes only show. */
  readonly onToggle?: ((line: number) => void) | undefined
}

/** Enhance `root`; calling it again after the HTML changed is right. */
export function enliven(root: HTMLElement, options: ProseOptions = {}): void {
  for (const box of root.querySelectorAll<HTMLInputElement>(
    '.task-list-item > input, .task-list-item > p > input',
  )) {
    const item = box.closest<HTMLElement>('.task-list-item')
    const words = item?.firstChild?.nextSibling?.textContent?.trim() ?? ''
    box.setAttribute('aria-label', words === '' ? t('To do') : words.slice(0, 120))
    box.disabled = options.onToggle === undefined
    box.onclick = () => options.onToggle?.(Number(item?.dataset.line ?? 0))
  }
  for (const link of root.querySelectorAll('a.picture-outside'))
    if (link.querySelector('small') === null) link.append(outsideWords())
  nameReferences(root)
  for (const code of root.querySelectorAll<HTMLElement>('pre > code[class^=language-]')) {
    if (code.dataset.coloured === undefined) void colour(code)
  }
}

/** Titles again, when they changed; until the answer is called. */
export function keepNamed(root: HTMLElement): () => void {
  return onReferences(() => nameReferences(root))
}

const HREF = /^(?:https?:\/\/[^/]+)?(?:\/w\/[\w-]+\/t\/([A-Z]{2,6}-\d+)|\/b\/([0-9a-f-]{36}))\/?$/

function nameReferences(root: HTMLElement): void {
  for (const mark of root.querySelectorAll<HTMLElement>('[data-task]')) {
    const key = mark.dataset.task ?? ''
    const reference = referenceOf(`task:${key}`)
    if (reference !== null) nameOne(mark, key, reference)
    else if (mark instanceof HTMLAnchorElement) mark.replaceWith(key)
  }
  for (const link of root.querySelectorAll<HTMLAnchorElement>('a[href]:not([data-task])')) {
    const isOurs = link.origin === location.origin
    const found = isOurs ? HREF.exec(link.getAttribute('href') ?? '') : null
    const isBare = link.textContent === link.getAttribute('href') || link.dataset.live === 'yes'
    if (found === null || !isBare) continue
    const reference = referenceOf(
      found[1] === undefined ? `board:${String(found[2])}` : `task:${found[1]}`,
    )
    if (reference === null) continue
    link.dataset.live = 'yes'
    link.classList.add('ref')
    link.textContent = found[1] === undefined ? reference.title : `${found[1]} ${reference.title}`
  }
}

function nameOne(
  mark: HTMLElement,
  key: string,
  reference: { readonly title: string; readonly status?: string; readonly href: string },
): void {
  const link = mark instanceof HTMLAnchorElement ? mark : document.createElement('a')
  link.className = 'ref'
  link.dataset.task = key
  link.dataset.status = reference.status ?? ''
  link.href = reference.href
  link.textContent = `${key} ${reference.title}`
  if (link !== mark) mark.replaceWith(link)
}

async function colour(code: HTMLElement): Promise<void> {
  code.dataset.coloured = 'yes'
  const name = /language-([\w+#.-]+)/.exec(code.className)?.[1] ?? ''
  const source = code.textContent
  const { colouredCode } = await import('./colouring')
  const parts = await colouredCode(source, name)
  if (parts !== null && code.textContent === source) code.replaceChildren(...parts)
}
