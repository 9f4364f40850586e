import type { Estate } from '../estate.ts'
import { idOf, propertyOf, type Resource, resource } from '../resource-graph.ts'
import type { ModelPool } from './api-management-backends.ts'
import { apiPolicy } from './api-management-policy.ts'
import { API, SERVICE } from './api-management-type.ts'
import type { Operations } from './operations.ts'

const OPERATIONS = [
  { name: 'deployment-chat', urlTemplate: '/deployments/{deployment}/chat/completions' },
  { name: 'deployment-embeddings', urlTemplate: '/deployments/{deployment}/embeddings' },
  { name: 'v1-chat', urlTemplate: '/v1/chat/completions' },
  { name: 'v1-embeddings', urlTemplate: '/v1/embeddings' },
] as const

/** The API, what can be called of it, and the policy that all of its calls go through, in this order. */
export function apiOf(
  estate: Estate,
  service: Resource,
  clientId: Resource,
  pools: readonly ModelPool[],
): readonly [api: Resource, ...rest: Resource[]] {
  const { symbols, plan } = estate
  const api = resource({
    symbol: symbols.of('modelsApi'),
    type: `${SERVICE}/apis`,
    apiVersion: API,
    name: 'models',
    parent: service,
    body: {
      properties: {
        displayName: 'Models',
        path: 'openai',
        protocols: ['https'],
        subscriptionRequired: true,
        subscriptionKeyParameterNames: { header: 'api-key', query: 'subscription-key' },
      },
    },
  })
  const operations = OPERATIONS.map(({ name, urlTemplate }) =>
    resource({
      symbol: symbols.of('operation', name),
      type: `${SERVICE}/apis/operations`,
      apiVersion: API,
      name,
      parent: api,
      body: {
        properties: {
          displayName: name,
          method: 'POST',
          urlTemplate,
          templateParameters: urlTemplate.includes('{')
            ? [{ name: 'deployment', type: 'string', required: true }]
            : [],
        },
      },
    }),
  )
  const { deadlines, reasoningDeadlines } = plan.gateway
  const longestSeconds = Math.ceil(Math.max(deadlines.totalMs, reasoningDeadlines.totalMs) / 1000)
  const policy = resource({
    symbol: symbols.of('modelsPolicy'),
    type: `${SERVICE}/apis/policies`,
    apiVersion: API,
    name: 'policy',
    parent: api,
    after: [clientId, ...pools.map(({ pool }) => pool), ...operations],
    body: {
      properties: {
        format: 'xml',
        value: apiPolicy(
          pools.map(({ model, region, name }) => ({
            model,
            backend: name,
            region: region === estate.homeRegion ? null : region,
          })),
          { timeoutSeconds: longestSeconds, breakerFailures: plan.gateway.breaker.failures },
        ),
      },
    },
    because: [
      { rule: 'PLAT-02', why: 'tokens are counted for each subscription, product and model.' },
      { rule: 'APP-27', why: 'keys of clients end here.' },
    ],
  })
  return [api, ...operations, policy]
}

export function telemetryOf(
  { symbols }: Estate,
  service: Resource,
  api: Resource,
  { insights }: Operations,
  identity: Resource,
): readonly Resource[] {
  const logger = resource({
    symbol: symbols.of('apiManagementLogger'),
    type: `${SERVICE}/loggers`,
    apiVersion: API,
    name: 'application-insights',
    parent: service,
    body: {
      properties: {
        loggerType: 'applicationInsights',
        resourceId: idOf(insights),
        credentials: {
          connectionString: propertyOf(insights, 'ConnectionString'),
          identityClientId: propertyOf(identity, 'clientId'),
        },
      },
    },
  })
  const nothing = { headers: [], body: { bytes: 0 } }
  return [
    logger,
    resource({
      symbol: symbols.of('modelsDiagnostics'),
      type: `${SERVICE}/apis/diagnostics`,
      apiVersion: API,
      name: 'applicationinsights',
      parent: api,
      body: {
        properties: {
          loggerId: idOf(logger),
          alwaysLog: 'allErrors',
          sampling: { samplingType: 'fixed', percentage: 100 },
          verbosity: 'information',
          httpCorrelationProtocol: 'W3C',
          // Without it no policy's metrics are sent.
          metrics: true,
          logClientIp: false,
          frontend: { request: nothing, response: nothing },
          backend: { request: nothing, response: nothing },
        },
      },
      because: [{ rule: 'NET-18', why: 'what is called is in the logs, prompts and answers are not.' }],
    }),
  ]
}
