import table from './data/model-prices.json' with { type: 'json' }

/** List prices by base model, as of `MODEL_PRICES_AS_OF`: estimates until the workload file sets its own. */
export const MODEL_PRICES_AS_OF: string = table.asOf
export const MODEL_PRICES_SOURCE: readonly string[] = table.source

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

interface Row {
  readonly input: number
  readonly cachedInput: number | null
  readonly output: number | null
  readonly inputAudio?: number | null
  readonly outputAudio?: number | null
}

const PICO_USD_PER_TOKEN = 1_000_000

function picoUsd(usdPerMillionTokens: number): number {
  return Math.round(usdPerMillionTokens * PICO_USD_PER_TOKEN)
}

function tokenPrice({ input, cachedInput, output, inputAudio, outputAudio }: Row): ModelTokenPrice {
  return {
    inputPicoUsd: picoUsd(input),
    cachedInputPicoUsd: picoUsd(cachedInput ?? input),
    outputPicoUsd: picoUsd(output ?? 0),
    audioInputPicoUsd: typeof inputAudio === 'number' ? picoUsd(inputAudio) : null,
    audioOutputPicoUsd: typeof outputAudio === 'number' ? picoUsd(outputAudio) : null,
  }
}

const source = table.source.join(', ')

const rows: readonly ModelPrice[] = table.prices.map((row) => ({
  baseModel: row.model,
  version: row.version,
  price: tokenPrice(row),
  longContext:
    row.longContext === null
      ? null
      : { fromInputTokens: row.longContext.fromInputTokens, price: tokenPrice(row.longContext) },
  listOf: row.listOf,
  pricedAs: row.pricedAs,
  weak: row.weak,
  source,
  asOf: table.asOf,
}))

export function modelPrices(): readonly ModelPrice[] {
  return rows
}

const byModel = Map.groupBy(rows, ({ baseModel }) => baseModel.toLowerCase())

/** Null where no list has the model: its use is then unpriced, never free. */
export function findModelPrice(baseModel: string, version: string | null = null): ModelPrice | null {
  const known = byModel.get(baseModel.toLowerCase()) ?? []
  return (
    known.find((row) => row.version !== null && row.version === version) ??
    known.find((row) => row.version === null) ??
    null
  )
}
