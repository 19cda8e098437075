// CPU time of a browser and all of its processes, from /proc.
import { readdirSync, readFileSync } from 'node:fs'

const MS_A_TICK = 10

function table() {
  const rows = new Map()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const text = readFileSync(`/proc/${name}/stat`, 'utf8')
      const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
      const ticks = Number(fields[11]) + Number(fields[12])
      rows.set(name, { parent: fields[1], cpu: ticks * MS_A_TICK })
    } catch {
      // It ended while we looked.
    }
  }
  return rows
}

/** Milliseconds that the process `root` and its descendants have used. */
export function cpuOf(root) {
  const rows = table()
  const below = new Map()
  for (const [pid, { parent }] of rows) below.set(parent, [...(below.get(parent) ?? []), pid])
  let sum = 0
  const open = [String(root)]
  while (open.length > 0) {
    const pid = open.pop()
    sum += rows.get(pid)?.cpu ?? 0
    open.push(...(below.get(pid) ?? []))
  }
  return sum
}

/** The browser's first process, known by its profile folder. */
export function browserProcess(profile) {
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const line = readFileSync(`/proc/${name}/cmdline`, 'utf8')
      if (line.includes(`--user-data-dir=${profile}`) && !line.includes('--type=')) return name
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error('The browser was not found among the processes.')
}
