import type { Estate } from '../estate.ts'
import { type Body, idOf, type Resource, resource, type Stage, type Text } from '../resource-graph.ts'
import type { RegionNetwork } from './networks.ts'
import type { Operations } from './operations.ts'
import type { PrivateDns } from './private-dns.ts'
import { privateEndpointOf } from './private-endpoint.ts'

const API = '2021-09-01'

/** The way of telemetry to Azure Monitor, by type and sub-resource. */
export const MONITOR = {
  resourceType: 'Microsoft.Insights/privateLinkScopes',
  groupId: 'azuremonitor',
} as const

/** Whether logs, metrics and traces go over a private endpoint. */
export function isMonitorPrivate({ declaration }: Pick<Estate, 'declaration'>): boolean {
  return declaration.network?.monitoring?.private_link === true
}

/** What a log workspace or an Application Insights says then. People ask them from the portal all the same. */
export function ingestionOf(estate: Pick<Estate, 'declaration'>): Body {
  return isMonitorPrivate(estate) ? { publicNetworkAccessForIngestion: 'Disabled' } : {}
}

/**
 * A private link scope with what takes telemetry of the networks, and one endpoint for all of them: their zones are the
 * same, and a second would overwrite the names of the first ("Design your Azure Monitor private link setup"). It stands
 * where the workspace does, and is lost with it alone. Other workspaces that the networks send to stay reachable; that of
 * Machine Learning is sent to from networks of Microsoft's, which have no such endpoint.
 */
export function monitorLinkStage(
  estate: Estate,
  { workspaceId, insights }: Pick<Operations, 'workspaceId' | 'insights'>,
  dns: PrivateDns,
  networks: readonly Pick<RegionNetwork, 'region' | 'subnet'>[],
): Stage | null {
  const network = networks.find(({ region }) => region === estate.homeRegion)
  if (!isMonitorPrivate(estate) || network === undefined) return null
  const { symbols, tags, name, groups, plan } = estate
  if (typeof workspaceId === 'string')
    estate.notes.add(
      "The log workspace is the platform's: it takes telemetry from anywhere, unless its team closes it, and whoever deploys needs to read it to link it.",
    )
  const scope = resource({
    symbol: 'monitorLinkScope',
    type: MONITOR.resourceType,
    apiVersion: API,
    name: name('monitorLinkScope'),
    body: {
      location: 'global',
      tags,
      properties: { accessModeSettings: { ingestionAccessMode: 'Open', queryAccessMode: 'Open' } },
    },
    because: [{ rule: 'NET-10', why: 'logs and traces leave by a private endpoint.' }],
  })
  const link = (words: readonly string[], id: Text, after: readonly Resource[]): Resource =>
    resource({
      symbol: symbols.of('monitorLink', ...words),
      type: `${MONITOR.resourceType}/scopedResources`,
      apiVersion: API,
      name: words.join('-'),
      parent: scope,
      after,
      body: { properties: { linkedResourceId: id } },
    })
  const logs = link(['log', 'workspace'], workspaceId, [])
  // A scope takes one at a time.
  const traces = link(['application', 'insights'], idOf(insights), [logs])
  return {
    name: '66-monitor-link',
    purpose: `The private way of the telemetry of ${plan.workload} to Azure Monitor, from all networks.`,
    scope: estate.groupScope(groups.operations),
    parameters: [],
    resources: [
      scope,
      logs,
      traces,
      ...privateEndpointOf(estate, network, dns, {
        target: scope,
        groupId: MONITOR.groupId,
        words: ['monitor'],
        after: [traces],
      }),
    ],
    outputs: [],
  }
}
