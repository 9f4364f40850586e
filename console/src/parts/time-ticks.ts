const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const DISTANCES_MS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  10 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  5 * DAY_MS,
  7 * DAY_MS,
  14 * DAY_MS,
]

/** Round moments of the local day within a span, at most so many. */
export function timeTicks(fromMs: number, toMs: number, most: number): readonly number[] {
  const distanceMs = DISTANCES_MS.find((one) => (toMs - fromMs) / one <= most) ?? 30 * DAY_MS
  const midnight = new Date(fromMs)
  midnight.setHours(0, 0, 0, 0)
  const ticks: number[] = []
  for (let atMs = midnight.getTime(); atMs <= toMs; atMs += distanceMs) if (atMs >= fromMs) ticks.push(atMs)
  return ticks
}
