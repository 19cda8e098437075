/**
 * What a person typed into a field for a number: "120", "1,5", "(40+8)*3". What begins with an
 * operator goes on from what was there ("+10", "*2"; a number may itself be below zero, so "-10" is
 * one), and a percentage is of it. Null when it is none.
 */
export function sumOf(text: string, before: number): number | null {
  const typed = text.trim().replaceAll(',', '.').replaceAll('×', '*').replaceAll('÷', '/')
  const isGoingOn = /^[+*/]/.test(typed)
  const tokens = tokensOf(isGoingOn ? `${String(before)}${typed}` : typed, before)
  if (!tokens) return null
  const reader = new Reader(tokens)
  const value = reader.sum()
  return reader.isDone && value !== null && Number.isFinite(value) ? value : null
}

type Token = number | string

function tokensOf(text: string, before: number): Token[] | null {
  const tokens: Token[] = []
  const pattern = /\s*(?:(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?(%)?|([-+*/()]))/y
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (!match) return text.slice(at).trim() === '' ? tokens : null
    const [, digits, power = '', percent, sign] = match
    if (sign !== undefined) tokens.push(sign)
    else tokens.push(Number(`${digits ?? ''}${power}`) * (percent ? before / 100 : 1))
  }
  return tokens
}

/** Sums of products of signed numbers and brackets. */
class Reader {
  private at = 0

  constructor(private readonly tokens: readonly Token[]) {}

  get isDone(): boolean {
    return this.at === this.tokens.length
  }

  sum(): number | null {
    let value = this.product()
    for (let sign = this.take('+', '-'); sign && value !== null; sign = this.take('+', '-')) {
      const next = this.product()
      value = next === null ? null : sign === '+' ? value + next : value - next
    }
    return value
  }

  private product(): number | null {
    let value = this.single()
    for (let sign = this.take('*', '/'); sign && value !== null; sign = this.take('*', '/')) {
      const next = this.single()
      value = next === null ? null : sign === '*' ? value * next : value / next
    }
    return value
  }

  private single(): number | null {
    let isNegative = false
    for (let sign = this.take('-', '+'); sign; sign = this.take('-', '+')) {
      if (sign === '-') isNegative = !isNegative
    }
    const value = this.take('(') ? this.bracket() : this.number()
    return value === null || !isNegative ? value : -value
  }

  private bracket(): number | null {
    const value = this.sum()
    return this.take(')') ? value : null
  }

  private number(): number | null {
    const token = this.tokens[this.at]
    if (typeof token !== 'number') return null
    this.at += 1
    return token
  }

  private take(...signs: readonly string[]): string | null {
    const token = this.tokens[this.at]
    if (typeof token !== 'string' || !signs.includes(token)) return null
    this.at += 1
    return token
  }
}
