import { median, robustSlope } from './statistics.ts'

/** Whether a series of memory readings grows. */
export interface Growth {
  readonly grows: boolean
  readonly bytesPerMinute: number
  /** The medians of the first and the last quarter of what counts. */
  readonly earlyBytes: number
  readonly lateBytes: number
}

export interface Reading {
  readonly atMs: number
  readonly residentBytes: number
}

/** Caches fill and code is compiled in the first part, which does not count. */
const WARM_UP_SHARE = 0.2
/** A rise over the whole soak below both is the noise of a garbage collector. */
const NOISE_SHARE = 0.05
const NOISE_BYTES = 4 * 1024 * 1024

/**
 * A leak rises all the way, so both must say so: the slope of the whole, and the late quarter against the early one. A
 * single step up, or a saw-tooth cut at its top, moves only one of them.
 */
export function findGrowth(readings: readonly Reading[]): Growth {
  const endMs = readings.at(-1)?.atMs ?? 0
  const counted = readings.filter(({ atMs }) => atMs >= endMs * WARM_UP_SHARE)
  const quarter = Math.max(1, Math.floor(counted.length / 4))
  const earlyBytes = median(counted.slice(0, quarter).map(({ residentBytes }) => residentBytes))
  const lateBytes = median(counted.slice(-quarter).map(({ residentBytes }) => residentBytes))
  const bytesPerMinute = robustSlope(
    counted.map(({ atMs, residentBytes }) => ({ x: atMs / 60_000, y: residentBytes })),
  )
  const minutes = (endMs * (1 - WARM_UP_SHARE)) / 60_000
  const noiseBytes = Math.max(NOISE_BYTES, earlyBytes * NOISE_SHARE)
  const grows = bytesPerMinute * minutes > noiseBytes && lateBytes - earlyBytes > noiseBytes / 2
  return { grows, bytesPerMinute, earlyBytes, lateBytes }
}
