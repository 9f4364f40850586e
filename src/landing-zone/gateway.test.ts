import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { evaluateTarget } from '../azure/index.ts'
import { review, RULES, type Target } from '../review/index.ts'
import { loadDesign } from '../workload/index.ts'
import { armProblems, withoutArmTypes } from './arm-types.fixture.ts'
import { buildGraph, deployFiles, PRINTERS, type Resource, type ResourceGraph } from './index.ts'

const NOW_MS = Date.UTC(2026, 10, 21)

const BASE = `
workload: contoso-assistant
environment: production
residency: eu
exposure: online
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:AOAI_SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: https://contoso-frc.openai.azure.com, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50, priority: 1, version: 2025-04-14 }
      - { id: std-frc, account: frc, type: data-zone-standard, tpm: 240k, priority: 2, version: 2025-04-14 }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
network: { gateway: inside, ingress: { via: other } }
`

const CONTAINED = `
gateway:
  listen: 0.0.0.0:8080
  operations: 0.0.0.0:9090
  tls_ends_in_front: true
  signing_key: env:SIGNING_KEY
`

const SHARED = `
storage:
  counters: { redis: env:REDIS_ADDRESS, auth: managed-identity }
  database: { address: env:LEDGER_ADDRESS, auth: managed-identity }
`

function graphOf(text: string): ResourceGraph {
  const design = loadDesign(text, { source: 'workload.yaml', nowMs: NOW_MS })
  assert.ok(design.ok, JSON.stringify(design.ok ? null : design.diagnostics))
  const graph = buildGraph(design)
  if (!('stages' in graph)) assert.fail(JSON.stringify(graph))
  return graph
}

const ofType = ({ stages }: ResourceGraph, type: string): readonly Resource[] =>
  stages.flatMap(({ resources }) => resources).filter((one) => one.type === type)

type Json = Readonly<Record<string, unknown>>

/** Every resource as ARM takes it, by its symbol. */
function declared(graph: ResourceGraph): ReadonlyMap<string, Json> {
  const files = PRINTERS.find(({ name }) => name === 'arm')?.print(graph) ?? []
  return new Map(
    files.flatMap(({ text }) => {
      const { resources } = JSON.parse(text) as { readonly resources: Readonly<Record<string, Json>> }
      return Object.entries(resources).filter(([, one]) => one['existing'] !== true)
    }),
  )
}

/** The value at a path of names and positions. */
function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Readonly<Record<string | number, unknown>>)[key],
    value,
  )
}

const CONTAINER = ['properties', 'template', 'containers', 0] as const

