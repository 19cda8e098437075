import 'fake-indexeddb/auto'
import { describe, expect, it, vi } from 'vitest'
import { ApiError, NetworkError } from './api'
import { FORMAT, indexedStorage, Outbox, type Entry, type Write } from './outbox'

let people = 0
const shelf = () => indexedStorage(`person-${String((people += 1))}`)

function write(path: string, more: Partial<Write> = {}): Write {
  return { method: 'POST', path, scope: 'p', op: null, ...more }
}

function outbox(send: (entry: Entry) => Promise<unknown>, storage = shelf()): Outbox {
  return new Outbox({ storage, send, wait: () => Promise.resolve() })
}

describe('the outbox', () => {
  it('sends one after the other, in order, and keeps nothing that was answered', async () => {
    const sent: string[] = []
    let running = 0
    const storage = shelf()
    const box = outbox(async ({ path }) => {
      running += 1
      expect(running).toBe(1)
      sent.push(path)
      await Promise.resolve()
      running -= 1
      return {}
    }, storage)

    await Promise.all(['a', 'b', 'c'].map((path) => box.add(write(path))))

    expect(sent).toEqual(['a', 'b', 'c'])
    await vi.waitFor(async () => expect(await storage.load()).toEqual([]))
  })

  it('tries again with the same key while there is no network', async () => {
    const keys: string[] = []
    const box = outbox(({ key }) => {
      keys.push(key)
      return keys.length < 4 ? Promise.reject(new NetworkError('gone')) : Promise.resolve({ id: 1 })
    })

    const outcome = await box.add(write('a'))

    expect(outcome.kind).toBe('done')
    expect(new Set(keys).size).toBe(1)
    expect(keys).toHaveLength(4)
  })

  it('asks each scope for its own last look, whichever came last', async () => {
    const sent: unknown[] = []
    const box = outbox(({ body }) => Promise.resolve(sent.push(body)))
    for (const scope of ['a', 'b']) box.prepare(scope, (entry) => ({ ...entry, body: scope }))

    await Promise.all(['a', 'b', 'c'].map((scope) => box.add(write('x', { scope, body: 'as is' }))))

    expect(sent).toEqual(['a', 'b', 'as is'])
  })

  it('drops a refused write with its reason and goes on', async () => {
    const no = new ApiError(400, { code: 'VALIDATION_ERROR', message: 'No' })
    const box = outbox(({ path }) => (path === 'bad' ? Promise.reject(no) : Promise.resolve({})))

    const [bad, good] = await Promise.all([box.add(write('bad')), box.add(write('good'))])

    expect(bad).toMatchObject({ kind: 'refused', error: no })
    expect(good.kind).toBe('done')
  })

  it('gives up on a server that fails again and again, so that the rest is not held up', async () => {
    const send = vi.fn(({ path }: Entry) =>
      path === 'bad' ? Promise.reject(new ApiError(500, {})) : Promise.resolve({}),
    )
    const box = outbox(send)

    const outcomes = await Promise.all([box.add(write('bad')), box.add(write('good'))])

    expect(outcomes.map(({ kind }) => kind)).toEqual(['refused', 'done'])
    expect(send).toHaveBeenCalledTimes(5)
  })

  it('waits for a new sign-in instead of dropping what was typed', async () => {
    let isSignedIn = false
    const box = outbox(() =>
      isSignedIn ? Promise.resolve({}) : Promise.reject(new ApiError(401, {})),
    )
    const answer = box.add(write('a'))
    await vi.waitFor(() => expect(box.isStuck).toBe(true))

    isSignedIn = true
    box.kick()

    expect((await answer).kind).toBe('done')
  })

  it('a tab that opens later sends what a closed one left, in its order', async () => {
    const storage = shelf()
    const never = () => new Promise(() => undefined)
    const closed = outbox(never, storage)
    void closed.add(write('first'))
    void closed.add(write('second'))
    await vi.waitFor(async () => expect(await storage.load()).toHaveLength(2))

    const sent: string[] = []
    const later = outbox(({ path }) => {
      sent.push(path)
      return Promise.resolve({})
    }, storage)
    let adopted: readonly Entry[] = []
    later.onAdopted((entries) => (adopted = entries))
    await later.start()

    expect(adopted.map(({ path }) => path)).toEqual(['first', 'second'])
    await vi.waitFor(() => expect(sent).toEqual(['first', 'second']))
  })

  it('leaves alone what a living tab is about to send', async () => {
    const storage = shelf()
    const living = new Outbox({ storage, send: () => new Promise(() => undefined), tab: 'living' })
    void living.add(write('theirs'))
    await vi.waitFor(async () => expect(await storage.load()).toHaveLength(1))
    const send = vi.fn(() => Promise.resolve({}))

    const other = new Outbox({
      storage,
      send,
      isTabAlive: (tab) => Promise.resolve(tab === 'living'),
    })
    await other.start()

    expect(send).not.toHaveBeenCalled()
  })

  it('sends what a living tab leaves behind once that is closed', async () => {
    const storage = shelf()
    const living = new Outbox({ storage, send: () => new Promise(() => undefined), tab: 'living' })
    void living.add(write('left behind'))
    await vi.waitFor(async () => expect(await storage.load()).toHaveLength(1))
    const closes: (() => Promise<void>)[] = []
    const sent: string[][] = [[], []]
    const others = sent.map(
      (list) =>
        new Outbox({
          storage,
          send: ({ path }) => Promise.resolve(void list.push(path)),
          isTabAlive: (tab) => Promise.resolve(tab === 'living'),
          whenTabGone: (_tab, then) => void closes.push(then),
        }),
    )
    for (const other of others) await other.start()

    for (const closed of closes) await closed()

    await vi.waitFor(() => expect(sent.flat()).toEqual(['left behind']))
  })

  it('understands what earlier releases kept, and leaves to later ones what they kept', async () => {
    const storage = shelf()
    const entry = { ...write('x'), order: 1, tab: 'closed' }
    await storage.put({ ...entry, key: 'old', path: 'from an earlier release' })
    await storage.put({ ...entry, key: 'new', path: 'from a later release', format: FORMAT + 1 })
    const sent: string[] = []

    await outbox(({ path }) => Promise.resolve(void sent.push(path)), storage).start()

    await vi.waitFor(() => expect(sent).toEqual(['from an earlier release']))
    await vi.waitFor(async () =>
      expect((await storage.load()).map(({ key }) => key)).toEqual(['new']),
    )
  })

  it('puts the real id in place of the stand-in in what still waits', async () => {
    const sent: Entry[] = []
    const box = outbox((entry) => {
      sent.push(entry)
      return Promise.resolve({ id: 'real-1' })
    })

    await Promise.all([
      box.add(write('projects/p/tasks', { tempId: 'tmp-1' })),
      box.add(write('tasks/tmp-1/move', { body: { after: 'tmp-1' } })),
    ])

    expect(sent[1]).toMatchObject({ path: 'tasks/real-1/move', body: { after: 'real-1' } })
  })
})
