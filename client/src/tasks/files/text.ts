/** Texts of files as a page shows them: never as HTML of their own. */

import { html, type TemplateResult } from 'lit'
import { t } from '../../common/i18n'
import type { Attachment } from '../model'

export interface ShownText {
  readonly view: TemplateResult
}

const MOST_BYTES = 256 * 1024
const MOST_ROWS = 500

/** The beginning of the file: what is long is for an editor, not for a look. */
export async function textOf(file: Attachment): Promise<ShownText> {
  const answer = await fetch(file.url, { headers: { Range: `bytes=0-${String(MOST_BYTES - 1)}` } })
  if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}`)
  const text = await answer.text()
  const isCut = (file.size ?? 0) > MOST_BYTES
  const view = file.media_type === 'text/csv' ? table(rowsOf(text)) : lines(text)
  return { view: html`<div class="lightbox-text" tabindex="0">${view}${isCut ? more() : ''}</div>` }
}

function lines(text: string): TemplateResult {
  return html`<pre class="lightbox-lines">${text}</pre>`
}

function more(): TemplateResult {
  return html`<p class="meta">${t('This is only the beginning. Download it to read it all.')}</p>`
}

function table(rows: readonly (readonly string[])[]): TemplateResult {
  const [head = [], ...body] = rows
  return html`<table class="lightbox-table">
    <thead>
      <tr>
        ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${body.map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** CSV with quotes; whichever of comma, semicolon and tab the first line has most of. */
export function rowsOf(text: string): readonly (readonly string[])[] {
  const first = text.slice(0, text.indexOf('\n') + 1 || text.length)
  const count = (mark: string): number => first.split(mark).length
  const mark = [',', ';', '\t'].reduce((best, each) => (count(each) > count(best) ? each : best))
  const rows: string[][] = [[]]
  const cell = new RegExp(`"((?:[^"]|"")*)"|([^${mark}\\r\\n]*)`, 'y')
  let at = text.startsWith('\uFEFF') ? 1 : 0
  while (at < text.length && rows.length <= MOST_ROWS) {
    cell.lastIndex = at
    const found = cell.exec(text)
    rows.at(-1)!.push(found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? '')
    at = Math.max(cell.lastIndex, at)
    const isEnd = text[at] !== mark
    if (isEnd && !/[\r\n]/.test(text[at] ?? '\n')) at = nextEnd(text, at, mark)
    if (text[at] !== mark) {
      at += text.startsWith('\r\n', at) ? 2 : 1
      if (at < text.length) rows.push([])
    } else at += 1
  }
  return rows.slice(0, MOST_ROWS)
}

/** Words after a closing quote, which no well-made file has, are passed over. */
function nextEnd(text: string, from: number, mark: string): number {
  let at = from
  while (at < text.length && text[at] !== mark && !/[\r\n]/.test(text[at]!)) at += 1
  return at
}
