import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { loadDesign } from '../workload/index.ts'
import { armProblems, withoutArmTypes } from './arm-types.fixture.ts'
import { buildGraph, deployFiles, type Design, PRINTERS, type ResourceGraph } from './index.ts'

const WORKLOAD = `
workload: contoso-assistant
environment: production
residency: eu
regions: { primary: swedencentral, secondary: francecentral }
accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: https://contoso-frc.openai.azure.com, auth: managed-identity }
models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50, priority: 1, version: 2025-04-14 }
      - { id: std-frc, account: frc, type: data-zone-standard, tpm: 240k, priority: 2, version: 2025-04-14 }
  embed:
    task: embed
    base_model: text-embedding-3-small
    deployments:
      - { id: embed-swc, account: swc, type: standard, tpm: 350500 }
consumers:
  /contoso/bot: { models: [gpt-4.1] }
`

function designOf(text: string): Design {
  const loaded = loadDesign(text, { source: 'workload.yaml', nowMs: Date.UTC(2026, 10, 21) })
  assert.ok(loaded.ok, JSON.stringify(loaded.ok ? null : loaded.diagnostics))
  return loaded
}

function graphOf(text: string): ResourceGraph {
  const graph = buildGraph(designOf(text))
  if (!('stages' in graph)) assert.fail(JSON.stringify(graph))
  return graph
}

function print(graph: ResourceGraph, name: string): Map<string, string> {
  const printer = PRINTERS.find((one) => one.name === name)
  return new Map(printer?.print(graph).map(({ path, text }) => [path, text]))
}

interface Template {
  readonly resources: Readonly<
    Record<string, Readonly<Record<string, unknown>> & { readonly dependsOn?: string[] }>
  >
}

const templates = (graph: ResourceGraph): Template[] =>
  [...print(graph, 'arm').values()].map((text) => JSON.parse(text) as Template)

/** Every resource as ARM takes it, but for those of other templates. */
const declared = (graph: ResourceGraph) =>
  templates(graph).flatMap(({ resources }) =>
    Object.values(resources).filter((resource) => resource['existing'] !== true),
  )

