/** Which task the address names (`?task=TF-12`); opening and closing are steps of the history. */

export function openTaskKey(): string | null {
  return new URLSearchParams(location.search).get('task')
}

/** By its key; a task that the server has not named yet, by the stand-in id that the page gave it. */
export function openTask(key: string): void {
  write((parameters) => parameters.set('task', key))
}

/** The task got its key: the address says that, without a step in the history. */
export function renameOpenTask(key: string): void {
  const parameters = new URLSearchParams(location.search)
  parameters.set('task', key)
  history.replaceState(null, '', `${location.pathname}?${parameters.toString()}`)
}

export function closeTask(): void {
  write((parameters) => parameters.delete('task'))
}

function write(change: (parameters: URLSearchParams) => void): void {
  const parameters = new URLSearchParams(location.search)
  change(parameters)
  const text = parameters.toString().replaceAll('%2C', ',')
  const address = location.pathname + (text === '' ? '' : `?${text}`)
  if (address === location.pathname + location.search) return
  history.pushState(null, '', address)
  window.dispatchEvent(new Event('tf-address'))
}
