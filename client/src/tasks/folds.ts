/** Columns, lanes and groups that the person has folded away; kept for them, project by project. */

const PREFIX = 'teamflow.folds.'

export function readFolds(name: string): ReadonlySet<string> {
  try {
    const text = localStorage.getItem(PREFIX + name)
    return new Set(text === null ? [] : (JSON.parse(text) as string[]))
  } catch {
    return new Set()
  }
}

/** `folds` with `id` folded or unfolded, remembered. */
export function toggleFold(
  name: string,
  folds: ReadonlySet<string>,
  id: string,
): ReadonlySet<string> {
  const next = new Set(folds)
  if (!next.delete(id)) next.add(id)
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify([...next]))
  } catch {
    // Full or forbidden storage: the fold holds as long as the page.
  }
  return next
}