describe('a gateway with shared stores', () => {
  const graph = graphOf(BASE + CONTAINED + SHARED)
  const resources = declared(graph)

  test('ARM takes every resource', { skip: withoutArmTypes }, () => {
    for (const resource of resources.values()) assert.deepEqual(armProblems(resource), [])
  })

  test('the review finds nothing high, nor anything of the gateway', () => {
    const linked = new Map<string, string>()
    const targets = (PRINTERS.find(({ name }) => name === 'arm')?.print(graph) ?? []).map(
      ({ path, text }): Target => {
        const evaluation = evaluateTarget({ name: path, text }, { parameterFiles: [], linked })
        return { kind: evaluation.kind, file: path, evaluation }
      },
    )
    const { findings } = review(targets, {
      rules: RULES,
      allRuleIds: new Set(RULES.map(({ id }) => id)),
      nowMs: NOW_MS,
      baseline: new Set(),
    })
    const failed = findings.filter(({ verdict }) => verdict === 'fail')
    assert.deepEqual(
      failed
        .filter(({ severity, subject }) => severity === 'high' || /gateway/i.test(subject))
        .map(({ rule, subject, message }) => `${rule.id} ${subject}: ${message}`),
      [],
    )
  })

  test('runs in each region, in the network, in all zones, and is reached over a private endpoint', () => {
    assert.equal(ofType(graph, 'Microsoft.App/containerApps').length, 2)
    const environment = resources.get('containerAppsSwedencentral')
    assert.equal(at(environment, 'properties', 'vnetConfiguration', 'internal'), true)
    assert.equal(at(environment, 'properties', 'publicNetworkAccess'), 'Disabled')
    assert.equal(at(environment, 'properties', 'zoneRedundant'), true)
    assert.ok(resources.has('endpointGatewaySwedencentral'))
    assert.ok(resources.has('zoneGroupGatewaySwedencentral'))
  })

  test('is given its file as it is written, addresses of what is built, and secrets by reference', () => {
    const app = resources.get('gatewaySwedencentral')
    const secrets = at(app, 'properties', 'configuration', 'secrets') as readonly Json[]
    assert.equal(secrets.find(({ name }) => name === 'workload')?.['value'], BASE + CONTAINED + SHARED)
    assert.ok(secrets.every(({ name, keyVaultUrl }) => name === 'workload' || keyVaultUrl !== undefined))
    const variables = at(app, ...CONTAINER, 'env') as readonly Json[]
    assert.deepEqual(
      variables.map(({ name, value, secretRef }) => [name, value ?? secretRef]),
      [
        ['AOAI_SWC', "[reference('accountSwc').endpoint]"],
        ['AZURE_CLIENT_ID', "[reference('gatewayIdentitySwedencentral').clientId]"],
        [
          'LEDGER_ADDRESS',
          "[concat('postgres://', 'id-contoso-assistant-prod-gateway-swedencentral@', reference('ledgerServer').fullyQualifiedDomainName, ':5432/ledger')]",
        ],
        ['REDIS_ADDRESS', "[concat('rediss://', reference('redis').hostName, ':10000')]"],
        ['SIGNING_KEY', 'env-signing-key'],
      ],
    )
  })

  test('is probed where the file lets operations listen, and ends its work before it is stopped', () => {
    const app = resources.get('gatewaySwedencentral')
    const probes = at(app, ...CONTAINER, 'probes') as readonly Json[]
    assert.deepEqual(
      probes.map(({ type, httpGet }) => [type, at(httpGet, 'path'), at(httpGet, 'port')]),
      [
        ['Startup', '/livez', 9090],
        ['Liveness', '/livez', 9090],
        ['Readiness', '/readyz', 9090],
      ],
    )
    // 30 seconds of `gateway.deadlines.drain`, and a margin.
    assert.equal(at(app, 'properties', 'template', 'terminationGracePeriodSeconds'), 60)
    assert.equal(at(app, 'properties', 'configuration', 'ingress', 'targetPort'), 8080)
  })

  test('stores take no keys and no passwords, and have no public address', () => {
    assert.equal(at(resources.get('redisDatabase'), 'properties', 'accessKeysAuthentication'), 'Disabled')
    assert.equal(at(resources.get('redisDatabase'), 'properties', 'evictionPolicy'), 'NoEviction')
    assert.equal(at(resources.get('redis'), 'properties', 'publicNetworkAccess'), 'Disabled')
    assert.equal(at(resources.get('ledgerServer'), 'properties', 'authConfig', 'passwordAuth'), 'Disabled')
    assert.equal(
      at(resources.get('ledgerServer'), 'properties', 'network', 'publicNetworkAccess'),
      'Disabled',
    )
    assert.equal(at(resources.get('ledgerServer'), 'properties', 'highAvailability', 'mode'), 'ZoneRedundant')
    assert.equal(ofType(graph, 'Microsoft.Cache/redisEnterprise/databases/accessPolicyAssignments').length, 2)
    const zones = JSON.stringify(resources.get('zoneGroupRedis'))
    assert.match(zones, /privatelink\.redis\.azure\.net/)
  })

  test('what only whoever deploys can say is a parameter, and secrets are marked as such', () => {
    const ofGateway = graph.stages.filter(({ name }) => /^(?:4[56]|50)-gateway-/.test(name))
    const parameters = ofGateway.flatMap((stage) =>
      stage.parameters.map(({ name, isSecret }) => `${name}${isSecret ? ' (secret)' : ''}`),
    )
    assert.deepEqual(
      [...new Set(parameters)],
      [
        'ledgerAdministrator',
        'ledgerAdministratorName',
        'gatewayKeys (secret)',
        'envSigningKey (secret)',
        'gatewayImage',
      ],
    )
    assert.ok(
      !graph.notes.some((note) => /gateway|replicas|Redis|Postgres/i.test(note)),
      graph.notes.join('\n'),
    )
    const named = graphOf(
      `${BASE}${CONTAINED}${SHARED}landing_zone: { database_administrators: { name: dba, object_id: 7d8c1c5e-5a0b-4d0e-9a53-0c8f4e6c2b1d } }`,
    )
    assert.ok(
      !named.stages.some(({ parameters: asked }) => asked.some(({ name }) => name.startsWith('ledger'))),
    )
  })

  test('every replica’s way into the ledger is in a file of statements', () => {
    const text = deployFiles(graph, PRINTERS).find(({ path }) => path === 'gateway/ledger.sql')?.text ?? ''
    for (const region of ['swedencentral', 'francecentral'])
      assert.ok(text.includes(`grant ledger_keepers to "id-contoso-assistant-prod-gateway-${region}"`))
  })
})

