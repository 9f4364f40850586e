import { alertQuery, azureWorkbook, type KnownRule, type Severity } from '../../monitoring/index.ts'
import type { Plan } from '../../workload/index.ts'
import type { Estate } from '../estate.ts'
import { guidOf, idOf, type Resource, resource, type Text } from '../resource-graph.ts'

/**
 * The gateway's own alerts, as alerts of Azure Monitor: it watches itself and writes what is in force to its log, which
 * is in the workspace. So Azure tells the same people of it as of everything else.
 */
export function gatewayAlerts(
  estate: Estate,
  workspaceId: Text,
  group: Resource | null,
): readonly Resource[] {
  const { gateway, plan, notes } = estate
  if (gateway === null) return []
  if (gateway.runsOn === 'aks') {
    notes.add(
      'Alerts of the gateway on AKS reach Azure Monitor when the cluster’s logs do; until then name `telemetry.alerts.webhooks`, or watch its metrics by the rules of `causeway alerts --format prometheus`.',
    )
    return []
  }
  const rules = plan.telemetry.alerts.rules.filter(({ id }) => WHERE[id]?.(plan) !== false)
  return [...rules.map((rule) => logAlert(estate, rule, workspaceId, group)), workbook(estate, workspaceId)]
}

/** What an alert is on, where not every file has it: each alert costs something. */
const WHERE: Readonly<Partial<Record<KnownRule['id'], (plan: Plan) => boolean>>> = {
  'certificate-ends': ({ gateway }) => gateway.tls !== null,
  'certificate-ends-soon': ({ gateway }) => gateway.tls !== null,
  'shared-counters-away': ({ storage }) => storage.counters !== null,
  'provisioned-full': ({ deployments }) =>
    [...deployments.values()].some(({ capacity }) => capacity.kind === 'provisioned'),
  // One process to a container.
  'worker-restarts': () => false,
}

/** As Azure Monitor counts them: 0 is critical, 4 is verbose. */
const SEVERITIES: Readonly<Record<Severity, number>> = { critical: 1, warning: 2, info: 3 }
/** How often it looks: what looks more often costs more. */
const FREQUENCIES: Readonly<Record<Severity, string>> = { critical: 'PT5M', warning: 'PT15M', info: 'PT15M' }
/** What is in force is in the log every five minutes, so each look finds it. */
const WINDOW = 'PT15M'

function logAlert(
  { name, symbols, tags, homeRegion }: Estate,
  { id, severity, says, remedy }: KnownRule,
  workspaceId: Text,
  group: Resource | null,
): Resource {
  return resource({
    symbol: symbols.of('alert', 'gateway', id),
    type: 'Microsoft.Insights/scheduledQueryRules',
    apiVersion: '2026-03-01',
    name: name('alert', 'gateway', id),
    body: {
      location: homeRegion,
      tags,
      kind: 'LogAlert',
      properties: {
        displayName: `Causeway: ${id}`,
        description: `${says} ${remedy}`,
        severity: SEVERITIES[severity],
        enabled: true,
        scopes: [workspaceId],
        evaluationFrequency: FREQUENCIES[severity],
        windowSize: WINDOW,
        // The table is there from the first line of a log on.
        skipQueryValidation: true,
        autoMitigate: true,
        criteria: {
          allOf: [
            {
              criterionType: 'StaticThresholdCriterion',
              query: alertQuery(id),
              timeAggregation: 'Count',
              operator: 'GreaterThan',
              threshold: 0,
              // One alert for each deployment, limit or consumer that it is of.
              dimensions: [{ name: 'about', operator: 'Include', values: ['*'] }],
              failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 },
            },
          ],
        },
        actions: { actionGroups: group === null ? [] : [idOf(group)] },
      },
    },
    because: [{ rule: 'WAF-09', why: says.replace(/^[A-Z]/, (first) => first.toLowerCase()) }],
  })
}

function workbook({ symbols, tags, homeRegion, plan }: Estate, workspaceId: Text): Resource {
  return resource({
    symbol: symbols.of('workbook'),
    type: 'Microsoft.Insights/workbooks',
    apiVersion: '2023-06-01',
    // Azure takes no other names.
    name: guidOf(workspaceId, 'causeway-workbook'),
    body: {
      location: homeRegion,
      tags,
      kind: 'shared',
      properties: {
        displayName: `Causeway: ${plan.workload}`,
        category: 'workbook',
        version: 'Notebook/1.0',
        sourceId: workspaceId,
        serializedData: JSON.stringify(JSON.parse(azureWorkbook())),
      },
    },
  })
}
