// A board as people leave it after a workshop, made the same way each time.
const COLORS = ['#ffe066', '#ffc9c9', '#b2f2bb', '#a5d8ff', '#d0bfff', '#ffd8a8']
const WORDS =
  'plan sprint retro user story backlog deploy review risk owner demo idea metric client bug fix test launch scope budget'.split(
    ' ',
  )
const SHAPES = ['rect', 'ellipse', 'diamond']

/** Numbers from 0 to 1 that repeat with the seed (mulberry32). */
function generator(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** Six in ten are notes, two shapes, one a text, one a connector. */
export function makeScene(count, world = 20000, seed = 7) {
  const random = generator(seed)
  const below = (limit) => Math.floor(random() * limit)
  const one = (list) => list[below(list.length)]
  const words = (number) => Array.from({ length: number }, () => one(WORDS)).join(' ')
  const elements = Array.from({ length: count }, (_, index) => {
    const kind = random()
    const base = {
      id: `e${index}`,
      x: below(world - 300),
      y: below(world - 300),
      color: one(COLORS),
    }
    if (kind < 0.6) {
      const size = { w: 160 + below(60), h: 120 + below(60) }
      return { ...base, type: 'sticky', ...size, text: words(4 + below(6)) }
    }
    if (kind < 0.8) return { ...base, type: one(SHAPES), w: 80 + below(160), h: 60 + below(120) }
    const ink = { ...base, color: '#1e1e1e' }
    if (kind < 0.9) return { ...ink, type: 'text', w: 220, h: 26, text: words(3) }
    return { ...ink, type: 'connector', w: below(800) - 400, h: below(800) - 400 }
  })
  return { world, elements, dragged: nearestNote(elements, world / 2) }
}

function nearestNote(elements, centre) {
  const away = ({ x, y }) => Math.hypot(x - centre, y - centre)
  const notes = elements.filter(({ type }) => type === 'sticky')
  return notes.reduce((best, note) => (away(note) < away(best) ? note : best))
}
