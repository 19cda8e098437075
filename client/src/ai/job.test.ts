// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest'
import { api, ApiError } from '../common/api'
import { followJob, wordsFor, type Job } from './job'

const job = (change: Partial<Job<string>> = {}): Job<string> => ({
  id: 'j1',
  status: 'queued',
  progress: 0,
  result: null,
  error: '',
  ...change,
})

const follow = (first: Job<string>, leaving = new AbortController()) => {
  const seen: number[] = []
  const onProgress = (percent: number) => seen.push(percent)
  const ended = followJob(first, { onProgress, signal: leaving.signal, everyMs: 1 })
  return { ended, seen, leaving }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('following a job', () => {
  test('asks until it has ended and tells how far it is', async () => {
    const answers = [
      job({ status: 'running', progress: 40 }),
      job({ status: 'done', progress: 100 }),
    ]
    vi.spyOn(api, 'get').mockImplementation(() => Promise.resolve(answers.shift()) as never)

    const { ended, seen } = follow(job())

    expect((await ended).status).toBe('done')
    expect(seen).toEqual([0, 40, 100])
  })

  test('one that has ended needs no asking', async () => {
    const get = vi.spyOn(api, 'get')

    expect((await follow(job({ status: 'failed', error: 'No.' })).ended).error).toBe('No.')
    expect(get).not.toHaveBeenCalled()
  })

  test('bears a line that is lost for a moment', async () => {
    const get = vi.spyOn(api, 'get')
    get.mockRejectedValueOnce(new TypeError('offline'))
    get.mockResolvedValueOnce(job({ status: 'done' }))

    expect((await follow(job()).ended).status).toBe('done')
  })

  test('gives up when the job is not there', async () => {
    vi.spyOn(api, 'get').mockRejectedValue(new ApiError(404, { message: 'There is nothing here.' }))

    await expect(follow(job()).ended).rejects.toThrow('There is nothing here.')
  })

  test('ends when nobody waits for it any more', async () => {
    vi.spyOn(api, 'get').mockResolvedValue(job({ status: 'running' }))
    const { ended, leaving } = follow(job())

    leaving.abort()

    await expect(ended).rejects.toHaveProperty('name', 'AbortError')
  })
})

test('failures are told in the words of the server, or in ours', () => {
  expect(wordsFor(new ApiError(402, { message: 'The budget is used up.' }))).toBe(
    'The budget is used up.',
  )
  expect(wordsFor(new TypeError('x'))).toContain('cannot be reached')
})
