import table from './data/model-retirements.json' with { type: 'json' }
import { type Fact, type FactTable, shippedTable } from './fact-table.ts'

export interface Retirement {
  readonly model: string
  /** Null is every version. */
  readonly version: string | null
  /** As `2027-04-14`, in UTC; null where none is announced. */
  readonly retiresOn: string | null
  /** What Microsoft names instead: models, or `model@version`. */
  readonly replacements: readonly string[]
}

export const SHIPPED_RETIREMENTS: FactTable<Retirement> = shippedTable<Retirement>(
  {
    name: 'retirements',
    title: 'retirements of models',
    key: ['model', 'version'],
    asOf: table.asOf,
    source: table.source,
  },
  table.models.map(({ model, version, retirement, replacement }) => ({
    model,
    version,
    retiresOn: retirement,
    replacements: replacement,
  })),
)

/** When Azure stops serving model versions. The dates move: whoever shows one shows `asOf`, too. */
export interface Retirements {
  /** Of the schedule; a row may have a day of its own. */
  readonly asOf: string
  /** Null where the schedule does not have the version. */
  find(this: void, baseModel: string, version: string): Fact<Retirement> | null
  /** Of every version in the schedule; empty where it does not have the model. */
  of(this: void, baseModel: string): readonly Fact<Retirement>[]
  /** As `find`; where no version is said, of the one that is served the longest, if every version has an end. */
  last(this: void, baseModel: string, version: string | null): Fact<Retirement> | null
}

export function retirementsOf({ rows }: FactTable<Retirement>): Retirements {
  const byModel = Map.groupBy(rows, ({ model }) => model.toLowerCase())
  const of = (baseModel: string) => byModel.get(baseModel.toLowerCase()) ?? []
  const find = (baseModel: string, version: string) => {
    const known = of(baseModel)
    return known.find((row) => row.version === version) ?? known.find((row) => row.version === null) ?? null
  }
  return Object.freeze({
    asOf: table.asOf,
    of,
    find,
    last: (baseModel: string, version: string | null) =>
      version === null ? lastOf(of(baseModel)) : find(baseModel, version),
  })
}

function lastOf(retirements: readonly Fact<Retirement>[]): Fact<Retirement> | null {
  const [first, ...rest] = retirements
  if (first === undefined || retirements.some(({ retiresOn }) => retiresOn === null)) return null
  return rest.reduce((last, one) => ((one.retiresOn ?? '') > (last.retiresOn ?? '') ? one : last), first)
}
