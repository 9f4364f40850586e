import type { Estate } from '../estate.ts'
import {
  type Body,
  idOf,
  joined,
  type Resource,
  resource,
  type Stage,
  subscriptionId,
  type Text,
} from '../resource-graph.ts'
import { gatewayAlerts } from './gateway-alerts.ts'
import { type MetricWatch, modelWatches, watchesOf } from './metric-watches.ts'
import { recipientsOf } from './recipients.ts'

/** Alerts on everything that the stages make, and on Azure itself, mailed to those who run the workload. */
export interface Alerts {
  readonly stage: Stage
  /** Null where nobody is named. */
  readonly actionGroup: Resource | null
}

/** `GroupShortName` of an action group. */
const MAX_SHORT_NAME = 12

export function alertsStage(estate: Estate, made: readonly Resource[], workspaceId: Text): Alerts {
  const { plan, groups, notes } = estate
  const addresses = recipientsOf(estate)
  const group = addresses.length === 0 ? null : actionGroupFor(estate, addresses)
  if (group === null)
    notes.add(
      'Alerts are raised and mailed to nobody: name addresses in `landing_zone.alerts.to`, or as `operations.owners`.',
    )
  const metricAlerts = made.flatMap((one) =>
    watchesOn(estate, one).map((watch) => metricAlert(estate, one, watch, group)),
  )
  return {
    actionGroup: group,
    stage: {
      name: '70-alerts',
      purpose: `Alerts on what ${plan.workload} is made of and on the health of Azure, ${group === null ? 'shown in the portal' : 'mailed to those who run it'}.`,
      scope: estate.groupScope(groups.operations),
      parameters: [],
      resources: [
        ...(group === null ? [] : [group]),
        ...metricAlerts,
        ...gatewayAlerts(estate, workspaceId, group),
        activityAlert(estate, group, {
          what: 'resource-health',
          says: 'A resource of the subscription is degraded or unavailable.',
          conditions: [
            { field: 'category', equals: 'ResourceHealth' },
            anyOf('properties.currentHealthStatus', ['Degraded', 'Unavailable']),
          ],
        }),
        activityAlert(estate, group, {
          what: 'service-health',
          says: 'Azure has an incident or maintenance that concerns the subscription, or asks for something to be done.',
          conditions: [
            { field: 'category', equals: 'ServiceHealth' },
            anyOf('properties.incidentType', ['Incident', 'Maintenance', 'ActionRequired', 'Security']),
          ],
        }),
      ],
      outputs: [],
    },
  }
}

function actionGroupFor({ name, plan, tags }: Estate, addresses: readonly string[]): Resource {
  return resource({
    symbol: 'actionGroup',
    type: 'Microsoft.Insights/actionGroups',
    apiVersion: '2023-01-01',
    name: name('actionGroup'),
    body: {
      location: 'global',
      tags,
      properties: {
        groupShortName: plan.workload.slice(0, MAX_SHORT_NAME),
        enabled: true,
        emailReceivers: addresses.map((emailAddress) => ({
          name: emailAddress,
          emailAddress,
          useCommonAlertSchema: true,
        })),
      },
    },
    because: [{ rule: 'WAF-09', why: 'somebody is told.' }],
  })
}

/** Metrics by type, and of accounts of models by what is deployed there. */
function watchesOn({ declaration, regions }: Estate, one: Resource): readonly MetricWatch[] {
  if (one.type !== 'Microsoft.CognitiveServices/accounts') return watchesOf(one)
  const account = regions.flatMap(({ accounts }) => accounts).find(({ azureName }) => azureName === one.name)
  const provisioned = (account?.deployments ?? [])
    .filter(({ capacity }) => capacity.kind === 'provisioned')
    .map(({ upstreamName }) => upstreamName)
  return modelWatches(provisioned, declaration.operations?.objectives?.latency ?? null)
}

function metricAlert(
  { name, symbols, tags }: Estate,
  on: Resource,
  { what, metric, aggregation, operator, threshold, dimensions, severity, window, says }: MetricWatch,
  group: Resource | null,
): Resource {
  return resource({
    symbol: symbols.of('alert', on.symbol, what),
    type: 'Microsoft.Insights/metricAlerts',
    apiVersion: '2026-01-01',
    name: name('alert', on.symbol, what),
    body: {
      location: 'global',
      tags,
      properties: {
        description: says,
        severity,
        enabled: true,
        scopes: [idOf(on)],
        evaluationFrequency: 'PT5M',
        windowSize: window,
        autoMitigate: true,
        targetResourceType: on.type,
        criteria: {
          'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria',
          allOf: [
            {
              criterionType: 'StaticThresholdCriterion',
              name: what,
              metricNamespace: on.type,
              metricName: metric,
              timeAggregation: aggregation,
              operator,
              threshold,
              dimensions: dimensions.map(({ name: dimension, values }) => ({
                name: dimension,
                operator: 'Include',
                values,
              })),
            },
          ],
        },
        actions: group === null ? [] : [{ actionGroupId: idOf(group) }],
      },
    },
    because: [{ rule: 'WAF-09', why: says.replace(/^[A-Z]/, (first) => first.toLowerCase()) }],
  })
}

interface ActivityWatch {
  readonly what: string
  readonly says: string
  readonly conditions: readonly Body[]
}

function activityAlert(
  { name, symbols, tags }: Estate,
  group: Resource | null,
  { what, says, conditions }: ActivityWatch,
): Resource {
  return resource({
    symbol: symbols.of('alert', what),
    type: 'Microsoft.Insights/activityLogAlerts',
    apiVersion: '2026-01-01',
    name: name('alert', what),
    body: {
      location: 'global',
      tags,
      properties: {
        description: says,
        enabled: true,
        scopes: [joined('/subscriptions/', subscriptionId)],
        condition: { allOf: conditions },
        actions: { actionGroups: group === null ? [] : [{ actionGroupId: idOf(group) }] },
      },
    },
  })
}

function anyOf(field: string, values: readonly string[]): Body {
  return { anyOf: values.map((equals) => ({ field, equals })) }
}
