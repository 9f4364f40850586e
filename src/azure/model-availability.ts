import table from './data/model-availability.json' with { type: 'json' }
import { DEPLOYMENT_TYPE_FACTS, findDeploymentType } from './deployment-types.ts'

/** Which model versions Microsoft offers where, by deployment type. Its tables are not of one day: see each `asOf`. */
export const MODEL_AVAILABILITY_SOURCE: readonly string[] = table.source

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

interface Row {
  readonly model: string
  readonly version: string
  /** By sku name, the index of a list of regions. */
  readonly types: Readonly<Partial<Record<string, number>>>
  readonly otherVendor?: boolean
}

const rows: readonly Row[] = table.models
const byModel = Map.groupBy(rows, ({ model }) => model.toLowerCase())
const asOfByType: Readonly<Partial<Record<string, string>>> = table.asOfByType
const provisionedUnknownFor = new Set(table.provisionedUnknownFor.map((model) => model.toLowerCase()))

/** Names of the models that the tables have, for suggestions. */
export const AVAILABLE_MODELS: readonly string[] = [...new Set(rows.map(({ model }) => model))]

/** Day of the table that has a deployment type; null for a type that is in none: `developer` and those of batches. */
export function modelAvailabilityAsOf(deploymentType: string): string | null {
  return asOfByType[findDeploymentType(deploymentType)?.skuName ?? ''] ?? null
}

/**
 * Whether a model version is offered; with a null version, whether any version of the model is. Null for a type that no
 * table has.
 */
export function findOffer(
  baseModel: string,
  version: string | null,
  deploymentType: string,
  region: string,
): Offer | null {
  const facts = findDeploymentType(deploymentType)
  const asOf = modelAvailabilityAsOf(deploymentType)
  if (facts === null || asOf === null) return null
  const ofModel = byModel.get(baseModel.toLowerCase())
  if (ofModel === undefined) return { kind: 'no-such-model', asOf: table.asOf }
  const ofVersion = version === null ? ofModel : ofModel.filter((row) => row.version === version)
  if (ofVersion.length === 0) {
    const versions = ofModel.map((row) => row.version)
    return { kind: 'no-such-version', asOf: table.asOf, versions }
  }
  if (ofVersion.some((row) => regionsOf(row, facts.skuName).includes(region)))
    return { kind: 'offered', asOf }
  const isUnread =
    provisionedUnknownFor.has(baseModel.toLowerCase()) || ofVersion.every((row) => row.otherVendor)
  if (facts.provisioned && isUnread) return { kind: 'not-said', asOf }
  const typesHere = DEPLOYMENT_TYPE_FACTS.filter(({ skuName }) =>
    ofVersion.some((row) => regionsOf(row, skuName).includes(region)),
  )
  return {
    kind: 'not-here',
    asOf,
    typesHere: typesHere.map(({ name }) => name),
    regions: [...new Set(ofVersion.flatMap((row) => regionsOf(row, facts.skuName)))].sort(),
  }
}

/** A model version and where a deployment type of it is had. */
export interface VersionOffer {
  readonly baseModel: string
  readonly version: string
  readonly regions: readonly string[]
}

/** Every version of a model that is had as this type; empty where the tables have none. */
export function offersOf(baseModel: string, deploymentType: string): readonly VersionOffer[] {
  const skuName = findDeploymentType(deploymentType)?.skuName
  if (skuName === undefined) return []
  return (byModel.get(baseModel.toLowerCase()) ?? [])
    .map((row) => ({ baseModel: row.model, version: row.version, regions: regionsOf(row, skuName) }))
    .filter(({ regions }) => regions.length > 0)
}

function regionsOf(row: Row, skuName: string): readonly string[] {
  const set = row.types[skuName]
  return set === undefined ? [] : (table.regionSets[set] ?? [])
}
