/** Which task the address names (`?task=TF-12`); opening and closing are steps of the history. */

export function openTaskKey(): string | null {
  return new URLSearchParams(location.search).get('task')
}

export function openTask(key: string): void {
  write((parameters) => parameters.set('task', key))
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
