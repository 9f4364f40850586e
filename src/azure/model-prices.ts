import table from './data/model-prices.json' with { type: 'json' }
import { type FactTable, shippedTable } from './fact-table.ts'

/** Integer pico-dollars per token: $1 per million tokens is 1 000 000 of them. */
export interface ModelTokenPrice {
  readonly inputPicoUsd: number
  /** The same as `inputPicoUsd` where no lower price is published. */
  readonly cachedInputPicoUsd: number
  /** Zero for models that give no tokens, such as embeddings. */
  readonly outputPicoUsd: number
  readonly audioInputPicoUsd: number | null
  readonly audioOutputPicoUsd: number | null
}

export interface ModelPrice {
  readonly baseModel: string
  /** The version that this row alone is for; null is every other. */
  readonly version: string | null
  readonly price: ModelTokenPrice
  /** The price of the whole request once its prompt has this many tokens. */
  readonly longContext: { readonly fromInputTokens: number; readonly price: ModelTokenPrice } | null
  /** Whose list it is: `azure`, or a maker whose price Azure may or may not charge. */
  readonly listOf: string
  /** The name under which the list has it. */
  readonly pricedAs: string
  /** From a reseller, not verified. */
  readonly weak: boolean
  readonly source: string
  readonly asOf: string
}

/** USD for a million tokens, as lists say them; null where not published. */
interface ListedTokenPrice {
  readonly input: number
  readonly cachedInput: number | null
  readonly output: number | null
  readonly inputAudio?: number | null | undefined
  readonly outputAudio?: number | null | undefined
}

export interface ListedPrice extends ListedTokenPrice {
  readonly model: string
  /** Null is every version without a row of its own. */
  readonly version: string | null
  readonly longContext: (ListedTokenPrice & { readonly fromInputTokens: number }) | null
  readonly listOf: string
  readonly pricedAs: string
  readonly weak: boolean
}

export const SHIPPED_PRICES: FactTable<ListedPrice> = shippedTable<ListedPrice>(
  {
    name: 'prices',
    title: 'list prices',
    key: ['model', 'version'],
    asOf: table.asOf,
    source: table.source,
  },
  table.prices.map((row) => ({
    model: row.model,
    version: row.version,
    input: row.input,
    cachedInput: row.cachedInput,
    output: row.output,
    inputAudio: row.inputAudio,
    outputAudio: row.outputAudio,
    longContext: row.longContext,
    listOf: row.listOf,
    pricedAs: row.pricedAs,
    weak: row.weak,
  })),
)

const PICO_USD_PER_TOKEN = 1_000_000

function picoUsd(usdPerMillionTokens: number): number {
  return Math.round(usdPerMillionTokens * PICO_USD_PER_TOKEN)
}

function tokenPrice({
  input,
  cachedInput,
  output,
  inputAudio,
  outputAudio,
}: ListedTokenPrice): ModelTokenPrice {
  return {
    inputPicoUsd: picoUsd(input),
    cachedInputPicoUsd: picoUsd(cachedInput ?? input),
    outputPicoUsd: picoUsd(output ?? 0),
    audioInputPicoUsd: typeof inputAudio === 'number' ? picoUsd(inputAudio) : null,
    audioOutputPicoUsd: typeof outputAudio === 'number' ? picoUsd(outputAudio) : null,
  }
}

/** List prices by base model: estimates until the workload file sets its own. */
export interface Prices {
  readonly asOf: string
  readonly all: readonly ModelPrice[]
  /** Null where no list has the model: its use is then unpriced, never free. */
  find(this: void, baseModel: string, version?: string | null): ModelPrice | null
}

export function pricesOf({ rows }: FactTable<ListedPrice>): Prices {
  const all = Object.freeze(
    rows.map((row): ModelPrice =>
      Object.freeze({
        baseModel: row.model,
        version: row.version,
        price: Object.freeze(tokenPrice(row)),
        longContext:
          row.longContext === null
            ? null
            : Object.freeze({
                fromInputTokens: row.longContext.fromInputTokens,
                price: Object.freeze(tokenPrice(row.longContext)),
              }),
        listOf: row.listOf,
        pricedAs: row.pricedAs,
        weak: row.weak,
        source: row.source,
        asOf: row.asOf,
      }),
    ),
  )
  const byModel = Map.groupBy(all, ({ baseModel }) => baseModel.toLowerCase())
  return Object.freeze({
    asOf: table.asOf,
    all,
    find(baseModel: string, version: string | null = null) {
      const known = byModel.get(baseModel.toLowerCase()) ?? []
      return (
        known.find((row) => row.version !== null && row.version === version) ??
        known.find((row) => row.version === null) ??
        null
      )
    },
  })
}
