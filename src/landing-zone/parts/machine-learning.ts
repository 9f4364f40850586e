import type { Estate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage, systemAssigned, type Text } from '../resource-graph.ts'
import type { BuiltSite } from './data-stages.ts'
import { diagnosticsOf } from './diagnostics.ts'
import {
  type PlannedRegistry,
  plannedRegistry,
  type PlannedWorkspace,
  plannedWorkspaces,
} from './machine-learning-plan.ts'
import { outboundRules, type OutboundTarget, targetsIn } from './machine-learning-outbound.ts'
import type { RegionNetwork } from './networks.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'
import { roleAssignment } from './role-assignment.ts'

const WORKSPACES = 'Microsoft.MachineLearningServices/workspaces'
const API = '2026-05-01'

export interface MachineLearningWish {
  readonly estate: Estate
  readonly workspaceId: Text
  readonly dns: PrivateDns
  readonly networks: readonly RegionNetwork[]
  readonly sites: readonly BuiltSite[]
  readonly models: readonly Stage[]
}

/** Workspaces of Azure Machine Learning, each with stores of its own, and the registry that keeps models in two regions. */
export function machineLearningStages(wish: MachineLearningWish): readonly Stage[] {
  const { estate } = wish
  const registry = plannedRegistry(estate)
  const byHome = Map.groupBy(plannedWorkspaces(estate), ({ home }) => home)
  // First where the registry is, which workspaces elsewhere have a way to.
  const homes = [...new Set([...(registry === null ? [] : [registry.home]), ...byHome.keys()])]
  const registryResources = registry === null ? [] : registryOf(wish, registry)
  const models: readonly OutboundTarget[] = registryResources
    .slice(0, 1)
    .map((target) => ({ words: ['models'], target, groupIds: ['amlregistry'] }))
  return homes.map((home) => ({
    name: `44-machine-learning-${home.region}`,
    purpose: `Azure Machine Learning in ${home.region}: workspaces without a way to the internet but what is approved.`,
    scope: estate.groupScope(home.groups.services),
    parameters: [],
    outputs: [],
    resources: [
      ...(registry?.home === home ? registryResources : []),
      ...(byHome.get(home) ?? []).flatMap((planned) => workspaceOf(wish, planned, models)),
    ],
  }))
}

/** Rights on the stores of a workspace: their content, and to approve the endpoints of its managed network. */
const ROLES = {
  files: ['Storage Blob Data Contributor', 'Storage File Data Privileged Contributor'],
  secrets: ['Key Vault Administrator'],
  images: ['AcrPush'],
} as const

