import type { Estate, RegionEstate } from '../estate.ts'
import {
  idOf,
  joined,
  type Parameter,
  parameter,
  propertyOf,
  type Resource,
  resource,
  type Stage,
  userAssigned,
} from '../resource-graph.ts'
import { API, SERVICE } from './api-management-type.ts'
import { backendsOf } from './api-management-backends.ts'
import { productsOf } from './api-management-products.ts'
import { tellWhatApiManagementLacks } from './api-management-notes.ts'
import { apiPolicy, CLIENT_ID_VALUE } from './api-management-policy.ts'
import { isApiManagementWanted } from './api-management-subnet.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { Operations } from './operations.ts'
import type { RegionNetworks } from './peerings.ts'
import { recipientsOf } from './recipients.ts'

type Place = Pick<RegionNetworks, 'estate' | 'hub' | 'spoke'>

/** Units stand in zones of their own where the region has some and there are several. */
const UNITS_WITH_ZONES = 2

/** API Management in place of Causeway, in the home region; none where the file does not ask for it. */
export function apiManagementStages(
  estate: Estate,
  regions: readonly Place[],
  operations: Operations,
  models: readonly Stage[],
): readonly Stage[] {
  const home = regions.find(({ estate: { region } }) => region === estate.homeRegion)
  const identity = operations.gatewayIdentities.get(estate.homeRegion)
  if (!isApiManagementWanted(estate) || home === undefined || identity === undefined) return []
  const [email] = recipientsOf(estate)
  const { service, clientId } = serviceOf(estate, home, identity, email ?? parameter(PUBLISHER))
  const { backends, pools } = backendsOf(estate, service, models)
  const api = apiOf(estate, service, clientId, pools)
  tellWhatApiManagementLacks(estate, new Set(pools.keys()))
  return [
    {
      name: `50-api-management-${estate.homeRegion}`,
      purpose: 'Azure API Management before the models, inside of the network, with a key for each consumer.',
      scope: estate.groupScope(home.estate.groups.gateway),
      parameters: email === undefined ? [PUBLISHER] : [],
      resources: [
        service,
        clientId,
        ...nameIn(estate, regions, service),
        ...backends,
        ...pools.values(),
        ...api,
        ...telemetryOf(estate, service, api[0], operations, identity),
        ...productsOf(estate, service, api),
        diagnosticsOf(estate, ['apiManagement'], service, operations.workspaceId),
      ],
      outputs: [
        {
          name: estate.symbols.of('modelsEndpoint'),
          description: 'Where clients inside of the network call models, with their key as api-key.',
          value: joined(propertyOf(service, 'gatewayUrl'), '/openai'),
        },
      ],
    },
  ]
}

const PUBLISHER: Parameter = {
  name: 'publisherEmail',
  description: 'Where Azure mails what it has to tell of API Management.',
  isSecret: false,
  default: null,
}

function serviceOf(
  estate: Estate,
  { estate: home, spoke }: Place,
  identity: Resource,
  publisherEmail: ReturnType<typeof parameter> | string,
): { readonly service: Resource; readonly clientId: Resource } {
  const service = resource({
    symbol: estate.symbols.of('apiManagement'),
    type: SERVICE,
    apiVersion: API,
    name: estate.name('apiManagement'),
    body: {
      location: home.region,
      tags: estate.tags,
      // Of the tiers that this API version knows, this one alone has its address in a network and nowhere else.
      sku: { name: 'Premium', capacity: unitsIn(estate, home) },
      identity: userAssigned(identity),
      properties: {
        publisherEmail,
        publisherName: estate.plan.workload,
        virtualNetworkType: 'Internal',
        virtualNetworkConfiguration: { subnetResourceId: idOf(spoke.subnet('apiManagement')) },
        // Azure's names of what is switched off: TLS before 1.2, and SSL.
        customProperties: Object.fromEntries(
          ['', 'Backend.'].flatMap((side) =>
            ['Tls10', 'Tls11', 'Ssl30'].map((protocol) => [
              `Microsoft.WindowsAzure.ApiManagement.Gateway.Security.${side}Protocols.${protocol}`,
              'False',
            ]),
          ),
        ),
        developerPortalStatus: 'Disabled',
      },
    },
    because: [
      { rule: 'PNET-18', why: 'it has an address in the network alone.' },
      { rule: 'APP-27', why: 'it calls the models as the identity of the gateway.' },
    ],
  })
  const clientId = resource({
    symbol: estate.symbols.of('apiManagementClientId'),
    type: `${SERVICE}/namedValues`,
    apiVersion: API,
    name: CLIENT_ID_VALUE,
    parent: service,
    body: {
      properties: {
        displayName: CLIENT_ID_VALUE,
        value: propertyOf(identity, 'clientId'),
        secret: false,
      },
    },
  })
  return { service, clientId }
}

function unitsIn({ declaration }: Estate, { hasZones }: RegionEstate): number {
  return declaration.landing_zone?.gateway?.replicas?.least ?? (hasZones ? UNITS_WITH_ZONES : 1)
}

/** Its name inside of the networks: a zone of that name alone, so that other instances are found where they were. */
function nameIn(estate: Estate, regions: readonly Place[], service: Resource): readonly Resource[] {
  const dnsApi = '2024-06-01'
  const zone = resource({
    symbol: estate.symbols.of('apiManagementZone'),
    type: 'Microsoft.Network/privateDnsZones',
    apiVersion: dnsApi,
    name: `${estate.name('apiManagement')}.azure-api.net`,
    body: { location: 'global', tags: estate.tags, properties: {} },
    because: [{ rule: 'NET-11', why: 'Azure writes no name of an instance inside of a network.' }],
  })
  const record = resource({
    symbol: estate.symbols.of('apiManagementAddress'),
    type: 'Microsoft.Network/privateDnsZones/A',
    apiVersion: dnsApi,
    name: '@',
    parent: zone,
    body: {
      properties: {
        ttl: 300,
        aRecords: [{ ipv4Address: propertyOf(service, 'privateIPAddresses[0]') }],
      },
    },
  })
  const linked = regions.flatMap(({ estate: { region }, spoke, hub }) => [
    { words: [region], network: spoke.network },
    ...(hub.network === null ? [] : [{ words: ['hub', region], network: hub.network }]),
  ])
  return [
    zone,
    record,
    ...linked.map(({ words, network }) =>
      resource({
        symbol: estate.symbols.of('apiManagementZone', 'in', ...words),
        type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
        apiVersion: dnsApi,
        name: `link-${words.join('-')}`,
        parent: zone,
        body: {
          location: 'global',
          properties: { registrationEnabled: false, virtualNetwork: { id: idOf(network) } },
        },
      }),
    ),
  ]
}

const OPERATIONS = [
  { name: 'deployment-chat', urlTemplate: '/deployments/{deployment}/chat/completions' },
  { name: 'deployment-embeddings', urlTemplate: '/deployments/{deployment}/embeddings' },
  { name: 'v1-chat', urlTemplate: '/v1/chat/completions' },
  { name: 'v1-embeddings', urlTemplate: '/v1/embeddings' },
] as const

/** The API, what can be called of it, and the policy that all of its calls go through, in this order. */
function apiOf(
  estate: Estate,
  service: Resource,
  clientId: Resource,
  pools: ReadonlyMap<string, Resource>,
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
    after: [clientId, ...pools.values(), ...operations],
    body: {
      properties: {
        format: 'xml',
        value: apiPolicy(
          [...pools].map(([model]) => ({ model, backend: estate.name('modelPool', model) })),
          longestSeconds,
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

function telemetryOf(
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
