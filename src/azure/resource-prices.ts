import { type Fact, type FactTable, shippedTable } from './fact-table.ts'
import table from './data/resource-prices.json' with { type: 'json' }

/** What a resource costs by being there, by list: an estimate until a file of one's own says. */
export interface ResourcePrice {
  /** As ARM writes it: `Microsoft.Network/azureFirewalls`. */
  readonly type: string
  /** The SKU as ARM names it; empty where the type has one alone. */
  readonly size: string
  /** For one unit and 730 hours. */
  readonly usdPerMonth: number
  /** What is paid beside it; null where nothing is. */
  readonly perUse: string | null
}

export const SHIPPED_RESOURCE_PRICES: FactTable<ResourcePrice> = shippedTable<ResourcePrice>(
  {
    name: 'resource_prices',
    title: 'list prices of resources',
    key: ['type', 'size'],
    asOf: table.asOf,
    source: table.source,
  },
  table.prices,
)

export interface ResourcePrices {
  /** Type and size compare without case; null where no list here has them. */
  find(this: void, type: string, size: string): Fact<ResourcePrice> | null
}

export function resourcePricesOf({ rows }: FactTable<ResourcePrice>): ResourcePrices {
  const keyOf = (type: string, size: string): string => `${type}\0${size}`.toLowerCase()
  const byKey = new Map(rows.map((row) => [keyOf(row.type, row.size), row]))
  return Object.freeze({ find: (type: string, size: string) => byKey.get(keyOf(type, size)) ?? null })
}
