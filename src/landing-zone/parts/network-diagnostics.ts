import type { Estate } from '../estate.ts'
import type { Resource, Stage, Text } from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'

const DIAGNOSTICS = 'Microsoft.Insights/diagnosticSettings'

/**
 * What many parts make, and what it has ("Supported categories for Azure Monitor resource logs", "Supported metrics", read
 * 2026-11-21). Logs of a store of flow logs are as many as these, so its metrics alone are kept.
 */
const MADE_ANYWHERE: Readonly<Record<string, 'logs-and-metrics' | 'logs' | 'metrics'>> = {
  'Microsoft.Network/publicIPAddresses': 'logs-and-metrics',
  'Microsoft.Network/networkSecurityGroups': 'logs',
  'Microsoft.Network/virtualNetworks': 'logs-and-metrics',
  'Microsoft.Network/trafficmanagerprofiles': 'logs-and-metrics',
  'Microsoft.OperationalInsights/workspaces': 'logs-and-metrics',
  'Microsoft.Storage/storageAccounts': 'metrics',
}

/** The stages, with diagnostics of what has none yet after each. */
export function withDiagnostics(
  estate: Estate,
  stages: readonly Stage[],
  workspaceId: Text,
): readonly Stage[] {
  const watched = new Set<Resource | null>(
    stages.flatMap(({ resources }) =>
      resources.filter(({ type }) => type === DIAGNOSTICS).map((one) => one.extends),
    ),
  )
  return stages.map((stage) => {
    const added = stage.resources.flatMap((one) => {
      const has = MADE_ANYWHERE[one.type]
      return has === undefined || watched.has(one)
        ? []
        : [diagnosticsOf(estate, ['of', one.symbol], one, workspaceId, has)]
    })
    return added.length === 0 ? stage : { ...stage, resources: [...stage.resources, ...added] }
  })
}
