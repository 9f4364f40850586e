import type { Resource } from '../resource-graph.ts'

/** What of a resource raises an alert. */
export interface MetricWatch {
  /** Tells it from others of the same resource; part of the alert's name. */
  readonly what: string
  readonly metric: string
  readonly aggregation: 'Average' | 'Maximum' | 'Minimum' | 'Total'
  readonly operator: 'GreaterThan' | 'LessThan'
  readonly threshold: number
  readonly dimensions: readonly { readonly name: string; readonly values: readonly string[] }[]
  /** 0 is critical, 4 is verbose. */
  readonly severity: 0 | 1 | 2 | 3
  /** ISO 8601, as Azure Monitor takes it. */
  readonly window: 'PT5M' | 'PT15M'
  /** A sentence for whoever gets the alert. */
  readonly says: string
}

const PERCENT_AVAILABLE = 99

function watch(
  given: Partial<MetricWatch> & Pick<MetricWatch, 'what' | 'metric' | 'threshold' | 'says'>,
): MetricWatch {
  return {
    aggregation: 'Average',
    operator: 'GreaterThan',
    dimensions: [],
    severity: 2,
    window: 'PT15M',
    ...given,
  }
}

const unavailable = (metric: string): MetricWatch =>
  watch({
    what: 'unavailable',
    metric,
    operator: 'LessThan',
    threshold: PERCENT_AVAILABLE,
    severity: 1,
    says: `Less than ${PERCENT_AVAILABLE} percent of its calls succeed.`,
  })

/**
 * By type, so that everything of these types that a landing zone makes is watched. Names as in "Supported metrics with
 * Azure Monitor" (learn.microsoft.com/azure/azure-monitor/reference/metrics-index), read 2026-11-21.
 */
const BY_TYPE: Readonly<Record<string, readonly MetricWatch[]>> = {
  'Microsoft.Search/searchServices': [
    watch({
      what: 'throttled',
      metric: 'ThrottledSearchQueriesPercentage',
      threshold: 10,
      says: 'More than a tenth of the queries are refused for load.',
    }),
  ],
  'Microsoft.Storage/storageAccounts': [unavailable('Availability')],
  'Microsoft.KeyVault/vaults': [unavailable('Availability')],
  'Microsoft.DBforPostgreSQL/flexibleServers': [
    watch({
      what: 'down',
      metric: 'is_db_alive',
      aggregation: 'Maximum',
      operator: 'LessThan',
      threshold: 1,
      severity: 1,
      window: 'PT5M',
      says: 'The database does not answer.',
    }),
    watch({
      what: 'full',
      metric: 'storage_percent',
      threshold: 80,
      says: 'More than four fifths of its storage are used.',
    }),
  ],
  'Microsoft.Cache/redisEnterprise': [
    watch({
      what: 'full',
      metric: 'usedmemorypercentage',
      aggregation: 'Maximum',
      threshold: 85,
      says: 'It is about to be out of memory.',
    }),
  ],
  'Microsoft.App/containerApps': [
    watch({
      what: 'errors',
      metric: 'Requests',
      aggregation: 'Total',
      threshold: 10,
      dimensions: [{ name: 'statusCodeCategory', values: ['5xx'] }],
      severity: 1,
      window: 'PT5M',
      says: 'It answers with errors of its own.',
    }),
    watch({
      what: 'restarts',
      metric: 'RestartCount',
      aggregation: 'Maximum',
      threshold: 3,
      says: 'Its containers start over and over.',
    }),
  ],
  'Microsoft.Network/azureFirewalls': [
    watch({
      what: 'unhealthy',
      metric: 'FirewallHealth',
      operator: 'LessThan',
      threshold: 90,
      severity: 1,
      says: 'The firewall, by which everything leaves, is not well.',
    }),
  ],
  'Microsoft.DocumentDB/databaseAccounts': [
    watch({
      what: 'busy',
      metric: 'NormalizedRUConsumption',
      aggregation: 'Maximum',
      threshold: 90,
      says: 'More than nine tenths of its request units are used.',
    }),
  ],
  'Microsoft.MachineLearningServices/workspaces': [
    watch({
      what: 'failed-jobs',
      metric: 'Failed Runs',
      aggregation: 'Total',
      threshold: 0,
      severity: 3,
      says: 'A job failed.',
    }),
  ],
  'Microsoft.ContainerService/managedClusters': [
    watch({
      what: 'busy',
      metric: 'node_cpu_usage_percentage',
      threshold: 90,
      says: 'The nodes of the cluster have hardly any processor time left.',
    }),
    watch({
      what: 'full',
      metric: 'node_memory_working_set_percentage',
      threshold: 90,
      says: 'The nodes of the cluster are about to be out of memory.',
    }),
  ],
  'Microsoft.Network/publicIPAddresses': [
    watch({
      what: 'flooded',
      metric: 'IfUnderDDoSAttack',
      aggregation: 'Maximum',
      threshold: 0,
      severity: 1,
      window: 'PT5M',
      says: 'The address is being flooded; DDoS Protection is at work.',
    }),
  ],
  'Microsoft.Network/natGateways': [
    watch({
      what: 'unavailable',
      metric: 'DatapathAvailability',
      operator: 'LessThan',
      threshold: 90,
      severity: 1,
      says: 'What leaves by it does not get through.',
    }),
  ],
  'Microsoft.Network/trafficmanagerprofiles': [
    watch({
      what: 'endpoint-down',
      metric: 'ProbeAgentCurrentEndpointStateByProfileResourceId',
      aggregation: 'Maximum',
      operator: 'LessThan',
      threshold: 1,
      dimensions: [{ name: 'EndpointName', values: ['*'] }],
      severity: 1,
      says: 'The entrance of a region does not answer it.',
    }),
  ],
  'Microsoft.Network/applicationGateways': [
    watch({
      what: 'unhealthy-hosts',
      metric: 'UnhealthyHostCount',
      threshold: 0,
      severity: 1,
      says: 'Some of what stands behind it does not answer.',
    }),
  ],
  'Microsoft.Cdn/profiles': [
    watch({
      what: 'unhealthy-origins',
      metric: 'OriginHealthPercentage',
      operator: 'LessThan',
      threshold: 90,
      dimensions: [{ name: 'Origin', values: ['*'] }],
      severity: 1,
      says: 'The gateway of a region does not answer it.',
    }),
  ],
  'Microsoft.ApiManagement/service': [
    watch({
      what: 'busy',
      metric: 'Capacity',
      threshold: 75,
      dimensions: [{ name: 'Location', values: ['*'] }],
      says: 'The units of a region are about to be too few.',
    }),
    watch({
      what: 'errors',
      metric: 'Requests',
      aggregation: 'Total',
      threshold: 10,
      dimensions: [
        { name: 'GatewayResponseCodeCategory', values: ['5xx'] },
        { name: 'Location', values: ['*'] },
      ],
      severity: 1,
      window: 'PT5M',
      says: 'Its gateway in a region answers with errors.',
    }),
  ],
}

