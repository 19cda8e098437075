import { expect, it } from 'vitest'
import { PalmGuard } from './palm'

const pen = (timeStamp: number) => ({ pointerType: 'pen', timeStamp })
const finger = (timeStamp: number) => ({ pointerType: 'touch', timeStamp })

it('lets fingers through until a pen is there, and again a while after it', () => {
  const guard = new PalmGuard()
  expect(guard.refuses(finger(100))).toBe(false)
  guard.down(pen(200))
  expect(guard.refuses(finger(5000))).toBe(true)
  guard.up(pen(5100))
  expect([guard.refuses(finger(5700)), guard.refuses(finger(5900))]).toEqual([true, false])
  guard.move(pen(6000))
  expect(guard.refuses(finger(6100))).toBe(true)
  expect(guard.refuses({ pointerType: 'mouse', timeStamp: 6100 })).toBe(false)
})
