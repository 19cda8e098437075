/**
 * Answers of the API that a page asked to keep, for when the network does not answer: what stands
 * beside a project's own state, such as a task's links or the rows of "My work".
 */

import { frameData } from './frame-data'
import { ANSWERS, MOST_ANSWERS } from './kept-names'

const EVERY = 50
let written = 0

export async function keepAnswer(address: string, answer: unknown): Promise<void> {
  if (!('caches' in window)) return
  try {
    const cache = await caches.open(ANSWERS)
    await cache.put(entryOf(address), new Response(JSON.stringify(answer)))
    written += 1
    if (written % EVERY !== 1) return
    // What was written first goes first: asking again writes again.
    const entries = await cache.keys()
    for (const entry of entries.slice(0, Math.max(0, entries.length - MOST_ANSWERS)))
      await cache.delete(entry)
  } catch {
    // Full or forbidden storage: the page works as without it.
  }
}

/** What was answered to this person the last time; undefined when that was never, or is gone. */
export async function keptAnswer(address: string): Promise<unknown> {
  if (!('caches' in window)) return undefined
  try {
    const kept = await (await caches.open(ANSWERS)).match(entryOf(address))
    return kept === undefined ? undefined : ((await kept.json()) as unknown)
  } catch {
    return undefined
  }
}

/** Under the person's name: nobody is answered with what another one was. */
function entryOf(address: string): string {
  return `/offline/answers/${frameData().me}${address}`
}