export function watchesOf({ type }: Resource): readonly MetricWatch[] {
  return BY_TYPE[type] ?? []
}

/** More refusals than these in five minutes are no single burst. */
const REFUSALS = 10
/** Percent of the units, past which Azure begins to refuse bursts. */
const PROVISIONED_PERCENT = 90
const SLOW_MS = 5_000

/**
 * Of an account of models. Names from "Supported metrics for Microsoft.CognitiveServices/accounts" and "Azure OpenAI
 * monitoring data reference", read 2026-11-21: the time to the first token is measured of provisioned deployments alone.
 */
export function modelWatches(
  provisioned: readonly string[],
  firstTokenMs: number | null,
): readonly MetricWatch[] {
  const dimensions = [{ name: 'ModelDeploymentName', values: provisioned }]
  return [
    watch({
      ...unavailable('AzureOpenAIAvailabilityRate'),
      says: 'Calls of models end in errors of the service.',
    }),
    watch({
      what: 'throttled',
      metric: 'AzureOpenAIRequests',
      aggregation: 'Total',
      threshold: REFUSALS,
      dimensions: [{ name: 'StatusCode', values: ['429'] }],
      window: 'PT5M',
      says: 'Calls are refused because the quota or the provisioned units are used up.',
    }),
    ...(provisioned.length === 0
      ? []
      : [
          watch({
            what: 'provisioned-full',
            metric: 'AzureOpenAIProvisionedManagedUtilizationV2',
            threshold: PROVISIONED_PERCENT,
            dimensions,
            says: 'Provisioned units are nearly used up, and calls spill over or wait.',
          }),
          watch({
            what: 'slow',
            metric: 'AzureOpenAITimeToResponse',
            threshold: firstTokenMs ?? SLOW_MS,
            dimensions,
            says: 'The first token comes late.',
          }),
        ]),
  ]
}
