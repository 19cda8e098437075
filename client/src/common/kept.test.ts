import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { forgetProjects, keep, readKept, type Keeping } from './kept'

function keeping(seq: number, marks: Record<string, string>, owner = 'me', id = 'p'): Keeping {
  const tasks = Object.entries(marks).map(
    ([task, mark]): [string, { mark: string; value: unknown }] => [
      task,
      { mark, value: `${task} at ${mark}` },
    ],
  )
  return {
    project: { id, owner, slug: 'w', key: 'P', seq, shape: {} },
    tasks: new Map(tasks),
    comments: new Map(),
    stands: (before, now) => before === now || before === `${now}+`,
  }
}

describe('a project that is kept', () => {
  it('reads as it was written, with what is gone taken out', async () => {
    await keep(keeping(1, { a: '1', b: '1' }))
    await keep(keeping(2, { a: '2' }))

    const kept = await readKept('me', 'p')
    expect(kept?.project.seq).toBe(2)
    expect(kept?.tasks).toEqual(['a at 2'])
  })

  it('keeps the fuller row of the same state, and what another tab saw later', async () => {
    await keep(keeping(3, { a: '3+' }, 'me', 'q'))
    await keep(keeping(4, { a: '3' }, 'me', 'q'))
    expect((await readKept('me', 'q'))?.tasks).toEqual(['a at 3+'])

    await keep(keeping(2, { a: 'old' }, 'me', 'q'))
    expect((await readKept('me', 'q'))?.project.seq).toBe(4)
  })

  it('is nothing to anybody else, and leaves nothing to them', async () => {
    await keep(keeping(5, { a: '1', b: '1' }, 'me', 'r'))
    expect(await readKept('other', 'r')).toBeNull()

    await keep(keeping(1, { b: '9' }, 'other', 'r'))
    expect((await readKept('other', 'r'))?.tasks).toEqual(['b at 9'])
    expect(await readKept('me', 'r')).toBeNull()
  })

  it('is forgotten with all that belongs to it', async () => {
    await keep(keeping(1, { a: '1' }, 'other', 's'))
    await forgetProjects(({ id }) => id === 's')

    expect(await readKept('other', 's')).toBeNull()
    await keep(keeping(1, {}, 'other', 's'))
    expect((await readKept('other', 's'))?.tasks).toEqual([])
  })
})
