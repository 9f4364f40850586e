import table from './data/ptu-prices.json' with { type: 'json' }
import { type Fact, type FactTable, shippedTable } from './fact-table.ts'

/** What a provisioned throughput unit (PTU) costs by the hour, by list: an estimate until the workload file says. */
export interface PtuPrice {
  readonly type: string
  readonly usdPerHour: number
}

export const SHIPPED_PTU_PRICES: FactTable<PtuPrice> = shippedTable<PtuPrice>(
  {
    name: 'ptu_prices',
    title: 'list prices of PTU',
    key: ['type'],
    asOf: table.asOf,
    source: table.source,
  },
  table.prices,
)

/** The list is that of OpenAI's models: `gpt-4.1`, `o3-mini`. */
const OPENAI_MODEL = /^(?:gpt-(?!oss)|o\d)/i

export interface PtuPrices {
  /** Null for models of other makers, whose price no list here has. */
  find(this: void, baseModel: string, type: string): Fact<PtuPrice> | null
}

export function ptuPricesOf({ rows }: FactTable<PtuPrice>): PtuPrices {
  const byType = new Map(rows.map((row) => [row.type, row]))
  return Object.freeze({
    find: (baseModel: string, type: string) =>
      OPENAI_MODEL.test(baseModel) ? (byType.get(type) ?? null) : null,
  })
}