describe('the landing zone of two regions', () => {
  const graph = graphOf(WORKLOAD)

  test('accounts are private and without keys, by the name that the file gives or one by rule', () => {
    const accounts = declared(graph).filter(({ type }) => type === 'Microsoft.CognitiveServices/accounts')
    assert.equal(accounts.length, 2)
    for (const { properties } of accounts) {
      const { disableLocalAuth, publicNetworkAccess } = properties as Record<string, unknown>
      assert.deepEqual([disableLocalAuth, publicNetworkAccess], [true, 'Disabled'])
    }
    assert.deepEqual(
      accounts.map(({ name }) => String(name).replace(/-[a-z][a-z0-9]{4}$/, '-*')),
      ['aif-contoso-assistant-prod-swc-*', 'contoso-frc'],
    )
  })

  test('deployments are those of the file, one after the other', () => {
    const deployments = declared(graph).filter(({ type }) => String(type).endsWith('accounts/deployments'))
    assert.deepEqual(
      deployments.map(({ name, sku, properties }) => {
        const { model, versionUpgradeOption } = properties as Record<string, Record<string, unknown>>
        return [String(name).split('/')[1], sku, model?.['version'] ?? null, versionUpgradeOption]
      }),
      [
        ['ptu-swc', { name: 'ProvisionedManaged', capacity: 50 }, '2025-04-14', 'NoAutoUpgrade'],
        ['embed-swc', { name: 'Standard', capacity: 351 }, null, 'OnceNewDefaultVersionAvailable'],
        ['std-frc', { name: 'DataZoneStandard', capacity: 240 }, '2025-04-14', 'NoAutoUpgrade'],
      ],
    )
    assert.ok(deployments[1]?.dependsOn?.includes('deploymentSwcPtuSwc'))
  })

  test('an account has one endpoint, after its deployments, with its three zones, linked to both networks and hubs', () => {
    const [template] = templates(graph).filter(({ resources }) => 'endpointSwc' in resources)
    assert.ok(template?.resources['endpointSwc']?.dependsOn?.includes('deploymentSwcEmbedSwc'))
    const text = JSON.stringify(template?.resources['zoneGroupSwc'])
    for (const zone of ['cognitiveservices.azure.com', 'openai.azure.com', 'services.ai.azure.com'])
      assert.ok(text.includes(`'Microsoft.Network/privateDnsZones', 'privatelink.${zone}'`), zone)
    const links = declared(graph).filter(({ type }) => String(type).endsWith('virtualNetworkLinks'))
    assert.equal(links.length, 3 * 4)
  })

  test('the gateway of each region may call the models of every region, and has no other right', () => {
    const roles = declared(graph).filter(
      ({ type, scope }) =>
        String(type).endsWith('roleAssignments') && String(scope).includes('CognitiveServices/accounts'),
    )
    assert.equal(roles.length, 2 * 2)
    for (const role of roles) assert.match(JSON.stringify(role), /5e0bd9bd-7b93-4f28-af87-19fc36ad61bd/)
  })

  test('built-in policies look on, and none denies', () => {
    const assignments = declared(graph).filter(({ type }) => String(type).endsWith('policyAssignments'))
    assert.ok(assignments.length >= 15)
    for (const { properties } of assignments) {
      const { enforcementMode, parameters, policyDefinitionId } = properties as Record<string, unknown>
      const { effect } = (parameters ?? {}) as { effect?: { value: string } }
      const onlyAudits = String(policyDefinitionId).endsWith('/06a78e20-9358-41c9-923c-fb736d382a4d')
      assert.ok(
        effect === undefined
          ? onlyAudits || enforcementMode === 'DoNotEnforce'
          : effect.value.startsWith('Audit'),
      )
      assert.match(
        String(policyDefinitionId),
        /\/policyDefinitions\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      )
    }
  })

  test('Bicep says why, refers by symbol within a file, and by name to other files', () => {
    const text = print(graph, 'bicep').get('bicep/40-models-swedencentral.bicep') ?? ''
    assert.match(text, /^\/\/ PNET-02: .+\n\/\/ APP-27: .+\nresource accountSwc /m)
    assert.match(text, /^ {2}parent: accountSwc$/m)
    assert.match(
      text,
      /resource logWorkspace '.+' existing = \{\n {2}scope: resourceGroup\('rg-contoso-assistant-prod-ops'\)/,
    )
    assert.match(text, /^output swcEndpoint string = accountSwc\.properties\.endpoint$/m)
    assert.doesNotMatch(text, /undefined|\[object/)
  })

  test('the scripts deploy every stage in its order', () => {
    const files = new Map(deployFiles(graph, PRINTERS).map(({ path, text }) => [path, text]))
    for (const [folder, extension] of [
      ['bicep', 'bicep'],
      ['arm', 'json'],
    ] as const) {
      const steps = [
        ...(files.get(`${folder}/deploy.sh`) ?? '').matchAll(/^step (\S+) .*--template-file (\S+)/gm),
      ]
      assert.deepEqual(
        steps.map(([, name, template]) => [name, template]),
        graph.stages.map(({ name }) => [name, `${name}.${extension}`]),
      )
    }
    for (const { name } of graph.stages) assert.ok(files.get('README.md')?.includes(`\`${name}\``))
  })

  test('ARM takes every resource', { skip: withoutArmTypes }, () => {
    for (const resource of declared(graph)) assert.deepEqual(armProblems(resource), [])
  })

  test('the check of types finds what is wrong', { skip: withoutArmTypes }, () => {
    const [account] = declared(graph).filter(({ type }) => type === 'Microsoft.CognitiveServices/accounts')
    const properties = account?.['properties'] as object
    const problems = (more: object) =>
      armProblems({ ...account, properties: { ...properties, ...more } }).length
    assert.equal(problems({}), 0)
    assert.equal(problems({ publicNetworkAcces: 'Disabled' }), 1)
    assert.equal(problems({ publicNetworkAccess: 'disabled' }), 1)
    assert.equal(problems({ endpoint: 'https://x' }), 1)
    assert.equal(problems({ disableLocalAuth: 'true' }), 1)
    assert.equal(armProblems({ ...account, sku: {} }).length, 1)
  })
})

test('networks are cut from the ranges that the file names', () => {
  const graph = graphOf(`${WORKLOAD}
landing_zone: { addresses: { networks: 172.16.0.0/21, hubs: 10.200.0.0/16 } }
`)
  const ranges = graph.stages
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type.endsWith('/virtualNetworks'))
    .map(({ body }) => JSON.stringify(body).match(/addressPrefixes":\["([^"]+)/)?.[1])
  assert.deepEqual(ranges, ['10.200.0.0/23', '10.200.2.0/23', '172.16.0.0/22', '172.16.4.0/22'])
  const tooSmall = buildGraph(
    designOf(`${WORKLOAD}\nlanding_zone: { addresses: { networks: 172.16.0.0/22 } }\n`),
  )
  assert.deepEqual(tooSmall, { kind: 'too-many-regions', most: 1 })
})

describe('what cannot be built', () => {
  const unbuildable = (text: string) => {
    const graph = buildGraph(designOf(text))
    return 'stages' in graph ? null : graph
  }

  test('a workload without an account on Azure', () => {
    const text = WORKLOAD.replaceAll(
      /\{ provider: azure-openai, region: (\w+).*\}/g,
      '{ provider: simulated, region: $1 }',
    )
    assert.deepEqual(unbuildable(text), { kind: 'nothing-on-azure' })
  })

  test('a model whose maker nobody knows how to write', () => {
    assert.deepEqual(unbuildable(WORKLOAD.replace('text-embedding-3-small', 'of-our-own')), {
      kind: 'unknown-maker',
      models: ['of-our-own'],
    })
  })
})
