/** Numbers by price, cheapest first; of equal prices the one that came first. */
export class Heap {
  private readonly items: {
    readonly value: number
    readonly price: number
    readonly at: number
  }[] = []
  private count = 0

  push(value: number, price: number): void {
    const { items } = this
    items.push({ value, price, at: this.count++ })
    let child = items.length - 1
    while (child > 0) {
      const parent = (child - 1) >> 1
      if (!this.isBefore(child, parent)) return
      this.swap(child, parent)
      child = parent
    }
  }

  pop(): number | undefined {
    const { items } = this
    const top = items[0]
    const last = items.pop()
    if (!top || !last || items.length === 0) return top?.value
    items[0] = last
    let parent = 0
    for (;;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2]
      let least = parent
      if (left < items.length && this.isBefore(left, least)) least = left
      if (right < items.length && this.isBefore(right, least)) least = right
      if (least === parent) return top.value
      this.swap(parent, least)
      parent = least
    }
  }

  private isBefore(one: number, other: number): boolean {
    const [a, b] = [this.items[one]!, this.items[other]!]
    return a.price !== b.price ? a.price < b.price : a.at < b.at
  }

  private swap(one: number, other: number): void {
    const kept = this.items[one]!
    this.items[one] = this.items[other]!
    this.items[other] = kept
  }
}
