import table from './data/region-latency.json' with { type: 'json' }

/** Round trips between Azure's regions, as of `REGION_LATENCY_AS_OF`. */
export const REGION_LATENCY_AS_OF: string = table.asOf
export const REGION_LATENCY_SOURCE: readonly string[] = table.source

const columns: ReadonlyMap<string, number> = new Map(table.columns.map((name, i) => [name, i]))
const rows: ReadonlyMap<string, readonly (number | null)[]> = new Map(Object.entries(table.p50Ms))

/** Median round trip in milliseconds; 0 within a region, null where it was not measured. */
export function regionLatencyMs(from: string, to: string): number | null {
  if (from === to) return 0
  const column = columns.get(to)
  return column === undefined ? null : (rows.get(from)?.[column] ?? null)
}
