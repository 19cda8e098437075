/** A colour that people choose by name; each theme has its own shade of it, for paper and for ink. */
export interface Swatch {
  readonly name: string
  readonly paper: readonly [light: string, dark: string]
  readonly ink: readonly [light: string, dark: string]
}

/** The names are those of docs/protocol.md. All papers but "ink" read with dark letters. */
export const SWATCHES: readonly Swatch[] = [
  { name: 'yellow', paper: ['#ffe68a', '#f2d873'], ink: ['#8f6a00', '#f2d873'] },
  { name: 'orange', paper: ['#ffcf94', '#f0bb7b'], ink: ['#b45309', '#f5b04d'] },
  { name: 'red', paper: ['#ffb9b0', '#f0a297'], ink: ['#c4281c', '#ff8077'] },
  { name: 'pink', paper: ['#ffbfdc', '#f0a8ca'], ink: ['#c01f72', '#ff8fc4'] },
  { name: 'violet', paper: ['#dccbff', '#cbb6f5'], ink: ['#7038d6', '#bd97ff'] },
  { name: 'blue', paper: ['#b5deff', '#9cccf2'], ink: ['#1b66c4', '#74b3ff'] },
  { name: 'teal', paper: ['#a8ebe2', '#8edbd0'], ink: ['#0b7a71', '#4fd1c5'] },
  { name: 'green', paper: ['#bbedb9', '#a3dda1'], ink: ['#1f7a36', '#62cf83'] },
  { name: 'brown', paper: ['#ecd8c0', '#dcc5a8'], ink: ['#80522a', '#d3a679'] },
  { name: 'gray', paper: ['#e0e5ec', '#c6ced9'], ink: ['#5d6675', '#a3acba'] },
  { name: 'paper', paper: ['#ffffff', '#262b34'], ink: ['#ffffff', '#eceef3'] },
  { name: 'ink', paper: ['#333a47', '#4a5262'], ink: ['#1f2430', '#e8eaf0'] },
]

const PAPER_INK = '#23262f'
const INK_ON_DARK = '#f7f8fa'

export interface BoardTheme {
  readonly dark: boolean
  readonly background: string
  readonly dot: string
  readonly ink: string
  readonly muted: string
  readonly surface: string
  readonly border: string
  readonly shadow: string
  readonly accent: string
  readonly danger: string
}

export const LIGHT_THEME: BoardTheme = {
  dark: false,
  background: '#f7f8fa',
  dot: '#d5d9e2',
  ink: '#1f2430',
  muted: '#5d6675',
  surface: '#ffffff',
  border: '#d3d8e0',
  shadow: '#1018281f',
  accent: '#4f46e5',
  danger: '#c4281c',
}

export const DARK_THEME: BoardTheme = {
  dark: true,
  background: '#14161b',
  dot: '#2b303a',
  ink: '#e8eaf0',
  muted: '#a3acba',
  surface: '#20242c',
  border: '#3a414d',
  shadow: '#00000066',
  accent: '#8b8cff',
  danger: '#ff8077',
}

const BY_NAME = new Map(SWATCHES.map((swatch) => [swatch.name, swatch]))
const HEX = /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i

/** A fill as the canvas wants it, or null for none. */
export function paperShade(color: string | undefined, theme: BoardTheme): string | null {
  if (color === undefined || color === 'transparent') return null
  const swatch = BY_NAME.get(color)
  if (swatch) return swatch.paper[theme.dark ? 1 : 0]
  return HEX.test(color) ? color : null
}

/** The colour of a line or of letters, or null for none. */
export function inkShade(color: string | undefined, theme: BoardTheme): string | null {
  if (color === 'transparent') return null
  const swatch = BY_NAME.get(color ?? 'ink')
  if (swatch) return swatch.ink[theme.dark ? 1 : 0]
  return color !== undefined && HEX.test(color) ? color : theme.ink
}

/** The letters that read on a fill: dark on every paper and on light colours of a person's own. */
export function inkOn(fill: string | undefined, theme: BoardTheme): string {
  const paper = paperShade(fill, theme)
  if (paper === null) return theme.ink
  return luminance(paper) > 140 ? PAPER_INK : INK_ON_DARK
}

function luminance(hex: string): number {
  const digits =
    hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1)
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) =>
    parseInt(digits.slice(at, at + 2), 16),
  )
  return 0.299 * red + 0.587 * green + 0.114 * blue
}
