/** The few statistics that the benchmark reports; all of them hold up against single bad rounds. */

export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Linear interpolation between the two nearest values; NaN for no values. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return Number.NaN
  const sorted = [...values].sort((a, b) => a - b)
  const position = share * (sorted.length - 1)
  const below = sorted[Math.floor(position)] ?? Number.NaN
  const above = sorted[Math.ceil(position)] ?? Number.NaN
  return below + (above - below) * (position - Math.floor(position))
}

/**
 * The ratio within each round, then the median of the ratios: what both sides of a round suffered alike (a slower
 * host, a neighbour) cancels out. Rounds in which either side is missing are left out; NaN when none is whole.
 */
export function medianRatio(
  numerators: readonly (number | null)[],
  denominators: readonly (number | null)[],
): number {
  const ratios: number[] = []
  for (const [round, numerator] of numerators.entries()) {
    const denominator = denominators[round] ?? null
    if (numerator !== null && denominator !== null && denominator > 0) ratios.push(numerator / denominator)
  }
  return median(ratios)
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** How many points the slope is fitted to; the pairs grow with the square. */
const MAX_SLOPE_POINTS = 600

/**
 * Theil-Sen: the median slope of all pairs. A garbage collector's saw-tooth and a few outliers do not tilt it, as they
 * would a least-squares line. NaN for fewer than two points.
 */
export function robustSlope(points: readonly Point[]): number {
  const step = Math.max(1, Math.ceil(points.length / MAX_SLOPE_POINTS))
  const chosen = points.filter((_, index) => index % step === 0)
  const slopes: number[] = []
  for (const [i, a] of chosen.entries()) {
    for (const b of chosen.slice(i + 1)) {
      if (b.x !== a.x) slopes.push((b.y - a.y) / (b.x - a.x))
    }
  }
  return median(slopes)
}