function workspaceOf(
  { estate, workspaceId, dns, networks, sites, models }: MachineLearningWish,
  { name: team, home, stores, clusters }: PlannedWorkspace,
  shared: readonly OutboundTarget[],
): readonly Resource[] {
  const { symbols, tags, name } = estate
  const { region } = home
  const insights = resource({
    symbol: symbols.of('machineLearningInsights', team),
    type: 'Microsoft.Insights/components',
    apiVersion: '2020-02-02',
    name: name('applicationInsights', 'ml', team),
    body: {
      location: region,
      tags,
      kind: 'web',
      properties: { Application_Type: 'web', WorkspaceResourceId: workspaceId, DisableLocalAuth: true },
    },
  })
  const mainOf = (use: keyof typeof ROLES): Resource => {
    const words = stores[use].words.join('\0')
    const found = sites.find(({ store, isCopy }) => !isCopy && store.words.join('\0') === words)
    if (found === undefined) throw new Error(`the workspace ${team} has no store for ${use}`)
    return found.main
  }
  const workspace = resource({
    symbol: symbols.of('machineLearning', team),
    type: WORKSPACES,
    apiVersion: API,
    name: name('machineLearningWorkspace', team, region),
    body: {
      location: region,
      tags,
      kind: 'Default',
      sku: { name: 'Basic', tier: 'Basic' },
      identity: systemAssigned,
      properties: {
        friendlyName: team,
        storageAccount: idOf(mainOf('files')),
        keyVault: idOf(mainOf('secrets')),
        containerRegistry: idOf(mainOf('images')),
        applicationInsights: idOf(insights),
        systemDatastoresAuthMode: 'Identity',
        publicNetworkAccess: 'Disabled',
        v1LegacyMode: false,
        hbiWorkspace: estate.declaration.governance?.regulated === true,
        managedNetwork: { isolationMode: 'AllowOnlyApprovedOutbound', firewallSku: 'Standard' },
      },
    },
    because: [
      { rule: 'PNET-05', why: 'it is reached over its private endpoint alone.' },
      { rule: 'PNET-06', why: 'its computes reach what is approved, and nothing else.' },
      { rule: 'PLAT-11', why: 'each team has its own, with stores of its own.' },
    ],
  })
  const grants = (Object.keys(ROLES) as (keyof typeof ROLES)[]).flatMap((use) =>
    [...ROLES[use], 'Azure AI Enterprise Network Connection Approver'].map((role) =>
      roleAssignment(estate, ['machineLearning', team, 'on', use, role], {
        role,
        on: mainOf(use),
        to: workspace,
        because: { rule: 'WAF-04', why: `the workspace ${team} works with its ${use} as itself.` },
      }),
    ),
  )
  const { approvals, rules } = outboundRules(estate, {
    team,
    workspace,
    targets: [...targetsIn(estate, home, sites, models), ...shared],
    after: grants,
  })
  const computes: Resource[] = []
  for (const { name: cluster, size, mostNodes } of clusters)
    computes.push(
      resource({
        symbol: symbols.of('cluster', team, cluster),
        type: `${WORKSPACES}/computes`,
        apiVersion: API,
        name: cluster,
        parent: workspace,
        // The first makes the managed network, with the rules that are there.
        after: [...grants, ...rules.slice(-1), ...computes.slice(-1)],
        body: {
          location: region,
          tags,
          identity: systemAssigned,
          properties: {
            computeType: 'AmlCompute',
            disableLocalAuth: true,
            properties: {
              vmSize: size,
              vmPriority: 'Dedicated',
              osType: 'Linux',
              enableNodePublicIp: false,
              remoteLoginPortPublicAccess: 'Disabled',
              scaleSettings: {
                minNodeCount: 0,
                maxNodeCount: mostNodes,
                nodeIdleTimeBeforeScaleDown: 'PT15M',
              },
            },
          },
        },
        because: [
          { rule: 'PNET-06', why: 'its nodes have no public address, and no local accounts.' },
          { rule: 'WAF-06', why: 'it costs nothing while nobody trains.' },
        ],
      }),
    )
  const network = networks.find((one) => one.region === region)
  if (network === undefined) throw new Error(`${region} has no network`)
  return [
    insights,
    workspace,
    ...grants,
    ...approvals,
    ...rules,
    ...computes,
    ...privateEndpointOf(estate, network, dns, {
      target: workspace,
      groupId: 'amlworkspace',
      words: ['machineLearning', team],
      after: [...rules.slice(-1), ...computes.slice(-1)],
    }),
    diagnosticsOf(estate, ['machineLearning', team], workspace, workspaceId),
  ]
}

function registryOf(
  { estate, workspaceId, dns, networks }: MachineLearningWish,
  { home, regions }: PlannedRegistry,
): readonly Resource[] {
  const { symbols, tags, name } = estate
  const registry = resource({
    symbol: symbols.of('modelRegistry'),
    type: 'Microsoft.MachineLearningServices/registries',
    apiVersion: API,
    name: name('machineLearningRegistry'),
    body: {
      location: home.region,
      tags,
      identity: systemAssigned,
      properties: {
        publicNetworkAccess: 'Disabled',
        regionDetails: regions.map((location) => ({
          location,
          acrDetails: [{ systemCreatedAcrAccount: { acrAccountSku: 'Premium' } }],
          storageAccountDetails: [
            {
              systemCreatedStorageAccount: {
                storageAccountType: 'Standard_ZRS',
                storageAccountHnsEnabled: false,
                allowBlobPublicAccess: false,
              },
            },
          ],
        })),
      },
    },
    because: [{ rule: 'REL-16', why: `models are kept in ${regions.join(' and ')}, under one name.` }],
  })
  const network = networks.find((one) => one.region === home.region)
  if (network === undefined) throw new Error(`${home.region} has no network`)
  return [
    registry,
    ...privateEndpointOf(estate, network, dns, {
      target: registry,
      groupId: 'amlregistry',
      words: ['modelRegistry'],
    }),
    diagnosticsOf(estate, ['modelRegistry'], registry, workspaceId),
  ]
}
