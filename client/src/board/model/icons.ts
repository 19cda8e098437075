/** A shape of an icon: the name of an SVG element, and its attributes. */
type IconNode = readonly [string, Readonly<Record<string, string>>]
export type IconSet = Readonly<Record<string, readonly IconNode[]>>

let known: IconSet | null = null
let isAsked = false
let ask: () => void = () => undefined
const paths = new Map<string, string>()

/** Who fetches the set once an icon is to be drawn: it is large, and most boards have none. */
export function onIconsWanted(fetch: () => void): void {
  ask = fetch
}

export function takeIcons(icons: IconSet): void {
  known = icons
  paths.clear()
}

export function iconNames(): readonly string[] {
  return known ? Object.keys(known) : []
}

/** The lines of an icon as one SVG path; nothing while the set is on its way. */
export function iconStrokes(name: string): string | undefined {
  if (!known && !isAsked) {
    isAsked = true
    ask()
  }
  const found = paths.get(name)
  if (found !== undefined || !known) return found
  const nodes = Object.hasOwn(known, name) ? known[name] : undefined
  const path = (nodes ?? []).map(toPath).join('')
  paths.set(name, path)
  return path
}

function toPath([kind, attributes]: IconNode): string {
  const at = (name: string) => Number(attributes[name] ?? 0)
  switch (kind) {
    case 'path':
      // Behind another path a relative start would count from where that one ends.
      return `M0 0${attributes.d ?? ''}`
    case 'line':
      return `M${String(at('x1'))} ${String(at('y1'))}L${String(at('x2'))} ${String(at('y2'))}`
    case 'polyline':
      return `M${attributes.points ?? ''}`
    case 'polygon':
      return `M${attributes.points ?? ''}Z`
    case 'circle':
      return ellipse(at('cx'), at('cy'), at('r'), at('r'))
    case 'ellipse':
      return ellipse(at('cx'), at('cy'), at('rx'), at('ry'))
    case 'rect':
      return rectangle(at('x'), at('y'), at('width'), at('height'), at('rx') || at('ry'))
    default:
      return ''
  }
}

function ellipse(x: number, y: number, rx: number, ry: number): string {
  const half = (by: number) => `a${String(rx)} ${String(ry)} 0 1 1 ${String(by)} 0`
  return `M${String(x - rx)} ${String(y)}${half(2 * rx)}${half(-2 * rx)}Z`
}

function rectangle(x: number, y: number, width: number, height: number, r: number): string {
  const corner = (dx: number, dy: number) =>
    `a${String(r)} ${String(r)} 0 0 1 ${String(dx * r)} ${String(dy * r)}`
  return (
    `M${String(x + r)} ${String(y)}h${String(width - 2 * r)}${corner(1, 1)}` +
    `v${String(height - 2 * r)}${corner(-1, 1)}h${String(2 * r - width)}${corner(-1, -1)}` +
    `v${String(2 * r - height)}${corner(1, -1)}Z`
  )
}
