import { describe, expect, it, vi } from 'vitest'
import { LIGHT_THEME } from '../model/palette'
import { Scene } from '../model/scene'
import { connector, element } from '../model/testing'
import { possibleScale, toSvg } from './export'
import { layoutText } from './text-layout'
import { overviewTiles, pyramidScale, tileBox, tilesIn, wantedTiles } from './tile'
import { TileCache } from './tile-cache'
import { TilePainter } from './tile-painter'
import { SvgPen } from './svg-pen'

/** Every letter is half as wide as it is high. */
const measure = (text: string) => text.length * 50
const PLAIN = { size: 20, bold: false, italic: false } as const

function bitmap(): ImageBitmap {
  return { width: 512, height: 512, close: vi.fn() }
}

describe('tiles', () => {
  it('cover the view, the middle first, and a ring around it', () => {
    const [seen, ring] = wantedTiles({ x: 0, y: 0, zoom: 1 }, { width: 1280, height: 800 }, 1)
    expect(seen).toHaveLength(6)
    expect(ring).toHaveLength(14)
    expect(seen[0]?.x).toBe(1)
  })

  it('share no pixel twice', () => {
    const { left, right } = tilesIn({ x: 0, y: 0, width: 512, height: 512 }, 1)
    expect([left, right]).toEqual([0, 0])
    expect(tileBox({ scale: 2, x: 3, y: -1 })).toEqual({ x: 768, y: -256, width: 256, height: 256 })
  })

  it('stand at powers of two while the zoom changes', () => {
    expect([0.3, 0.75, 1.3, 3].map(pyramidScale)).toEqual([0.25, 1, 1, 4])
  })

  it('show the whole board in a few', () => {
    expect(overviewTiles({ x: -3000, y: 10, width: 20000, height: 9000 }).length).toBeLessThan(7)
  })
})

describe('the cache', () => {
  const id = { scale: 1, x: 0, y: 0 }

  it('makes stale only the tiles under what changed', () => {
    const cache = new TileCache(10)
    const other = { scale: 1, x: 5, y: 5 }
    for (const each of [id, other]) {
      cache.use(each)
      cache.receive(each, bitmap(), 0)
    }
    cache.invalidate({ x: 10, y: 10, width: 5, height: 5 }, 1)
    expect([cache.isFresh(id), cache.isFresh(other)]).toEqual([false, true])
    expect(cache.find(id)?.bitmap).not.toBeNull()
  })

  it('does not take a tile that was drawn before the change for a fresh one', () => {
    const cache = new TileCache(10)
    cache.use(id)
    cache.invalidateAll(2)
    cache.receive(id, bitmap(), 1)
    expect(cache.isFresh(id)).toBe(false)
    cache.receive(id, bitmap(), 2)
    expect(cache.isFresh(id)).toBe(true)
  })

  it('drops what was used least lately, but not what is pinned', () => {
    const cache = new TileCache(3)
    const ids = [0, 1, 2, 3, 4].map((x) => ({ scale: 1, x, y: 0 }))
    const first = bitmap()
    ids.forEach((each, index) => {
      cache.use(each)
      if (index === 0) cache.pinOnly(ids.slice(0, 1))
      cache.receive(each, index === 1 ? first : bitmap(), 0)
    })
    expect(cache.size).toBe(3)
    expect(cache.find({ scale: 1, x: 0, y: 0 })).toBeDefined()
    expect(first.close).toHaveBeenCalled()
  })
})

describe('the painter of tiles', () => {
  function painted(painter: TilePainter, x = 0): string {
    const pen = new SvgPen()
    painter.paint(pen, { scale: 1, x, y: 0 })
    return pen.markup()
  }

  function painterOf(...elements: ReturnType<typeof element>[]): TilePainter {
    const scene = new Scene()
    const painter = new TilePainter(measure)
    painter.load(scene.load(elements))
    return painter
  }

  it('draws only what lies in the tile', () => {
    const painter = painterOf(
      element('a', { text: 'here' }),
      element('b', { x: 2000, text: 'there' }),
    )
    expect(painted(painter)).toContain('here')
    expect(painted(painter)).not.toContain('there')
  })

  it('draws lower ranks first, also for what comes later', () => {
    const painter = painterOf(element('a', { z: 'M', text: 'between' }))
    painter.patch(new Scene().load([element('b', { z: 'A', text: 'below' })]), [])
    painter.patch(new Scene().load([element('c', { z: 'Z', text: 'above' })]), [])
    const markup = painted(painter)
    expect(markup.indexOf('below')).toBeLessThan(markup.indexOf('between'))
    expect(markup.indexOf('between')).toBeLessThan(markup.indexOf('above'))
  })

  it('leaves out what is dragged, and what was removed', () => {
    const painter = painterOf(element('a', { text: 'one' }), element('b', { text: 'two' }))
    painter.hide(['a'])
    painter.patch([], ['b'])
    expect(painted(painter)).toBe('')
    painter.hide([])
    expect(painted(painter)).toContain('one')
  })

  it('draws bars instead of letters that nobody could read', () => {
    const painter = painterOf(element('a', { text: 'tiny' }))
    const pen = new SvgPen()
    painter.paint(pen, { scale: 0.1, x: 0, y: 0 })
    expect(pen.markup()).not.toContain('tiny')
    expect(pen.markup()).toContain('<rect')
  })
})

