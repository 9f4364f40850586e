import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  stringMatching,
  subarray,
  uniqueArray,
} from 'fast-check'
import { POLICY_SETS } from '../workload/index.ts'

/**
 * Workload files at random, valid ones: what the landing zone is built from. A section of the file is one arbitrary in
 * `SECTIONS`; it may be left out, and so may most of its keys.
 */
const REGIONS = ['swedencentral', 'francecentral', 'westeurope', 'germanywestcentral', 'eastus2'] as const

const accountNames = uniqueArray(stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/), {
  minLength: 1,
  maxLength: 8,
})

/** No table has the provisioned throughput of a model of one's own. */
const TUNED = 'gpt-4.1-mini-2025-04-14.ft-0ab3f80e4f2242929258fff45b56a9ce'

const deployment = record({
  type: constantFrom('standard', 'data-zone-standard', 'global-standard', 'global-provisioned-managed'),
  model: constantFrom('gpt-4.1', 'gpt-4o', 'o4-mini', 'gpt-oss-120b', TUNED),
  amount: integer({ min: 1, max: 200 }),
})

const base = record({
  workload: stringMatching(/^[a-z][a-z0-9]{0,20}(-[a-z0-9]{1,20}){0,3}$/),
  environment: constantFrom('production', 'staging', 'development'),
  exposure: constantFrom('online', 'corp'),
  names: accountNames,
  regions: array(constantFrom(...REGIONS), { minLength: 8, maxLength: 8 }),
  deployments: array(deployment, { minLength: 1, maxLength: 12 }),
})

