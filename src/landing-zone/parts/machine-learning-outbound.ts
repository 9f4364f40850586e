import type { Estate, RegionEstate } from '../estate.ts'
import { type Resource, resource, type Stage } from '../resource-graph.ts'
import type { BuiltSite } from './data-stages.ts'
import { hostsOf } from './firewall-rules.ts'
import { endpointRule, listedRules, type OutboundRule } from './managed-outbound.ts'
import { ACCOUNTS } from './model-deployments.ts'
import { roleAssignment } from './role-assignment.ts'

/** What computes of a workspace reach by private endpoints of its managed network, beside its own stores. */
export interface OutboundTarget {
  readonly words: readonly string[]
  readonly target: Resource
  readonly groupIds: readonly string[]
}

/** Stores of the file, or copies of them, and models that are in a region. */
export function targetsIn(
  { declaration }: Estate,
  home: RegionEstate,
  sites: readonly BuiltSite[],
  models: readonly Stage[],
): readonly OutboundTarget[] {
  const declared = new Set(Object.keys(declaration.data?.stores ?? {}))
  const stores = sites.filter(
    ({ home: at, store: { words } }) => at === home && words.length === 1 && declared.has(words.join()),
  )
  const accounts = models
    .flatMap(({ resources }) => resources)
    .filter(({ type, body }) => type === ACCOUNTS && body['location'] === home.region)
  return [
    ...stores.map(({ words, main, groupIds }) => ({ words, target: main, groupIds })),
    ...accounts.map((target) => ({ words: [target.symbol], target, groupIds: ['account'] })),
  ]
}

/** By the tags AzureActiveDirectory, MicrosoftContainerRegistry and AzureMonitor, which every such network has. */
const REACHED = hostsOf(['sign-in', 'images-of-the-platform', 'telemetry'])

interface Wish {
  readonly team: string
  readonly workspace: Resource
  readonly targets: readonly OutboundTarget[]
  readonly after: readonly Resource[]
}

/**
 * What the role covers that lets a workspace approve its own endpoints ("Azure built-in roles for AI + machine learning").
 */
const APPROVED_BY_ITSELF = new Set([
  ACCOUNTS,
  'Microsoft.ContainerRegistry/registries',
  'Microsoft.DocumentDB/databaseAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.Storage/storageAccounts',
])

/** A workspace takes one rule at a time. */
export function outboundRules(
  estate: Estate,
  { team, workspace, targets, after }: Wish,
): { readonly approvals: readonly Resource[]; readonly rules: readonly Resource[] } {
  const covered = targets.filter(({ target }) => APPROVED_BY_ITSELF.has(target.type))
  if (covered.length < targets.length)
    estate.notes.add(
      `Endpoints of the workspace ${team} to AI Search, PostgreSQL and the registry of models wait for approval: az network private-endpoint-connection list --id ID_OF_THE_TARGET, then approve each that is Pending`,
    )
  const approvals = covered.map(({ words, target }) =>
    roleAssignment(estate, ['machineLearning', team, 'approves', ...words], {
      role: 'Azure AI Enterprise Network Connection Approver',
      on: target,
      to: workspace,
      because: {
        rule: 'PNET-06',
        why: `computes of ${team} reach it by a private endpoint of their network.`,
      },
    }),
  )
  const wanted: readonly OutboundRule[] = [
    ...targets.flatMap(({ words, target, groupIds }) =>
      groupIds.map((groupId) => endpointRule(words, target, groupId)),
    ),
    ...listedRules(estate, REACHED),
  ]
  const rules: Resource[] = []
  for (const { words, name, properties } of wanted)
    rules.push(
      resource({
        symbol: estate.symbols.of('machineLearning', team, 'reaches', ...words),
        type: `${workspace.type}/outboundRules`,
        apiVersion: workspace.apiVersion,
        name,
        parent: workspace,
        after: rules.length === 0 ? [...after, ...approvals] : rules.slice(-1),
        body: { properties },
        because: [{ rule: 'PNET-06', why: 'its computes reach what is approved, and nothing else.' }],
      }),
    )
  return { approvals, rules }
}
