import { findDeploymentType, findRole } from '../../azure/index.ts'
import type { Deployment } from '../../workload/index.ts'
import type { AccountEstate, Estate, RegionEstate } from '../estate.ts'
import {
  guidOf,
  idOf,
  type Output,
  propertyOf,
  type Resource,
  resource,
  roleDefinition,
  type Stage,
} from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns, Zone } from './private-dns.ts'

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
  { workspace, gatewayIdentities }: Operations,
  dns: PrivateDns,
  network: RegionNetwork,
): Stage {
  const resources: Resource[] = []
  const outputs: Output[] = []
  for (const estateAccount of accounts) {
    const { account } = estateAccount
    const foundry = foundryAccount(estate, region, estateAccount)
    const deployments = modelDeployments(estate, estateAccount, foundry)
    // An endpoint made while the account still changes is refused: so it comes after the last deployment.
    const endpoint = privateEndpoint(estate, region, estateAccount, foundry, network, deployments.slice(-1))
    resources.push(
      foundry,
      ...deployments,
      endpoint,
      zoneGroup(estate, account.name, endpoint, dns.zonesOf(ACCOUNTS, 'account', region)),
      diagnosticsOf(estate, [account.name], foundry, workspace),
      ...[...gatewayIdentities].map(([from, identity]) =>
        inferenceRole(estate, account.name, foundry, from, identity),
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

function privateEndpoint(
  estate: Estate,
  region: string,
  { account, azureName }: AccountEstate,
  foundry: Resource,
  { endpointsSubnet }: RegionNetwork,
  after: readonly Resource[],
): Resource {
  return resource({
    symbol: estate.symbols.of('endpoint', account.name),
    type: 'Microsoft.Network/privateEndpoints',
    apiVersion: '2025-09-01',
    name: estate.name('privateEndpoint', account.name, region),
    after,
    body: {
      location: region,
      tags: estate.tags,
      properties: {
        customNetworkInterfaceName: `${estate.name('privateEndpoint', account.name, region)}-nic`,
        subnet: { id: idOf(endpointsSubnet) },
        privateLinkServiceConnections: [
          { name: azureName, properties: { privateLinkServiceId: idOf(foundry), groupIds: ['account'] } },
        ],
      },
    },
    because: [{ rule: 'NET-10', why: 'the account has an address in the network of its region.' }],
  })
}

function zoneGroup(
  { symbols }: Estate,
  accountName: string,
  endpoint: Resource,
  zones: readonly Zone[],
): Resource {
  return resource({
    symbol: symbols.of('zoneGroup', accountName),
    type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
    apiVersion: '2025-09-01',
    name: 'default',
    parent: endpoint,
    body: {
      properties: {
        privateDnsZoneConfigs: zones.map((zone) => ({
          name: zone.name.replaceAll('.', '-'),
          properties: { privateDnsZoneId: idOf(zone.resource) },
        })),
      },
    },
    because: [{ rule: 'NET-11', why: 'an account has three names, and each needs its zone.' }],
  })
}

const INFERENCE_ROLE = 'Cognitive Services OpenAI User'

function inferenceRole(
  { symbols }: Estate,
  accountName: string,
  foundry: Resource,
  from: string,
  identity: Resource,
): Resource {
  const role = findRole(INFERENCE_ROLE)
  if (role === null) throw new Error(`there is no role ${INFERENCE_ROLE}`)
  return resource({
    symbol: symbols.of('inference', accountName, 'from', from),
    type: 'Microsoft.Authorization/roleAssignments',
    apiVersion: '2022-04-01',
    name: guidOf(idOf(foundry), idOf(identity), role.id),
    extends: foundry,
    body: {
      properties: {
        roleDefinitionId: roleDefinition(role.id),
        principalId: propertyOf(identity, 'principalId'),
        principalType: 'ServicePrincipal',
      },
    },
    because: [{ rule: 'WAF-04', why: `the gateway in ${from} may call the models, and nothing else.` }],
  })
}
