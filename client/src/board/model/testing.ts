import type { BoardElement, ConnectorEnd } from './element'

/** An element for tests: a note of 100 by 100 unless it is said otherwise. */
export function element(id: string, values: Partial<BoardElement> = {}): BoardElement {
  return {
    id,
    kind: 'sticky',
    x: 0,
    y: 0,
    width: 100,
    height: 100,
    rotation: 0,
    z: 'V',
    style: {},
    text: '',
    ...values,
  }
}

export function connector(id: string, from: ConnectorEnd, to: ConnectorEnd): BoardElement {
  return element(id, { kind: 'connector', from, to, width: 10, height: 10 })
}
