import table from './data/model-limits.json' with { type: 'json' }
import { type Fact, type FactTable, shippedTable } from './fact-table.ts'

/** The most tokens of one call; null where not published. */
export interface ModelLimits {
  readonly model: string
  /** Null is every version. */
  readonly version: string | null
  /** Of input and output together. */
  readonly contextTokens: number | null
  readonly inputTokens: number | null
  readonly outputTokens: number | null
}

export const SHIPPED_MODEL_LIMITS: FactTable<ModelLimits> = shippedTable<ModelLimits>(
  {
    name: 'model_limits',
    title: 'limits of a call by model',
    key: ['model', 'version'],
    asOf: table.asOf,
    source: table.source,
  },
  table.models,
)

export interface ModelLimitsByVersion {
  /** With a null version, those of the version that takes most; null where no table has the model or its version. */
  find(this: void, baseModel: string, version: string | null): Fact<ModelLimits> | null
}

export function modelLimitsOf({ rows }: FactTable<ModelLimits>): ModelLimitsByVersion {
  const byModel = Map.groupBy(rows, ({ model }) => model.toLowerCase())
  return Object.freeze({
    find(baseModel: string, version: string | null) {
      const known = byModel.get(baseModel.toLowerCase()) ?? []
      if (version !== null)
        return (
          known.find((row) => row.version === version) ?? known.find((row) => row.version === null) ?? null
        )
      return known.reduce<Fact<ModelLimits> | null>(
        (most, row) => ((row.outputTokens ?? 0) > (most?.outputTokens ?? -1) ? row : most),
        null,
      )
    },
  })
}
