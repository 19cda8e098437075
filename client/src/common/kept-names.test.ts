import { describe, expect, it } from 'vitest'
import { isImmutable, isKeepable, MOST_PROJECTS, projectOf, startOf, surplusOf } from './kept-names'

describe('what is kept', () => {
  it('is the pages that work without a network, and no others', () => {
    const kept = ['/w/a/', '/w/a/my-work/', '/w/a/p/TF/', '/w/a/p/TF/calendar/', '/w/a/t/TF-12/']
    const others = ['/', '/me/', '/w/a/settings/', '/w/a/p/TF/settings/', '/w/a/t/TF/', '/v/token/']

    expect(kept.filter(isKeepable)).toEqual(kept)
    expect(others.filter(isKeepable)).toEqual([])
    expect(projectOf('/w/a/t/TF-12/')).toBe(projectOf('/w/a/p/TF/list/'))
  })

  it('is never asked for again where the name says what the file holds', () => {
    expect(isImmutable('/static/dist/chunks/chunk-AB12.js')).toBe(true)
    expect(isImmutable('/static/dist/app.0123456789ab.css')).toBe(true)
    expect(isImmutable('/static/dist/app.css')).toBe(false)
  })

  it('is of the projects that were opened last', () => {
    const pages = Array.from({ length: MOST_PROJECTS + 2 }, (_, at) => ({
      path: `/w/a/p/P${String(at)}/`,
      size: 1000,
    }))

    expect(surplusOf(pages)).toEqual(['/w/a/p/P1/', '/w/a/p/P0/'])
    expect(surplusOf([{ path: '/w/a/', size: 1e9 }])).toEqual(['/w/a/'])
  })

  it('opens where the person was, or where the shortcut leads', () => {
    const paths = ['/w/a/', '/w/a/my-work/', '/w/a/p/TF/']

    expect(startOf(paths, null)).toBe('/w/a/my-work/')
    expect(startOf(['/w/a/p/TF/'], null)).toBe('/w/a/p/TF/')
    expect(startOf(paths, 'my-work')).toBe('/w/a/my-work/')
    expect(startOf([], null)).toBeNull()
  })
})
