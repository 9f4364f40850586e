import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changedFacts, SHIPPED_FACTS } from '../azure/index.ts'
import { estimateCost } from './cost-estimate.ts'
import { costPage, dollars } from './cost-page.ts'
import { type Body, type Resource, resource, type ResourceGraph } from './resource-graph.ts'

function one(type: string, body: Body, more: Partial<Resource> = {}): Resource {
  const symbol = type.split('/').at(-1) ?? type
  return resource({ symbol, type, apiVersion: '2025-01-01', name: `n-${symbol}`, body, ...more })
}

function graphOf(...resources: readonly Resource[]): ResourceGraph {
  const scope = { kind: 'resource-group', resourceGroup: 'rg' } as const
  return {
    workload: 'w',
    notes: [],
    files: [],
    stages: [{ name: '10', purpose: 'x', scope, parameters: [], resources, outputs: [] }],
  }
}

const account = one('Microsoft.CognitiveServices/accounts', { sku: { name: 'S0' } })
const deployment = (skuName: string, capacity: number, model: string): Resource =>
  one(
    'Microsoft.CognitiveServices/accounts/deployments',
    { sku: { name: skuName, capacity }, properties: { model: { name: model } } },
    { parent: account },
  )

test('API Management is paid for in each of its regions', () => {
  const units = (more: object) =>
    estimateCost(
      graphOf(
        one('Microsoft.ApiManagement/service', {
          sku: { name: 'Premium', capacity: 2 },
          properties: { ...more },
        }),
      ),
      SHIPPED_FACTS,
    ).priced.map((priced) => priced.units)
  assert.deepEqual(units({}), [2])
  assert.deepEqual(
    units({ additionalLocations: [{ location: 'francecentral', sku: { name: 'Premium', capacity: 3 } }] }),
    [5],
  )
})

test('what stands there is priced by its size and its number', () => {
  const { priced, totalCents, unknown, byUse } = estimateCost(
    graphOf(
      one('Microsoft.Network/azureFirewalls', {
        properties: { sku: { name: 'AZFW_VNet', tier: 'Standard' } },
      }),
      one('Microsoft.Network/privateEndpoints', { properties: {} }),
      one('Microsoft.Search/searchServices', {
        sku: { name: 'basic' },
        properties: { replicaCount: 3, partitionCount: 1 },
      }),
      one('Microsoft.DBforPostgreSQL/flexibleServers', {
        sku: { name: 'Standard_D4s_v3', tier: 'GeneralPurpose' },
        properties: { highAvailability: { mode: 'ZoneRedundant' } },
      }),
      one('Microsoft.Network/networkSecurityGroups', {}),
    ),
    SHIPPED_FACTS,
  )
  assert.deepEqual(
    priced.map(({ size, units, centsPerMonth }) => [size, units, centsPerMonth]),
    [
      ['Standard', 1, 91_250],
      ['Standard_D4s_v3', 2, 56_940],
      ['basic', 3, 22_119],
      ['', 1, 730],
    ],
  )
  assert.equal(totalCents, 91_250 + 56_940 + 22_119 + 730)
  assert.deepEqual([unknown, byUse], [[], []])
})

test('provisioned throughput is paid by the hour, tokens by use, and what no list has is not known', () => {
  const { priced, unknown, byUse } = estimateCost(
    graphOf(
      account,
      deployment('ProvisionedManaged', 50, 'gpt-4.1'),
      deployment('Standard', 100, 'gpt-4.1'),
      deployment('ProvisionedManaged', 100, 'DeepSeek-V3'),
      one('Microsoft.Network/azureFirewalls', { properties: { sku: { tier: 'Basic' } } }),
      one('Microsoft.Network/publicIPAddresses', {
        sku: { name: 'Standard' },
        properties: { ddosSettings: { protectionMode: 'Enabled' } },
      }),
      one('Contoso.Things/things', {}),
      one('Contoso.Things/things/parts', {}, { parent: account }),
    ),
    SHIPPED_FACTS,
  )
  const hourly = SHIPPED_FACTS.ptuPrices.find('gpt-4.1', 'provisioned-managed')?.usdPerHour ?? assert.fail()
  assert.deepEqual(
    priced.map(({ centsPerMonth }) => centsPerMonth),
    [Math.round(hourly * 730 * 50 * 100), 365],
  )
  assert.deepEqual(
    unknown.map(({ why }) => why),
    [
      'PTU of DeepSeek-V3',
      'Microsoft.Network/azureFirewalls, Basic',
      'DDoS IP protection of a public address',
      'Contoso.Things/things',
    ],
  )
  assert.deepEqual(
    byUse.map(({ why }) => why),
    ['tokens'],
  )
})

test('a price of your own counts', () => {
  const facts = changedFacts(SHIPPED_FACTS, {
    resource_prices: [
      {
        row: { type: 'Microsoft.Network/azureFirewalls', size: 'Basic', usdPerMonth: 200.01, perUse: null },
        isRemoved: false,
        origin: { asOf: '2026-11-01', source: 'our contract' },
        file: 'prices.yaml',
      },
    ],
  })
  const estimate = estimateCost(
    graphOf(one('Microsoft.Network/azureFirewalls', { properties: { sku: { tier: 'Basic' } } })),
    facts,
  )
  assert.equal(estimate.totalCents, 20_001)
  assert.deepEqual(estimate.pricesFrom, { oldest: '2026-11-01', newest: '2026-11-01' })
})

test('the page has the sum, the rows, and what is not known', () => {
  const graph = graphOf(
    account,
    deployment('ProvisionedManaged', 50, 'gpt-4.1'),
    deployment('Standard', 100, 'gpt-4.1'),
    one('Contoso.Things/things', {}),
  )
  const { text } = costPage('w', estimateCost(graph, SHIPPED_FACTS))
  assert.match(text, /^\*\*\$[\d,]+\.\d\d a month\*\*/m)
  assert.match(
    text,
    /^\| n-accounts\/n-deployments \| 50 × deployments, PTU of gpt-4\.1 \| \$[\d,.]+ \| {2}\|$/m,
  )
  assert.match(text, /^- Contoso\.Things\/things: n-things$/m)
  assert.match(text, /^- tokens: n-accounts\/n-deployments$/m)
  assert.doesNotMatch(text, /undefined|NaN/)
  const nothing = costPage('w', estimateCost(graphOf(), SHIPPED_FACTS)).text
  assert.match(nothing, /^\*\*\$0\.00 a month/m)
  assert.match(nothing, /Every resource that costs by being there has a price above/)
})

test('cents are written as dollars', () => {
  assert.deepEqual([0, 5, 99, 100, 127_750, 123_456_789].map(dollars), [
    '$0.00',
    '$0.05',
    '$0.99',
    '$1.00',
    '$1,277.50',
    '$1,234,567.89',
  ])
})
