import { readdirSync, readFileSync } from 'node:fs'
import { readProc } from './proc.ts'

/**
 * Processor time from Linux' `/proc`. The kernel counts run time to the nanosecond and prints it in ticks, so a
 * measurement over seconds is exact to a tick at each end.
 */

/** USER_HZ: fixed at 100 on every Linux that Node supports, whatever the kernel's own HZ is. */
const TICKS_PER_SECOND = 100
export const TICK_US = 1_000_000 / TICKS_PER_SECOND

export interface ProcessTimes {
  readonly parent: number
  /** User and system time of the process and all its threads, those that ended included. */
  readonly ownUs: number
  /** The same of children that ended and were waited for. */
  readonly reapedUs: number
}

/** `/proc/<pid>/stat`; the name in parentheses may itself hold spaces and parentheses. */
export function parseProcessStat(text: string): ProcessTimes {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = (index: number): number => Number(fields[index] ?? 0)
  return {
    parent: ticks(1),
    ownUs: (ticks(11) + ticks(12)) * TICK_US,
    reapedUs: (ticks(13) + ticks(14)) * TICK_US,
  }
}

/** Null when the process is gone. */
export function processTimes(pid: number | 'self'): ProcessTimes | null {
  const text = readProc(`/proc/${pid}/stat`)
  return text === null ? null : parseProcessStat(text)
}

export interface TreeProcess {
  readonly pid: number
  readonly command: string
  readonly cpuUs: number
}

/** The process and all that descend from it, itself first. */
export function processTree(root: number): TreeProcess[] {
  const parents = new Map<number, number>()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const times = processTimes(Number(entry))
    if (times !== null) parents.set(Number(entry), times.parent)
  }
  const pids = [root]
  for (const pid of pids) {
    for (const [child, parent] of parents) if (parent === pid) pids.push(child)
  }
  const tree: TreeProcess[] = []
  for (const pid of pids) {
    const times = processTimes(pid)
    if (times === null) continue
    const command = (readProc(`/proc/${pid}/cmdline`) ?? '').replaceAll('\0', ' ').trim()
    tree.push({ pid, command, cpuUs: times.ownUs })
  }
  return tree
}

export interface CoreTimes {
  readonly busyUs: number
  /** Busy without interrupts, which the kernel may charge to no process. */
  readonly taskUs: number
  readonly stealUs: number
}

/** `/proc/stat`: one entry per core, by its number. */
export function parseCores(text: string): Map<number, CoreTimes> {
  const cores = new Map<number, CoreTimes>()
  for (const line of text.split('\n')) {
    const match = /^cpu(\d+) (.*)$/.exec(line)
    if (match === null) continue
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (match[2] ?? '')
      .split(' ')
      .map((ticks) => Number(ticks) * TICK_US)
    const taskUs = user + nice + system
    cores.set(Number(match[1]), { busyUs: taskUs + irq + softirq, taskUs, stealUs: steal })
  }
  return cores
}

export function coreTimes(): Map<number, CoreTimes> {
  return parseCores(readFileSync('/proc/stat', 'utf8'))
}
