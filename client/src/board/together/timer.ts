import type { Timer } from '../sync/acts'

export const MINUTES = [1, 2, 3, 5, 8, 10, 15, 20, 30, 45, 60] as const
const SOUND_KEY = 'teamflow.board.sound'

/** What is left of it by the server's clock, in milliseconds; below zero since it ended. */
export function timeLeft(timer: Timer, now: number): number {
  return timer.left ?? (timer.ends_at ?? now) - now
}

/** 4:05, or 1:00:00; the second that runs counts as a whole one. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000))
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0
    ? `${String(hours)}:${String(minutes).padStart(2, '0')}:${rest}`
    : `${String(minutes)}:${rest}`
}

export function hasSound(): boolean {
  return localStorage.getItem(SOUND_KEY) !== 'off'
}

export function setSound(isOn: boolean): void {
  localStorage.setItem(SOUND_KEY, isOn ? 'on' : 'off')
}

/** Two soft notes; a browser that allows no sound yet stays silent. */
export function ring(): void {
  if (!hasSound()) return
  try {
    const context = new AudioContext()
    for (const [at, frequency] of [
      [0, 660],
      [0.22, 880],
    ] as const) {
      const note = new OscillatorNode(context, { type: 'sine', frequency })
      const volume = new GainNode(context, { gain: 0 })
      const begin = context.currentTime + at
      volume.gain.setValueAtTime(0, begin)
      volume.gain.linearRampToValueAtTime(0.12, begin + 0.02)
      volume.gain.exponentialRampToValueAtTime(0.001, begin + 0.5)
      note.connect(volume).connect(context.destination)
      note.start(begin)
      note.stop(begin + 0.55)
    }
    setTimeout(() => void context.close(), 1500)
  } catch {
    // Without sound the words and the colour say it.
  }
}
