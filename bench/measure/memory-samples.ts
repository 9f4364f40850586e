import type { RunningContender } from '../contenders/contender.ts'
import { processTree } from './cpu.ts'
import { type Memory, processMemory } from './memory.ts'

/** Memory of a contender's processes over time. */
export interface MemorySample extends Memory {
  /** Since sampling began. */
  readonly atMs: number
}

const INTERVAL_MS = 250

export interface MemorySampler {
  /** Ends the sampling; samples by process, the first from before any load. */
  stop(): ReadonlyMap<string, readonly MemorySample[]>
}

export function sampleMemory(contender: RunningContender, intervalMs: number = INTERVAL_MS): MemorySampler {
  const samples = new Map<string, MemorySample[]>()
  const startMs = performance.now()
  const take = (): void => {
    for (const { pid, command } of contender.root === null ? [] : processTree(contender.root)) {
      const memory = processMemory(pid)
      if (memory === null) continue
      const label = contender.label(command, pid === contender.root)
      const series = samples.get(label) ?? []
      series.push({ atMs: performance.now() - startMs, ...memory })
      samples.set(label, series)
    }
  }
  take()
  const timer = setInterval(take, intervalMs)
  return {
    stop: () => {
      clearInterval(timer)
      return samples
    },
  }
}