/** Keys that may each be left out. */
function some(keys: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<object> {
  return record(keys, { requiredKeys: [] })
}

const network = some({
  gateway: constantFrom('inside', 'outside'),
  models: constantFrom('private-endpoints', 'public'),
  data: constant('private-endpoints'),
  portals: constantFrom('private', 'public'),
  ingress: some({
    via: constantFrom('application-gateway', 'front-door', 'other', 'none'),
    waf: constantFrom('prevention', 'detection', 'off'),
    https_only: boolean(),
    ddos_protection: boolean(),
  }),
  egress: some({
    mode: constant('approved-only'),
    via: constantFrom('azure-firewall', 'other-firewall', 'none'),
    tier: constantFrom('basic', 'standard', 'premium'),
    next_hop: constant({ swedencentral: '10.65.0.4' }),
    allow: array(
      record(
        {
          to: constantFrom('api.example.com', '*.example.org', '203.0.113.0/24', 'AzureMonitor'),
          reason: constantFrom('payments', "the partner's interface"),
          owner: constant('platform team'),
          ports: constantFrom([443], [80, 8443]),
        },
        { requiredKeys: ['to'] },
      ),
      { maxLength: 4 },
    ),
  }),
  dns: some({
    zones: constantFrom('central', 'local', 'none'),
    servers: constantFrom('custom', 'azure'),
    forwarders: boolean(),
    forward: constant([{ domain: 'corp.contoso.com', to: ['10.200.0.4'] }]),
  }),
  operators: some({
    jumpbox: constantFrom('workload-network', 'hub', 'none'),
    jumpbox_system: constantFrom('linux', 'windows'),
    bastion: boolean(),
    only_by_jumpbox: boolean(),
  }),
  on_premises: some({
    link: constantFrom('expressroute', 'site-to-site-vpn', 'point-to-site-vpn', 'none'),
    fast_path: boolean(),
    connects: constantFrom('sites', 'devices', 'both'),
    ranges: constant(['192.168.128.0/17']),
    peer_address: constantFrom('203.0.113.7', 'vpn.contoso.com'),
    circuit_authorization: boolean(),
  }),
  monitoring: some({
    network_watcher: boolean(),
    private_link: boolean(),
    network_insights: boolean(),
    sentinel: boolean(),
  }),
  foundry: some({
    managed_network: constantFrom('approved-outbound', 'internet-outbound', 'own-network', 'off'),
    private_endpoint: boolean(),
  }),
})

const governance = some({
  platform: constantFrom('azure-landing-zone', 'own'),
  management_groups: some({ online: constant('mg-online'), corp: constant('mg-corp') }),
  policies: subarray([...POLICY_SETS]),
  enforcement: constantFrom('enforced', 'audit-only'),
  regulated: boolean(),
})

const continuity = some({
  recovery_time: constantFrom('1h', '4h', '1d'),
  recovery_point: constantFrom('5m', '1h'),
  assets: some({
    tuned: record({ kind: constant('fine-tuned-model'), replica: constantFrom(...REGIONS) }),
    corpus: record({ kind: constant('retrieval-data'), replica: constantFrom(...REGIONS) }),
    classifier: record({ kind: constant('trained-model'), replica: constantFrom(...REGIONS) }),
    samples: record({ kind: constant('training-data'), replica: constantFrom(...REGIONS) }),
  }),
})

const operations = some({
  owners: some({
    application: constant('team@contoso.example'),
    operations: constant('ops@contoso.example'),
  }),
  alerts: constant(['errors above 1 percent']),
  budget_alerts: boolean(),
  workspaces: constantFrom('per-team-and-environment', 'shared'),
})

/** What may lose its region is a finding of its own, which the file has asked for. */
const store = oneof(
  storeOf(['storage', 'cosmos'], constant('region')),
  storeOf(['search', 'sql', 'postgresql', 'key-vault', 'container-registry', 'other'], redundancy()),
)

function redundancy(): Arbitrary<string> {
  return constantFrom('none', 'zone', 'region')
}

function storeOf(kinds: readonly string[], survives: Arbitrary<string>): Arbitrary<object> {
  return record(
    {
      kind: constantFrom(...kinds),
      region: constantFrom(...REGIONS),
      classification: constantFrom('public', 'internal', 'confidential'),
      encryption: constantFrom('platform-key', 'customer-key'),
      redundancy: survives,
      uses: subarray(['blob', 'dfs', 'file', 'queue', 'table'], { minLength: 1 }),
      reached_by: subarray(['answers', 'ingest'], { minLength: 1 }),
    },
    { requiredKeys: ['kind'] },
  )
}

const data = record({
  stores: some({ docs: store, index: store, 'chat.history': store }),
})

const PLATFORM = '/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/rg-platform'
const existingHub = record({
  network: constant(`${PLATFORM}/providers/Microsoft.Network/virtualNetworks/hub`),
  // One without a firewall is a finding, and rightly so.
  firewall_address: constant('10.0.0.4'),
})

const existing = {
  hubs: some({ swedencentral: existingHub, francecentral: existingHub }),
  private_dns_zones: constant(PLATFORM),
  log_workspace: constant(`${PLATFORM}/providers/Microsoft.OperationalInsights/workspaces/log`),
  ddos_plan: constant(`${PLATFORM}/providers/Microsoft.Network/ddosProtectionPlans/ddos`),
}

const landing_zone = some({
  ddos: constantFrom('network-plan', 'each-address'),
  entrance: record({ host: constant('ai.contoso.com') }),
  gateway: some({
    runs_on: constantFrom('container-apps', 'aks', 'api-management', 'none'),
    replicas: some({ least: integer({ min: 1, max: 5 }), most: integer({ min: 5, max: 9 }) }),
    shared: boolean(),
  }),
  addresses: some({
    networks: constantFrom('172.16.0.0/16', '10.0.0.0/12'),
    hubs: constantFrom('192.168.0.0/18', '10.201.0.0/16'),
  }),
  management_groups: some({ parent: constant('contoso') }),
  machine_learning: some({
    workspaces: some({
      scoring: some({
        region: constantFrom(...REGIONS),
        clusters: some({ gpu: constant({ size: 'Standard_NC24ads_A100_v4', most_nodes: 4 }) }),
      }),
      fraud: some({ region: constantFrom(...REGIONS) }),
    }),
  }),
  alerts: some({ to: constant(['operations@contoso.example']) }),
  budget: record({ from: constant('2026-12-01'), usd: integer({ min: 1, max: 100_000 }) }),
  tags: some({ owner: constant('claims'), 'cost-center': constantFrom('CC-1', '[x]') }),
  existing: some(existing),
})

const storage = some({
  counters: record({
    redis: constantFrom(
      'env:REDIS',
      'rediss://contoso.swedencentral.redis.azure.net:10000',
      'rediss://elsewhere.example.com:6380',
    ),
    auth: constant('managed-identity'),
  }),
  database: constantFrom(
    'env:LEDGER',
    'postgres://id@contoso.postgres.database.azure.com/ledger',
    'keyvault:contoso-kv/ledger',
  ),
})

/** By the name of the section; each may be left out. */
const SECTIONS: Readonly<Record<string, Arbitrary<object>>> = {
  network,
  governance,
  continuity,
  operations,
  data,
  landing_zone,
  storage,
  telemetry: some({
    azure_monitor: record(
      {
        connection_string: constantFrom('env:APPLICATIONINSIGHTS_CONNECTION_STRING', 'env:OTHER'),
        auth: constant('managed-identity'),
      },
      { requiredKeys: ['connection_string'] },
    ),
  }),
  retrieval: some({ mode: constantFrom('just-in-time', 'pre-calculated') }),
}

/** Each entrance before each kind of gateway: so many keys that they hardly ever come together by themselves. */
const entrances = record({
  via: constantFrom('application-gateway', 'front-door'),
  runs_on: constantFrom('container-apps', 'aks', 'api-management'),
  host: option(constant('ai.contoso.com'), { freq: 4, nil: undefined }),
  tls: constantFrom(
    { tls_ends_in_front: true },
    { tls: { certificate: 'env:TLS_CERTIFICATE', key: 'env:TLS_KEY' } },
  ),
})

type Entrance = typeof entrances extends Arbitrary<infer Drawn> ? Drawn : never
type Sections = Readonly<Record<string, unknown>>

function withEntrance(sections: Sections, { via, runs_on, host, tls }: Entrance): Sections {
  const { network: around, landing_zone: zone } = sections as Readonly<Record<string, Sections | undefined>>
  return {
    ...sections,
    network: { ...around, ingress: { ...(around?.['ingress'] as Sections | undefined), via } },
    landing_zone: {
      ...zone,
      gateway: { ...(zone?.['gateway'] as Sections | undefined), runs_on },
      ...(host === undefined ? {} : { entrance: { host } }),
    },
    gateway: {
      listen: '0.0.0.0:8443',
      operations: '0.0.0.0:9090',
      signing_key: 'env:SIGNING_KEY',
      ...tls,
    },
  }
}

/** A fine-tuned model of one region alone is a finding, too, whoever deploys it. */
function withTunedReplica(sections: Sections, original: string, replica: string): Sections {
  const before = sections['continuity'] as { readonly assets?: object } | undefined
  const asset = { kind: 'fine-tuned-model', primary: original, replica }
  return { ...sections, continuity: { ...before, assets: { ...before?.assets, [TUNED]: asset } } }
}

/** In one region alone Cosmos DB is a finding, whoever builds it. */
function withoutCosmos(sections: Sections): Sections {
  const stores = (
    sections['data'] as { readonly stores: Readonly<Record<string, { readonly kind: string }>> } | undefined
  )?.stores
  const others = Object.entries(stores ?? {}).filter(([, { kind }]) => kind !== 'cosmos')
  return { ...sections, data: { stores: Object.fromEntries(others) } }
}

/** What the application around them needs for the sections to hold together. */
const APPLICATION = {
  parts: {
    answers: { kind: 'api', models: 'through-gateway', deployed_with: [] },
    ingest: { kind: 'pipeline' },
    researcher: { kind: 'agent' },
  },
}

/** The text of a workload file. */
export const designTexts: Arbitrary<string> = record({
  base,
  sections: record(
    Object.fromEntries(
      Object.entries(SECTIONS).map(([name, section]) => [name, option(section, { nil: undefined })]),
    ),
  ),
  entrance: option(entrances, { freq: 2, nil: undefined }),
}).map(
  ({ base: { workload, environment, exposure, names, regions, deployments }, sections: drawn, entrance }) => {
    const sections = entrance === undefined ? drawn : withEntrance(drawn, entrance)
    const used = [...new Set(names.map((_, i) => regions[i] ?? REGIONS[0]))]
    const byModel = Map.groupBy(
      deployments.map((one, i) => ({
        ...one,
        i,
        model: one.model === TUNED && used.length === 1 ? 'gpt-4.1' : one.model,
        type: one.model === TUNED && one.type.includes('provisioned') ? 'global-standard' : one.type,
      })),
      ({ model }) => model,
    )
    const tunedIn = (byModel.get(TUNED) ?? []).map(({ i }) => regions[i % names.length] ?? REGIONS[0])
    const [original] = tunedIn
    const replica = used.find((region) => region !== original)
    const whole = used.length > 1 ? sections : withoutCosmos(sections)
    return JSON.stringify({
      workload,
      environment,
      exposure,
      regions: { primary: used[0], ...(used.length > 1 ? { secondary: used[1] } : {}) },
      accounts: Object.fromEntries(
        names.map((name, i) => [
          name,
          { provider: 'azure-openai', region: regions[i], endpoint: `env:E${i}`, auth: 'managed-identity' },
        ]),
      ),
      models: Object.fromEntries(
        [...byModel].map(([model, list]) => [
          model,
          {
            deployments: list.map(({ type, amount, i }) => ({
              id: `d.${i}`,
              account: names[i % names.length],
              type,
              ...(type.includes('provisioned') ? { ptu: 15 + amount * 5 } : { tpm: amount * 1000 }),
            })),
          },
        ]),
      ),
      consumers: { '/contoso/bot': { models: [...byModel.keys()] } },
      application: APPLICATION,
      ...(original === undefined || replica === undefined
        ? whole
        : withTunedReplica(whole, original, replica)),
    })
  },
)
