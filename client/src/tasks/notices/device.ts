/** This browser's part in push: whether it can, whether it does, and making it so. */

import { api } from '../../common/api'

export interface Device {
  readonly id: string
  readonly device: string
  readonly endpoint_hash: string
  readonly created_at: string
  readonly used_at: string | null
}

export type Ability = 'on' | 'off' | 'denied' | 'impossible'

export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

async function subscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

async function digest(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Which of the person's devices this browser is, and what it can do. */
export async function look(
  devices: readonly Device[],
): Promise<{ readonly ability: Ability; readonly here: string | null }> {
  if (!canPush()) return { ability: 'impossible', here: null }
  const known = await subscription()
  const hash = known === null ? '' : await digest(known.endpoint)
  const here = devices.find((device) => device.endpoint_hash === hash)?.id ?? null
  if (here !== null) return { ability: 'on', here }
  return { ability: Notification.permission === 'denied' ? 'denied' : 'off', here: null }
}

/** Ask the browser, then tell the server; null when the person said no. */
export async function turnOn(key: string, name: string): Promise<Device | null> {
  if ((await Notification.requestPermission()) !== 'granted') return null
  const registration = await navigator.serviceWorker.ready
  const old = await registration.pushManager.getSubscription()
  // One that was made for another key cannot be used with this one.
  await old?.unsubscribe()
  const made = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: key,
  })
  const { endpoint, keys } = made.toJSON()
  return api.post<Device>('me/push-subscriptions', {
    endpoint: endpoint ?? '',
    keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
    device: name,
  })
}

export async function turnOff(device: Device, isHere: boolean): Promise<void> {
  await api.delete(`me/push-subscriptions/${device.id}`)
  if (isHere) await (await subscription())?.unsubscribe()
}

/** “Firefox on Linux”: enough to tell one's own devices apart. */
export function deviceName(agent = navigator.userAgent): string {
  const find = (names: readonly (readonly [RegExp, string])[]) =>
    names.find(([pattern]) => pattern.test(agent))?.[1] ?? ''
  const browser = find([
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/OPR\//, 'Opera'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ])
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ])
  return [browser, system].filter((part) => part !== '').join(' · ')
}
