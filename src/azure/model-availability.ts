import table from './data/model-availability.json' with { type: 'json' }
import { DEPLOYMENT_TYPE_FACTS, findDeploymentSku, findDeploymentType } from './deployment-types.ts'
import { type Fact, type FactTable, shippedTable } from './fact-table.ts'

/** A model version and where a deployment type of it is had. */
export interface VersionOffer {
  readonly model: string
  readonly version: string
  /** The workload file's name of a deployment type. */
  readonly type: string
  readonly regions: readonly string[]
}

/** What Microsoft's tables say of a model version as one type in one region. */
export type Offer =
  | { readonly kind: 'offered'; readonly asOf: string }
  /** The tables have the model and type, and not in this region. */
  | {
      readonly kind: 'not-here'
      readonly asOf: string
      /** Workload names of the types that the region does have it as. */
      readonly typesHere: readonly string[]
      /** Where this type is had. */
      readonly regions: readonly string[]
    }
  | { readonly kind: 'no-such-version'; readonly asOf: string; readonly versions: readonly string[] }
  | { readonly kind: 'no-such-model'; readonly asOf: string }
  /** No table that could be read speaks of this type of this model. */
  | { readonly kind: 'not-said'; readonly asOf: string }

interface ShippedRow {
  readonly model: string
  readonly version: string
  /** By sku name, the index of a list of regions. */
  readonly types: Readonly<Partial<Record<string, number>>>
  readonly otherVendor?: boolean
}

const shipped: readonly ShippedRow[] = table.models
const asOfBySku: Readonly<Partial<Record<string, string>>> = table.asOfByType
/** Models of which no provisioned table that could be read speaks: too old for them, or of Microsoft's own alone. */
const withoutProvisionedTable = new Set(
  [...table.provisionedUnknownFor, ...shipped.flatMap((row) => (row.otherVendor ? [row.model] : []))].map(
    (model) => model.toLowerCase(),
  ),
)

export const SHIPPED_OFFERS: FactTable<VersionOffer> = shippedTable<VersionOffer>(
  {
    name: 'offers',
    title: 'where models are offered',
    key: ['model', 'version', 'type'],
    asOf: Object.values(asOfBySku).reduce<string>(
      (oldest, one) => (one !== undefined && one < oldest ? one : oldest),
      table.asOf,
    ),
    source: table.source,
  },
  shipped.flatMap(({ model, version, types }) =>
    Object.entries(types).flatMap(([sku, set]) => {
      const type = findDeploymentSku(sku)?.name
      const regions = set === undefined ? undefined : table.regionSets[set]
      if (type === undefined || regions === undefined) return []
      return [{ model, version, type, regions, asOf: asOfBySku[sku] ?? table.asOf }]
    }),
  ),
)

/** Which model versions Microsoft offers where, by deployment type. Its tables are not of one day. */
export interface Offers {
  /** Names of the models that the tables have, for suggestions. */
  readonly models: readonly string[]
  /** Day of the table that has a deployment type; null for a type that is in none: `developer` and those of batches. */
  asOf(this: void, deploymentType: string): string | null
  /**
   * Whether a model version is offered; with a null version, whether any version of the model is. Null for a type that
   * no table has.
   */
  find(
    this: void,
    baseModel: string,
    version: string | null,
    deploymentType: string,
    region: string,
  ): Offer | null
  /** Every version of a model that is had as this type; empty where the tables have none. */
  of(this: void, baseModel: string, deploymentType: string): readonly Fact<VersionOffer>[]
}

export function offersOf({ rows }: FactTable<VersionOffer>): Offers {
  const byModel = Map.groupBy(rows, ({ model }) => model.toLowerCase())
  const rowsOf = (baseModel: string) => byModel.get(baseModel.toLowerCase()) ?? []
  const asOfType = (deploymentType: string) =>
    asOfBySku[findDeploymentType(deploymentType)?.skuName ?? ''] ?? null

  function find(baseModel: string, version: string | null, deploymentType: string, region: string) {
    const facts = findDeploymentType(deploymentType)
    const ofModel = rowsOf(baseModel)
    const ofVersion = version === null ? ofModel : ofModel.filter((row) => row.version === version)
    const ofType = ofVersion.filter(({ type }) => type === deploymentType)
    const asOf = asOfType(deploymentType) ?? ofType[0]?.asOf ?? null
    if (facts === null || asOf === null) return null
    if (ofModel.length === 0) return { kind: 'no-such-model', asOf: table.asOf } as const
    if (ofVersion.length === 0) {
      const versions = [...new Set(ofModel.map((row) => row.version))]
      return { kind: 'no-such-version', asOf: table.asOf, versions } as const
    }
    const here = ofType.find(({ regions }) => regions.includes(region))
    if (here !== undefined) return { kind: 'offered', asOf: here.asOf } as const
    const isUnread = ofType.length === 0 && withoutProvisionedTable.has(baseModel.toLowerCase())
    if (facts.provisioned && isUnread) return { kind: 'not-said', asOf } as const
    const typesHere = DEPLOYMENT_TYPE_FACTS.filter(({ name }) =>
      ofVersion.some(({ type, regions }) => type === name && regions.includes(region)),
    )
    return {
      kind: 'not-here',
      asOf: ofType[0]?.asOf ?? asOf,
      typesHere: typesHere.map(({ name }) => name),
      regions: [...new Set(ofType.flatMap(({ regions }) => regions))].sort(),
    } as const
  }

  return Object.freeze({
    models: Object.freeze([...new Set(rows.map(({ model }) => model))]),
    asOf: asOfType,
    find,
    of: (baseModel: string, deploymentType: string) =>
      rowsOf(baseModel).filter(({ type, regions }) => type === deploymentType && regions.length > 0),
  })
}