describe('text', () => {
  it('breaks between words, and inside those that are too long', () => {
    const { lines } = layoutText('one two three', PLAIN, 70, 999, measure)
    expect(lines).toEqual(['one two', 'three'])
    expect(layoutText('abcdefghij', PLAIN, 50, 999, measure).lines).toEqual(['abcde', 'fghij'])
  })

  it('keeps the breaks that were typed', () => {
    expect(layoutText('a\n\nb', PLAIN, 500, 999, measure).lines).toEqual(['a', '', 'b'])
  })

  it('fits itself: less text is larger, and a lot is as small as it gets', () => {
    const fit = (text: string) => layoutText(text, { ...PLAIN, size: 'auto' }, 156, 156, measure)
    const [short, long] = [
      fit('plan'),
      fit('a note with quite a lot of words to fit in there, and then some more of them still'),
    ]
    expect(short.size).toBeGreaterThan(long.size)
    expect(long.lines.length * long.lineHeight).toBeLessThanOrEqual(156)
    expect(fit('word '.repeat(500)).size).toBe(10)
  })
})

describe('export', () => {
  it('writes an SVG that holds every element and escapes what people wrote', () => {
    const scene = new Scene()
    const all = scene.load([
      element('a', { text: '<script>"&\u0001' }),
      element('b', { kind: 'ellipse', x: 200, rotation: 1 }),
      connector('c', { element: 'a' }, { element: 'b' }),
    ])
    const svg = toSvg(all, { theme: LIGHT_THEME, measure }) ?? ''
    expect(svg).toContain('&lt;script&gt;&quot;&amp;')
    expect(svg).not.toContain('\u0001')
    expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length)
    expect(svg).toContain('rotate(57.3)')
  })

  it('has nothing to say about an empty board', () => {
    expect(toSvg([], { theme: LIGHT_THEME, measure })).toBeNull()
  })

  it('makes pictures of large boards smaller than browsers can hold', () => {
    const scale = possibleScale({ x: 0, y: 0, width: 20000, height: 20000 }, 2)
    expect(20000 * scale).toBeLessThanOrEqual(12000)
  })
})

describe('frames', () => {
  it('cut off what lies in them in an exported picture as well', () => {
    const frame = element('f', { kind: 'frame', width: 400, height: 300, text: 'A & B' })
    const scene = new Scene()
    scene.load([frame, element('in', { x: 330, y: 50, z: 'W' })])
    const svg = toSvg([...scene.all()], { theme: LIGHT_THEME, measure }) ?? ''
    expect(svg).toContain('clip-path="url(#clip1)"')
    expect(svg).toContain('A &amp; B')
    expect(svg.match(/<g/g)).toHaveLength(svg.match(/<\/g>/g)?.length ?? -1)
  })
})

describe('marked text', () => {
  const style = { size: 20, bold: false, italic: false } as const
  const bold = [{ from: 4, to: 9, marks: { bold: true } }] as const

  it('breaks at the same places as plain text when nothing is wider', () => {
    const text = 'some words that have to be broken averyveryverylongwordindeed'
    for (const width of [60, 120, 300]) {
      const plain = layoutText(text, style, width, 999, measure)
      const marked = layoutText(text, style, width, 999, measure, bold)
      expect(marked.lines.map((line) => line.trim())).toEqual(plain.lines)
      for (const line of marked.rich ?? []) expect(line.width).toBeLessThanOrEqual(width + 0.01)
    }
  })

  it('hangs the lines of a list behind their mark', () => {
    const { rich } = layoutText('- one two\n2. x', style, 80, 999, measure)
    const [first, second, third] = rich ?? []
    expect(first?.runs.map(({ text }) => text)).toEqual(['•', 'one'])
    expect(second?.runs[0]?.x).toBe(first?.runs[1]?.x)
    expect(third?.runs[0]?.text).toBe('2.')
  })

  it('is in an exported picture with its marks, and from the right where it runs so', () => {
    const scene = new Scene()
    scene.load([
      element('a', { text: 'see here', spans: [{ from: 4, to: 8, marks: { bold: true } }] }),
      element('b', { kind: 'text', text: 'שלום', x: 200 }),
    ])
    const svg = toSvg([...scene.all()], { theme: LIGHT_THEME, measure }) ?? ''
    expect(svg).toMatch(/font:600[^>]*>here</)
    expect(svg).toMatch(/text-anchor="start" direction="rtl"[^>]*>שלום</)
  })
})

it('shows a link as what it is called and where it leads', () => {
  const scene = new Scene()
  const url = 'https://www.example.com/boats/42'
  scene.load([element('l', { kind: 'link', width: 280, height: 90, url, title: 'Boats & sails' })])
  const svg = toSvg([...scene.all()], { theme: LIGHT_THEME, measure }) ?? ''
  expect(svg).toContain('>Boats &amp; sails<')
  expect(svg).toContain('>example.com<')
})