describe('what asks for a gateway', () => {
  const isBuilt = (text: string): boolean =>
    graphOf(text).stages.some(({ name }) => name.startsWith('50-gateway-'))

  test('production with the gateway inside, unless the file says otherwise', () => {
    assert.ok(isBuilt(BASE))
    assert.ok(!isBuilt(BASE.replace('gateway: inside', 'gateway: outside')))
    assert.ok(!isBuilt(BASE.replace('environment: production', 'environment: staging')))
    assert.ok(!isBuilt(`${BASE}landing_zone: { gateway: { runs_on: none } }`))
    const staging = BASE.replace('environment: production', 'environment: staging')
    assert.ok(isBuilt(`${staging}landing_zone: { gateway: { runs_on: container-apps } }`))
  })

  test('a file that no container could serve is told of, in words to write', () => {
    const { notes } = graphOf(BASE)
    assert.ok(
      notes.some((note) =>
        note.includes(
          'gateway: { listen: 0.0.0.0:8080, operations: 0.0.0.0:9090, tls_ends_in_front: true, signing_key: env:CAUSEWAY_SIGNING_KEY }',
        ),
      ),
    )
    assert.ok(notes.some((note) => note.includes('Replicas share no ledger')))
  })

  test('stores are built where the file names them by env or by their host on Azure', () => {
    const stores = (storage: string): readonly unknown[] => {
      const graph = graphOf(`${BASE}${CONTAINED}${storage}`)
      return [
        ...ofType(graph, 'Microsoft.Cache/redisEnterprise'),
        ...ofType(graph, 'Microsoft.DBforPostgreSQL/flexibleServers'),
      ].map(({ name }) => name)
    }
    assert.deepEqual(stores(''), [])
    assert.deepEqual(
      stores(`storage:
  counters: { redis: "rediss://contoso.swedencentral.redis.azure.net:10000", auth: managed-identity }
  database: { address: "postgres://id@contoso-ledger.postgres.database.azure.com/ledger", auth: managed-identity }`),
      ['contoso', 'contoso-ledger'],
    )
    assert.deepEqual(stores('storage: { counters: { redis: keyvault:contoso-kv/redis } }'), [])
    assert.equal(stores('landing_zone: { gateway: { shared: true } }').length, 2)
  })

  test('replicas are as many as the file says', () => {
    const scaleOf = (more: string): unknown =>
      at(
        declared(graphOf(BASE + more)).get('gatewaySwedencentral'),
        'properties',
        'template',
        'scale',
        'maxReplicas',
      )
    assert.equal(scaleOf(''), 12)
    assert.equal(scaleOf('landing_zone: { gateway: { replicas: { least: 2, most: 3 } } }'), 3)
    assert.equal(scaleOf('landing_zone: { gateway: { replicas: { least: 5 } } }'), 20)
  })
})
