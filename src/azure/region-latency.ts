import table from './data/region-latency.json' with { type: 'json' }
import { type FactTable, shippedTable } from './fact-table.ts'

/** A round trip between two of Azure's regions. It is not the same both ways. */
export interface RoundTrip {
  readonly from: string
  readonly to: string
  /** Median. */
  readonly p50Ms: number
}

const shipped: ReadonlyMap<string, readonly (number | null)[]> = new Map(Object.entries(table.p50Ms))

export const SHIPPED_ROUND_TRIPS: FactTable<RoundTrip> = shippedTable<RoundTrip>(
  {
    name: 'round_trips',
    title: 'round trips',
    key: ['from', 'to'],
    asOf: table.asOf,
    source: table.source,
  },
  [...shipped].flatMap(([from, row]) =>
    row.flatMap((p50Ms, column) => {
      const to = table.columns[column]
      return p50Ms === null || to === undefined || to === from ? [] : [{ from, to, p50Ms }]
    }),
  ),
)

export interface RoundTrips {
  readonly asOf: string
  /** In milliseconds; 0 within a region, null where it was not measured. */
  between(this: void, from: string, to: string): number | null
}

export function roundTripsOf({ rows }: FactTable<RoundTrip>): RoundTrips {
  const byPair = new Map(rows.map(({ from, to, p50Ms }) => [`${from} ${to}`, p50Ms]))
  return Object.freeze({
    asOf: table.asOf,
    between: (from: string, to: string) => (from === to ? 0 : (byPair.get(`${from} ${to}`) ?? null)),
  })
}
