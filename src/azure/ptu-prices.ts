import table from './data/ptu-prices.json' with { type: 'json' }

/** What a provisioned throughput unit (PTU) costs by the hour, by list: an estimate until the workload file says. */
export interface PtuPrice {
  readonly type: string
  readonly usdPerHour: number
  /** Null where the source has no date. */
  readonly asOf: string | null
  readonly source: string
}

const source = `${table.source.join(', ')}; second hand`

/** The list is that of OpenAI's models: `gpt-4.1`, `o3-mini`. */
const OPENAI_MODEL = /^(?:gpt-(?!oss)|o\d)/i

/** Null for models of other makers, whose price no list here has. */
export function findPtuPrice(baseModel: string, type: string): PtuPrice | null {
  if (!OPENAI_MODEL.test(baseModel)) return null
  const row = table.prices.find((price) => price.type === type)
  return row === undefined ? null : { ...row, source }
}
