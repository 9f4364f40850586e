import table from './data/model-retirements.json' with { type: 'json' }

/** When Azure stops serving model versions. The dates move: whoever shows one shows `MODEL_RETIREMENTS_AS_OF`, too. */
export const MODEL_RETIREMENTS_AS_OF: string = table.asOf
export const MODEL_RETIREMENTS_SOURCE: readonly string[] = table.source

export interface Retirement {
  readonly baseModel: string
  /** Null is every version. */
  readonly version: string | null
  /** As `2027-04-14`, in UTC; null where none is announced. */
  readonly retiresOn: string | null
  /** What Microsoft names instead: models, or `model@version`. */
  readonly replacements: readonly string[]
}

const rows: readonly Retirement[] = table.models.map(({ model, version, retirement, replacement }) => ({
  baseModel: model,
  version,
  retiresOn: retirement,
  replacements: replacement,
}))

const byModel = Map.groupBy(rows, ({ baseModel }) => baseModel.toLowerCase())

/** Null where the schedule does not have the version. */
export function findRetirement(baseModel: string, version: string): Retirement | null {
  const known = byModel.get(baseModel.toLowerCase()) ?? []
  return known.find((row) => row.version === version) ?? known.find((row) => row.version === null) ?? null
}

/** Of every version in the schedule; empty where it does not have the model. */
export function retirementsOf(baseModel: string): readonly Retirement[] {
  return byModel.get(baseModel.toLowerCase()) ?? []
}
