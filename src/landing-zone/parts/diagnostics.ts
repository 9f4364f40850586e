import type { Estate } from '../estate.ts'
import { type Resource, resource, type Text } from '../resource-graph.ts'

/** Sends all logs and metrics of a resource to the workspace; of some, only their parts have logs, and some have no metrics. */
export function diagnosticsOf(
  { symbols }: Estate,
  words: readonly string[],
  of: Resource,
  workspaceId: Text,
  has: 'logs-and-metrics' | 'logs' | 'metrics' = 'logs-and-metrics',
): Resource {
  return resource({
    symbol: symbols.of('diagnostics', ...words),
    type: 'Microsoft.Insights/diagnosticSettings',
    apiVersion: '2021-05-01-preview',
    name: 'to-log-analytics',
    extends: of,
    body: {
      properties: {
        workspaceId,
        ...(has === 'metrics' ? {} : { logs: [{ categoryGroup: 'allLogs', enabled: true }] }),
        ...(has === 'logs' ? {} : { metrics: [{ category: 'AllMetrics', enabled: true }] }),
      },
    },
    because: [{ rule: 'NET-18', why: 'what happens there is in the logs.' }],
  })
}
