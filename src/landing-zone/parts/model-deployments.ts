import { findDeploymentType, isFineTuned, modelFormat } from '../../azure/index.ts'
import type { Deployment } from '../../workload/index.ts'
import type { AccountEstate, Estate } from '../estate.ts'
import { type Expression, idOf, type Reason, type Resource, resource } from '../resource-graph.ts'

export const ACCOUNTS = 'Microsoft.CognitiveServices/accounts'
export const ACCOUNTS_API = '2026-07-01'

/** `sku.capacity` of types that are paid by the token counts thousands of tokens a minute. */
const TOKENS_PER_CAPACITY = 1_000
/** Where the file says no capacity; 10,000 tokens a minute is enough to try it. */
const CAPACITY_TO_TRY = 10
/** Every fine-tuned model has this version and no other ("Deploy a fine-tuned model for inferencing"). */
const VERSION_OF_FINE_TUNED = '1'

export interface DeploymentsWish {
  readonly account: AccountEstate
  readonly foundry: Resource
  /** Of the content filter; null for Azure's default. */
  readonly filterName: string | null
  readonly deployments: readonly Deployment[]
  readonly after: readonly Resource[]
}

/** One after the other: Azure changes one deployment of an account at a time. */
export function modelDeployments(
  estate: Estate,
  { account: { account }, foundry, filterName, deployments, after }: DeploymentsWish,
): readonly Resource[] {
  const made: Resource[] = []
  for (const deployment of deployments) {
    const { type, model } = deployment
    made.push(
      modelDeployment(estate, deployment, {
        symbol: estate.symbols.of('deployment', account.name, deployment.id),
        foundry,
        filterName,
        source: null,
        after: made.length === 0 ? after : made.slice(-1),
        because: [{ rule: 'REL-08', why: `${type ?? 'standard'} is how the file wants ${model} here.` }],
      }),
    )
  }
  return made
}

export interface DeploymentPlace {
  readonly symbol: string
  readonly foundry: Resource
  readonly filterName: string | null
  /** The account that holds a fine-tuned model, where that is another; null otherwise. */
  readonly source: Resource | null
  readonly after: readonly Resource[]
  readonly because: readonly Reason[]
}

export function modelDeployment(
  { plan }: Estate,
  deployment: Deployment,
  { symbol, foundry, filterName, source, after, because }: DeploymentPlace,
): Resource {
  const baseModel = plan.models.get(deployment.model)?.baseModel ?? deployment.model
  const version = deployment.version ?? (isFineTuned(baseModel) ? VERSION_OF_FINE_TUNED : null)
  const from: { readonly source?: Expression } = source === null ? {} : { source: idOf(source) }
  return resource({
    symbol,
    type: `${ACCOUNTS}/deployments`,
    apiVersion: ACCOUNTS_API,
    name: deployment.upstreamName,
    parent: foundry,
    after,
    body: {
      sku: { name: skuOf(deployment), capacity: capacityOf(deployment.capacity) },
      properties: {
        model: {
          format: formatOf(baseModel),
          name: baseModel,
          ...(version === null ? {} : { version }),
          ...from,
        },
        // A version that changes by itself changes answers, and the regions apart.
        versionUpgradeOption: version === null ? 'OnceNewDefaultVersionAvailable' : 'NoAutoUpgrade',
        ...(filterName === null ? {} : { raiPolicyName: filterName }),
      },
    },
    because,
  })
}

function skuOf({ type, id }: Deployment): string {
  const skuName = type === null ? undefined : findDeploymentType(type)?.skuName
  if (skuName === undefined) throw new Error(`the deployment ${id} has no type`)
  return skuName
}

function capacityOf(capacity: Deployment['capacity']): number {
  if (capacity.kind === 'provisioned') return capacity.units
  if (capacity.kind === 'unlimited') return CAPACITY_TO_TRY
  return Math.max(1, Math.ceil(capacity.tokensPerMinute / TOKENS_PER_CAPACITY))
}

function formatOf(baseModel: string): string {
  const format = modelFormat(baseModel)
  if (format === null) throw new Error(`the maker of ${baseModel} is not known`)
  return format
}
