import { findDeploymentType } from '../../azure/index.ts'
import type { Deployment } from '../../workload/index.ts'
import type { AccountEstate, Estate, RegionEstate } from '../estate.ts'
import { type Output, propertyOf, type Resource, resource, type Stage } from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'
import { roleAssignment } from './role-assignment.ts'

const ACCOUNTS = 'Microsoft.CognitiveServices/accounts'
const ACCOUNTS_API = '2026-07-01'
/** `sku.capacity` of types that are paid by the token counts thousands of tokens a minute. */
const TOKENS_PER_CAPACITY = 1_000
/** Where the file says no capacity; 10,000 tokens a minute is enough to try it. */
const CAPACITY_TO_TRY = 10

/** Accounts of Azure AI Foundry with their model deployments, in one region: private, without keys, watched. */
export function modelServicesStage(
  estate: Estate,
  { region, accounts, groups }: RegionEstate,
  { workspaceId, gatewayIdentities }: Operations,
  dns: PrivateDns,
  network: RegionNetwork,
): Stage {
  const resources: Resource[] = []
  const outputs: Output[] = []
  for (const estateAccount of accounts) {
    const { account } = estateAccount
    const foundry = foundryAccount(estate, region, estateAccount)
    const deployments = modelDeployments(estate, estateAccount, foundry)
    resources.push(
      foundry,
      ...deployments,
      ...privateEndpointOf(estate, network, dns, {
        target: foundry,
        groupId: 'account',
        words: [account.name],
        after: deployments.slice(-1),
      }),
      diagnosticsOf(estate, [account.name], foundry, workspaceId),
      ...[...gatewayIdentities].map(([from, identity]) =>
        roleAssignment(estate, ['inference', account.name, 'from', from], {
          role: INFERENCE_ROLE,
          on: foundry,
          to: identity,
          because: { rule: 'WAF-04', why: `the gateway in ${from} may call the models, and nothing else.` },
        }),
      ),
    )
    outputs.push({
      name: estate.symbols.of(account.name, 'endpoint'),
      description: `accounts.${account.name}.endpoint of the workload file`,
      value: propertyOf(foundry, 'endpoint'),
    })
  }
  return {
    name: `40-models-${region}`,
    purpose: `Accounts of Azure AI Foundry in ${region}, their model deployments, and the way to them.`,
    scope: estate.groupScope(groups.services),
    parameters: [],
    resources,
    outputs,
  }
}

function foundryAccount(estate: Estate, region: string, { account, azureName }: AccountEstate): Resource {
  return resource({
    symbol: estate.symbols.of('account', account.name),
    type: ACCOUNTS,
    apiVersion: ACCOUNTS_API,
    name: azureName,
    body: {
      location: region,
      tags: estate.tags,
      kind: 'AIServices',
      sku: { name: 'S0' },
      identity: { type: 'SystemAssigned' },
      properties: {
        customSubDomainName: azureName,
        disableLocalAuth: true,
        publicNetworkAccess: 'Disabled',
        networkAcls: { defaultAction: 'Deny', bypass: 'None' },
        restrictOutboundNetworkAccess: true,
        allowedFqdnList: [],
      },
    },
    because: [
      { rule: 'REL-01', why: 'model endpoints stand in every region that the file names.' },
      { rule: 'PNET-02', why: 'it is reached over its private endpoint alone.' },
      { rule: 'APP-27', why: 'who calls it signs in with Entra ID: its keys are off.' },
    ],
  })
}

/** One after the other: Azure changes one deployment of an account at a time. */
function modelDeployments(
  { plan, symbols }: Estate,
  { account, deployments }: AccountEstate,
  foundry: Resource,
): readonly Resource[] {
  const made: Resource[] = []
  for (const deployment of deployments) {
    const { upstreamName, capacity, version, type } = deployment
    made.push(
      resource({
        symbol: symbols.of('deployment', account.name, deployment.id),
        type: `${ACCOUNTS}/deployments`,
        apiVersion: ACCOUNTS_API,
        name: upstreamName,
        parent: foundry,
        after: made.slice(-1),
        body: {
          sku: { name: skuOf(deployment), capacity: capacityOf(capacity) },
          properties: {
            model: {
              format: 'OpenAI',
              name: plan.models.get(deployment.model)?.baseModel ?? deployment.model,
              ...(version === null ? {} : { version }),
            },
            // A version that changes by itself changes answers, and the regions apart.
            versionUpgradeOption: version === null ? 'OnceNewDefaultVersionAvailable' : 'NoAutoUpgrade',
          },
        },
        because: [
          { rule: 'REL-08', why: `${type ?? 'standard'} is how the file wants ${deployment.model} here.` },
        ],
      }),
    )
  }
  return made
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

const INFERENCE_ROLE = 'Cognitive Services OpenAI User'
