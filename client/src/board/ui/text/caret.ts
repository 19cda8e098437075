/** Where the selection in an editable element begins and ends, in letters. */
export function selectionIn(host: HTMLElement): readonly [number, number] | null {
  const selection = getSelection()
  if (!selection || selection.rangeCount === 0) return null
  const range = selection.getRangeAt(0)
  if (!host.contains(range.startContainer) || !host.contains(range.endContainer)) return null
  const before = document.createRange()
  before.selectNodeContents(host)
  before.setEnd(range.startContainer, range.startOffset)
  const start = before.toString().length
  return [start, start + range.toString().length]
}

export function selectIn(host: HTMLElement, from: number, to: number): void {
  const selection = getSelection()
  const [start, startAt] = placeOf(host, from)
  const [end, endAt] = placeOf(host, to)
  selection?.setBaseAndExtent(start, startAt, end, endAt)
}

function placeOf(host: HTMLElement, at: number): readonly [Node, number] {
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT)
  let rest = at
  let last: Text | null = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    last = node as Text
    if (rest <= last.data.length) return [last, rest]
    rest -= last.data.length
  }
  return last ? [last, last.data.length] : [host, 0]
}
