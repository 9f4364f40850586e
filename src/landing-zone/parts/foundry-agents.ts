import type { Estate } from '../estate.ts'
import {
  type Body,
  guidOf,
  idOf,
  joined,
  principalOf,
  type Resource,
  resource,
  systemAssigned,
} from '../resource-graph.ts'
import type { BuiltSite } from './data-stages.ts'
import { hostsOf } from './firewall-rules.ts'
import { listedRules, type OutboundRule, tagRule } from './managed-outbound.ts'
import type { RegionNetwork } from './networks.ts'
import { roleAssignment } from './role-assignment.ts'

/** Where agents of Azure AI Foundry run: in a subnet of ours, in a network that Microsoft manages, or in none. */
export type AgentNetwork =
  | { readonly kind: 'own' }
  | {
      readonly kind: 'managed'
      readonly isolationMode: 'AllowOnlyApprovedOutbound' | 'AllowInternetOutbound'
    }
  | { readonly kind: 'none' }

/** Null where Foundry is used for models alone: `network.foundry` and agents of the application ask for projects. */
export function agentNetworkOf({ declaration }: Estate): AgentNetwork | null {
  const foundry = declaration.network?.foundry
  if (foundry === undefined && !hasAgents(declaration)) return null
  switch (foundry?.managed_network) {
    case 'off':
      return { kind: 'none' }
    case 'approved-outbound':
      return { kind: 'managed', isolationMode: 'AllowOnlyApprovedOutbound' }
    case 'internet-outbound':
      return { kind: 'managed', isolationMode: 'AllowInternetOutbound' }
    case 'own-network':
    case undefined:
      return { kind: 'own' }
  }
}

function hasAgents({ application }: Estate['declaration']): boolean {
  return Object.values(application?.parts ?? {}).some(({ kind }) => kind === 'agent')
}

/** What an account says of its projects; Azure takes it when the account is made, and not afterwards. */
export function projectSettings(network: AgentNetwork | null, { subnet }: RegionNetwork): Body {
  if (network === null) return {}
  return {
    allowProjectManagement: true,
    ...(network.kind === 'own'
      ? { networkInjections: [{ scenario: 'agent', subnetArmId: idOf(subnet('agents')) }] }
      : {}),
    ...(network.kind === 'managed'
      ? { networkInjections: [{ scenario: 'agent', useMicrosoftManagedNetwork: true }] }
      : {}),
  }
}

export interface AgentsWish {
  readonly account: Resource
  readonly accountName: string
  readonly region: string
  readonly network: AgentNetwork
  /** Stores in the same group. */
  readonly sites: readonly BuiltSite[]
  /** An account takes one change at a time. */
  readonly after: readonly Resource[]
}

/** A project with connections to the stores beside it, without keys, and what agents need to keep their state there. */
export function foundryAgents(
  estate: Estate,
  { account, accountName, region, network, sites, after }: AgentsWish,
): readonly Resource[] {
  const { symbols, tags, plan } = estate
  const connected = sites.flatMap((site) => {
    const how = CONNECTIONS[site.store.kind]
    return how === undefined ? [] : [{ site, how }]
  })
  const managed =
    network.kind === 'managed'
      ? managedNetwork(estate, { account, accountName, network, after }, connected)
      : []
  const project = resource({
    symbol: symbols.of('project', accountName),
    type: `${account.type}/projects`,
    apiVersion: account.apiVersion,
    name: estate.name('foundryProject', accountName),
    parent: account,
    after: [...after, ...managed],
    body: {
      location: region,
      tags,
      identity: systemAssigned,
      properties: { displayName: plan.workload, description: `Agents and evaluations of ${plan.workload}.` },
    },
    because: [{ rule: 'PNET-01', why: 'what runs in it reaches out by a network.' }],
  })
  const connections: Resource[] = []
  for (const { site, how } of connected)
    connections.push(connection(estate, project, accountName, site, how, connections.slice(-1)))
  const grants = connected.flatMap(({ site, how }) =>
    how.roles.map((role) =>
      roleAssignment(estate, ['project', accountName, 'on', ...site.words, role], {
        role,
        on: site.main,
        to: project,
        because: { rule: 'WAF-04', why: `agents of ${accountName} keep what they know there.` },
      }),
    ),
  )
  const chats = connected.flatMap(({ site }) =>
    site.store.kind === 'cosmos' ? [chatGrant(estate, project, accountName, site)] : [],
  )
  return [
    ...managed,
    project,
    ...connections,
    ...grants,
    ...chats,
    ...capabilityHost(estate, project, accountName, connected, connections, [...grants, ...chats]),
  ]
}

interface Connection {
  readonly category: string
  readonly suffix: string
  readonly use: 'vectorStoreConnections' | 'storageConnections' | 'threadStorageConnections'
  /** "Set up standard agent resources" names these before the capability host. */
  readonly roles: readonly string[]
}

const CONNECTIONS: Readonly<Partial<Record<BuiltSite['store']['kind'], Connection>>> = {
  search: {
    category: 'CognitiveSearch',
    suffix: 'search.windows.net',
    use: 'vectorStoreConnections',
    roles: ['Search Index Data Contributor', 'Search Service Contributor'],
  },
  storage: {
    category: 'AzureStorageAccount',
    suffix: 'blob.core.windows.net',
    use: 'storageConnections',
    // Agents make containers of their own and say who may see them.
    roles: ['Storage Blob Data Owner'],
  },
  cosmos: {
    category: 'CosmosDb',
    suffix: 'documents.azure.com:443',
    use: 'threadStorageConnections',
    roles: ['Cosmos DB Operator'],
  },
}

