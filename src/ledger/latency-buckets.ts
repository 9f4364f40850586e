/**
 * Times in buckets whose bounds grow by the square root of two, from 10 ms to over five minutes: few enough to be kept
 * for each minute, fine enough that a percentile of any window is within a fifth of the true one.
 */
export const LATENCY_BUCKETS = 32
const FIRST_BOUND_MS = 10

/** Upper bounds; the last bucket has none. */
const BOUNDS_MS: readonly number[] = Array.from(
  { length: LATENCY_BUCKETS - 1 },
  (_, index) => FIRST_BOUND_MS * 2 ** (index / 2),
)

export function latencyBucket(ms: number): number {
  if (ms <= FIRST_BOUND_MS) return 0
  const index = Math.ceil(2 * Math.log2(ms / FIRST_BOUND_MS))
  return Math.min(index, LATENCY_BUCKETS - 1)
}

/** Null where nothing was counted. `share` is 0.5 for the median. */
export function latencyPercentileMs(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total <= 0) return null
  const rank = share * total
  let below = 0
  for (const [index, count] of counts.entries()) {
    if (count > 0 && below + count >= rank) {
      const to = BOUNDS_MS[index]
      const from = index === 0 ? 0 : (BOUNDS_MS[index - 1] as number)
      // Of times without an upper bound no more is known than that they are beyond the last.
      return to === undefined ? from : from + ((rank - below) / count) * (to - from)
    }
    below += count
  }
  return BOUNDS_MS[BOUNDS_MS.length - 1] ?? null
}
