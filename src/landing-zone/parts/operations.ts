import type { Estate } from '../estate.ts'
import { dnsPolicyIdentity } from './dns-policies.ts'
import { ingestionOf } from './monitor-link.ts'
import { sentinelOn } from './sentinel.ts'
import { telemetryRights } from './telemetry-rights.ts'
import { idOf, type Resource, resource, type Stage, type Text } from '../resource-graph.ts'

/** What watches the workload, and the identities that it acts as. */
export interface Operations {
  readonly stage: Stage
  readonly workspaceId: Text
  readonly insights: Resource
  /** Of the gateway in each region. */
  readonly gatewayIdentities: ReadonlyMap<string, Resource>
  /** Null where no policy writes into DNS zones. */
  readonly dnsPolicyIdentity: Resource | null
}

const RETENTION_DAYS = 90

export function operationsStage(estate: Estate): Operations {
  const { homeRegion, tags, name, groups, existing, ddosPlan } = estate
  const workspace = existing.logWorkspace ?? logWorkspace(estate)
  const workspaceId = typeof workspace === 'string' ? workspace : idOf(workspace)
  const own = typeof workspace === 'string' ? [] : [workspace]
  const insights = resource({
    symbol: 'applicationInsights',
    type: 'Microsoft.Insights/components',
    apiVersion: '2020-02-02',
    name: name('applicationInsights'),
    body: {
      location: homeRegion,
      tags,
      kind: 'web',
      properties: {
        Application_Type: 'web',
        WorkspaceResourceId: workspaceId,
        DisableLocalAuth: true,
        ...ingestionOf(estate),
      },
    },
  })
  const identities = estate.regions.map(
    ({ region }) =>
      [
        region,
        resource({
          symbol: estate.symbols.of('gatewayIdentity', region),
          type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
          apiVersion: '2024-11-30',
          name: name('managedIdentity', 'gateway', region),
          body: { location: region, tags },
          because: [
            { rule: 'APP-27', why: 'the gateway calls models as itself: no key exists that could leak.' },
          ],
        }),
      ] as const,
  )
  const policyIdentity = dnsPolicyIdentity(estate)
  const gatewayIdentities = new Map(identities)
  return {
    workspaceId,
    insights,
    gatewayIdentities,
    dnsPolicyIdentity: policyIdentity,
    stage: {
      name: '10-operations',
      purpose: 'Logs and telemetry of the whole workload, and the identities that its gateways act as.',
      scope: estate.groupScope(groups.operations),
      parameters: [],
      resources: [
        ...own,
        ...sentinelOn(estate, workspace),
        insights,
        ...(ddosPlan === null || typeof ddosPlan === 'string' ? [] : [ddosPlan]),
        ...identities.map(([, identity]) => identity),
        ...(policyIdentity === null ? [] : [policyIdentity]),
        ...telemetryRights(estate, insights, gatewayIdentities),
      ],
      outputs: [],
    },
  }
}

function logWorkspace(estate: Estate): Resource {
  const { homeRegion, tags, name } = estate
  return resource({
    symbol: 'logWorkspace',
    type: 'Microsoft.OperationalInsights/workspaces',
    apiVersion: '2026-03-01',
    name: name('logAnalytics'),
    body: {
      location: homeRegion,
      tags,
      properties: {
        sku: { name: 'PerGB2018' },
        retentionInDays: RETENTION_DAYS,
        features: { disableLocalAuth: true },
        ...ingestionOf(estate),
      },
    },
    because: [{ rule: 'NET-18', why: 'one workspace takes the logs and metrics of every resource.' }],
  })
}