function connection(
  { symbols, name }: Estate,
  project: Resource,
  accountName: string,
  { words, main, region }: BuiltSite,
  { category, suffix }: Connection,
  after: readonly Resource[],
): Resource {
  return resource({
    symbol: symbols.of('connection', accountName, 'to', ...words),
    type: `${project.type}/connections`,
    apiVersion: project.apiVersion,
    name: name('connection', ...words),
    parent: project,
    after,
    body: {
      properties: {
        category,
        authType: 'AAD',
        target: joined('https://', main.name, `.${suffix}/`),
        metadata: { ApiType: 'Azure', ResourceId: idOf(main), location: region },
      },
    },
    because: [{ rule: 'APP-27', why: 'the project signs in as itself.' }],
  })
}

interface ManagedNetworkWish extends Pick<AgentsWish, 'account' | 'accountName' | 'after'> {
  readonly network: Extract<AgentNetwork, { readonly kind: 'managed' }>
}

/** The managed network reaches stores by private endpoints of its own, which the account itself may approve. */
function managedNetwork(
  estate: Estate,
  { account, accountName, network, after }: ManagedNetworkWish,
  connected: readonly { readonly site: BuiltSite }[],
): readonly Resource[] {
  const approvals = connected.map(({ site }) =>
    roleAssignment(estate, ['approver', accountName, 'on', ...site.words], {
      role: 'Azure AI Enterprise Network Connection Approver',
      on: site.main,
      to: account,
      because: { rule: 'PNET-08', why: 'agents reach it by a private endpoint of the managed network.' },
    }),
  )
  const outboundRules = Object.fromEntries([
    ...connected.map(
      ({ site }) =>
        [
          estate.name('connection', ...site.words),
          {
            type: 'PrivateEndpoint',
            category: 'UserDefined',
            destination: { serviceResourceId: idOf(site.main), subresourceTarget: site.groupIds[0] ?? null },
          },
        ] as const,
    ),
    ...(network.isolationMode === 'AllowOnlyApprovedOutbound' ? approvedRules(estate) : []).map(
      ({ name, properties }) => [name, properties] as const,
    ),
  ])
  return [
    ...approvals,
    resource({
      symbol: estate.symbols.of('managedNetwork', accountName),
      type: `${account.type}/managedNetworks`,
      apiVersion: account.apiVersion,
      name: 'default',
      parent: account,
      after: [...after, ...approvals],
      body: {
        properties: {
          managedNetwork: {
            isolationMode: network.isolationMode,
            managedNetworkKind: 'V2',
            firewallSku: 'Standard',
            outboundRules,
          },
        },
      },
      because: [{ rule: 'PNET-01', why: 'agents reach out by a network that Microsoft manages for them.' }],
    }),
  ]
}

/**
 * The tag AzureActiveDirectory is there by itself; agents need images of Container Apps besides ("Configure managed virtual
 * network for Microsoft Foundry": rules by scenario).
 */
function approvedRules(estate: Estate): readonly OutboundRule[] {
  const forAgents = hasAgents(estate.declaration)
  return [
    ...(forAgents ? ['MicrosoftContainerRegistry', 'AzureFrontDoor.FirstParty'].map(tagRule) : []),
    ...listedRules(estate, hostsOf(['sign-in', ...(forAgents ? ['images-of-the-platform'] : [])])),
  ]
}

/** Built-in Data Contributor of Cosmos DB itself: threads are kept in containers that agents make. */
const DATA_CONTRIBUTOR = '00000000-0000-0000-0000-000000000002'

function chatGrant(
  { symbols }: Estate,
  project: Resource,
  accountName: string,
  { main, words }: BuiltSite,
): Resource {
  return resource({
    symbol: symbols.of('project', accountName, 'in', ...words),
    type: `${main.type}/sqlRoleAssignments`,
    apiVersion: main.apiVersion,
    name: guidOf(idOf(main), idOf(project), DATA_CONTRIBUTOR),
    parent: main,
    body: {
      properties: {
        roleDefinitionId: joined(idOf(main), '/sqlRoleDefinitions/', DATA_CONTRIBUTOR),
        principalId: principalOf(project),
        scope: idOf(main),
      },
    },
    because: [{ rule: 'WAF-04', why: `agents of ${accountName} keep their threads there.` }],
  })
}

/** Agents keep their state in stores of yours only where there is one of each kind; otherwise Microsoft keeps it. */
function capabilityHost(
  { symbols, declaration, notes }: Estate,
  project: Resource,
  accountName: string,
  connected: readonly { readonly site: BuiltSite; readonly how: Connection }[],
  connections: readonly Resource[],
  after: readonly Resource[],
): readonly Resource[] {
  if (!hasAgents(declaration)) return []
  const first = (use: Connection['use']): readonly string[] => {
    const at = connected.findIndex(({ how }) => how.use === use)
    const found = connections[at]?.name
    return typeof found === 'string' ? [found] : []
  }
  const properties = {
    vectorStoreConnections: first('vectorStoreConnections'),
    storageConnections: first('storageConnections'),
    threadStorageConnections: first('threadStorageConnections'),
  }
  if (Object.values(properties).some((names) => names.length === 0)) {
    notes.add(
      `agents of the account ${accountName} keep their state with Microsoft: for stores of yours, data.stores needs a search, a storage and a cosmos in its region`,
    )
    return []
  }
  return [
    resource({
      symbol: symbols.of('capabilityHost', accountName),
      type: `${project.type}/capabilityHosts`,
      apiVersion: project.apiVersion,
      name: 'agents',
      parent: project,
      // It fails for good where a role is missing when it is made.
      after: [...connections, ...after],
      body: { properties },
      because: [{ rule: 'PNET-09', why: 'what agents remember stays in stores of yours.' }],
    }),
  ]
}
