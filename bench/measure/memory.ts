import { readFileSync } from 'node:fs'

/** Memory of one process, from Linux' `/proc`. */
export interface Memory {
  /** Resident, shared pages (the program's own text among them) counted in full. */
  readonly residentBytes: number
  /** The highest `residentBytes` since the process began. */
  readonly peakBytes: number
}

export function parseStatus(text: string): Memory {
  return { residentBytes: kilobytes(text, 'VmRSS'), peakBytes: kilobytes(text, 'VmHWM') }
}

export function processMemory(pid: number): Memory {
  return parseStatus(readFileSync(`/proc/${pid}/status`, 'utf8'))
}

/** Resident, each shared page divided by the number of processes that share it. Kernel socket buffers are in neither. */
export function proportionalBytes(pid: number): number {
  return kilobytes(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'), 'Pss')
}

function kilobytes(text: string, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)
  if (match === null) throw new Error(`no ${name} line in what /proc says of the process`)
  return Number(match[1]) * 1024
}
