import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateTarget } from '../azure/index.ts'
import { review } from './review.ts'
import { pictureSvg } from './picture-svg.ts'
import type { RegionMap } from './region-map.ts'

const TEMPLATE = {
  $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources: [
    {
      type: 'Microsoft.Network/virtualNetworks',
      apiVersion: '2025-09-01',
      name: 'vnet-a',
      location: 'Sweden Central',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          { name: 'entrance', properties: { addressPrefix: '10.0.1.0/24' } },
          { name: 'endpoints', properties: { addressPrefix: '10.0.2.0/24' } },
        ],
      },
    },
    {
      type: 'Microsoft.Network/virtualNetworks/subnets',
      apiVersion: '2025-09-01',
      name: 'vnet-a/AzureFirewallSubnet',
      properties: { addressPrefix: '10.0.3.0/26' },
    },
    {
      type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
      apiVersion: '2025-09-01',
      name: 'vnet-a/to-hub',
      properties: {
        remoteVirtualNetwork: { id: "[resourceId('hubs', 'Microsoft.Network/virtualNetworks', 'vnet-hub')]" },
      },
    },
    {
      type: 'Microsoft.Network/azureFirewalls',
      apiVersion: '2025-09-01',
      name: 'afw',
      location: 'swedencentral',
      properties: {
        ipConfigurations: [
          {
            properties: {
              subnet: {
                id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'VNET-A', 'azurefirewallsubnet')]",
              },
            },
          },
        ],
      },
    },
    {
      type: 'Microsoft.Network/applicationGateways',
      apiVersion: '2025-09-01',
      name: 'agw',
      location: 'swedencentral',
      properties: {
        gatewayIPConfigurations: [
          {
            properties: {
              subnet: {
                id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-a', 'entrance')]",
              },
            },
          },
        ],
        frontendIPConfigurations: [
          {
            properties: {
              publicIPAddress: { id: "[resourceId('Microsoft.Network/publicIPAddresses', 'pip')]" },
            },
          },
        ],
      },
    },
    {
      type: 'Microsoft.CognitiveServices/accounts',
      apiVersion: '2026-07-01',
      name: 'aif-<a>&b',
      location: 'swedencentral',
      kind: 'AIServices',
      properties: {},
    },
    {
      type: 'Microsoft.CognitiveServices/accounts/deployments',
      apiVersion: '2026-07-01',
      name: 'aif-<a>&b/chat',
      properties: { model: { name: 'gpt-4.1' } },
    },
    {
      type: 'Microsoft.Network/privateEndpoints',
      apiVersion: '2025-09-01',
      name: 'pep',
      location: 'swedencentral',
      properties: {
        subnet: { id: "[resourceId('Microsoft.Network/virtualNetworks/subnets', 'vnet-a', 'endpoints')]" },
        privateLinkServiceConnections: [
          {
            properties: {
              privateLinkServiceId: "[resourceId('Microsoft.CognitiveServices/accounts', 'aif-<a>&b')]",
              groupIds: ['account'],
            },
          },
        ],
      },
    },
    { type: 'Microsoft.Network/privateDnsZones', apiVersion: '2024-06-01', name: 'z', location: 'global' },
    { type: 'Microsoft.Cdn/profiles', apiVersion: '2025-12-01', name: 'afd', location: 'global' },
  ],
}

function picture() {
  const evaluation = evaluateTarget({ name: 'main.json', text: JSON.stringify(TEMPLATE) }, {})
  const { pictures } = review([{ kind: evaluation.kind, file: 'main.json', evaluation }], {
    rules: [],
    allRuleIds: new Set(),
    nowMs: 0,
    baseline: new Set(),
  })
  const [found] = pictures
  assert.ok(found?.kind === 'regions')
  return found
}

test('what stands in a subnet is drawn there, by id, in whatever case and however the subnet is declared', () => {
  const { regions, worldwide, elsewhere }: RegionMap = picture().map
  assert.deepEqual(
    regions.map(({ region }) => region),
    ['swedencentral'],
  )
  const [network] = regions[0]?.networks ?? []
  assert.equal(network?.note, '10.0.0.0/16')
  assert.deepEqual(network.peers, ['vnet-hub'])
  assert.deepEqual(
    Object.fromEntries(
      network.subnets.map(({ title, residents }) => [
        title,
        residents.map(({ title: what, traffic }) => `${what}, ${traffic}`),
      ]),
    ),
    {
      AzureFirewallSubnet: ['Azure Firewall, out'],
      entrance: ['Application Gateway, in'],
      endpoints: ['to aif-<a>&b, inside'],
    },
  )
  const [service] = regions[0]?.services ?? []
  assert.deepEqual(
    [service?.title, service?.note, service?.holds],
    ['aif-<a>&b', 'AI services', ['chat (gpt-4.1)']],
  )
  assert.equal(network.subnets.at(-1)?.residents[0]?.leadsTo, service?.subject)
  assert.deepEqual(
    worldwide.map(({ title, note }) => [title, note]),
    [['afd', 'Front Door']],
  )
  assert.deepEqual(elsewhere, ['1 private DNS zone'])
})

test('the picture has every part, a line for each flow and endpoint, and names as text', () => {
  const svg = pictureSvg(picture(), [])
  for (const text of [
    'swedencentral',
    'vnet-a',
    'Azure Firewall',
    'Application Gateway',
    'aif-&lt;a&gt;&amp;b',
    'afd',
  ])
    assert.ok(svg.includes(`>${text}<`), text)
  // To Front Door, in, out, and from the endpoint to its account.
  assert.equal(svg.match(/class="line"/g)?.length, 4)
  assert.doesNotMatch(svg, /NaN|undefined/)
})
