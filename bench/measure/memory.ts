import { readProc } from './proc.ts'

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

/** Null when the process is gone, or has ended and waits to be collected. */
export function processMemory(pid: number): Memory | null {
  const text = readProc(`/proc/${pid}/status`)
  return text === null || hasEnded(text) ? null : parseStatus(text)
}

export function hasEnded(status: string): boolean {
  return /^State:\s+[ZX]/m.test(status)
}

/**
 * Resident, each shared page divided by the number of processes that share it; 0 when the process is gone. Kernel socket
 * buffers are in neither figure.
 */
export function proportionalBytes(pid: number): number {
  const text = readProc(`/proc/${pid}/smaps_rollup`)
  return text === null || text === '' ? 0 : kilobytes(text, 'Pss')
}

function kilobytes(text: string, name: string): number {
  const match = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)
  if (match === null) throw new Error(`no ${name} line in what /proc says of the process`)
  return Number(match[1]) * 1024
}
