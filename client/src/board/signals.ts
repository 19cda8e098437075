/** What a part of the page may want to hear of. */
export type SignalName =
  | 'selection'
  | 'camera'
  | 'tool'
  | 'scene'
  | 'cards'
  | 'history'
  | 'editing'
  | 'guides'
  | 'access'
  | 'sync'
  | 'preview'
  | 'peers'

/** Says that something changed, without saying what: whoever listens reads it anew. */
export class Signals {
  private readonly listeners = new Map<SignalName, Set<() => void>>()

  on(names: SignalName | readonly SignalName[], listener: () => void): () => void {
    const list = typeof names === 'string' ? [names] : names
    for (const name of list) {
      this.listeners.set(name, (this.listeners.get(name) ?? new Set()).add(listener))
    }
    return () => list.forEach((name) => this.listeners.get(name)?.delete(listener))
  }

  emit(name: SignalName): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) listener()
  }
}
