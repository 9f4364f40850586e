import type { Rule } from '../rule.ts'
import { partsOf } from '../indexed.ts'
import { setting } from '../setting.ts'

export const net20: Rule = {
  id: 'NET-20',
  title: 'Outbound traffic passes a firewall',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.egress.via`.',
  why: 'What leaves unseen is neither stopped nor known: data, and calls to whoever took a machine over.',
  remedy: 'Deploy Azure Firewall in the hub and route 0.0.0.0/0 of the spokes to it.',
  workload: {
    check: setting(['network', 'egress', 'via'], ({ network }) => network?.egress?.via, {
      isGood: (via) => via !== 'none',
      good: (via) => `outbound traffic passes ${via}`,
      bad: 'outbound traffic passes no firewall',
    }),
    cases: {
      fails: ['network: { egress: { via: none } }'],
      passes: ['network: { egress: { via: azure-firewall } }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      const routes = partsOf(estate, 'Microsoft.Network/routeTables', 'routes').filter(
        ({ resource, properties }) => resource.text(`${properties}.addressPrefix`) === '0.0.0.0/0',
      )
      for (const { resource, properties } of routes)
        yield resource.judge(`${properties}.nextHopType`, {
          whenUnset: null,
          isGood: (hop) => hop === 'virtualappliance' || hop === 'none',
          bad: 'outbound traffic passes no firewall',
        })
      const networks = estate.ofType('Microsoft.Network/virtualNetworks')
      const [firewall] = estate.ofType('Microsoft.Network/azureFirewalls')
      if (routes.length > 0 || networks.length === 0) return
      if (firewall === undefined)
        yield estate.missing(
          'there are virtual networks, and neither a firewall nor a route to one',
          networks,
        )
      else yield firewall.unknown('name', `whether networks are routed to ${firewall.name}: no route is here`)
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/routeTables',
            apiVersion: '2024-10-01',
            name: 'out',
            location: 'swedencentral',
            properties: {
              routes: [
                { name: 'default', properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'Internet' } },
              ],
            },
          },
        ],
        [
          {
            type: 'Microsoft.Network/virtualNetworks',
            apiVersion: '2024-10-01',
            name: 'spoke',
            location: 'swedencentral',
            properties: { addressSpace: { addressPrefixes: ['10.1.0.0/16'] }, subnets: [] },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Network/routeTables',
            apiVersion: '2024-10-01',
            name: 'out',
            location: 'swedencentral',
            properties: {
              routes: [
                {
                  name: 'default',
                  properties: { addressPrefix: '0.0.0.0/0', nextHopType: 'VirtualAppliance' },
                },
              ],
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/routeTables',
            apiVersion: '2024-10-01',
            name: 'out',
            location: 'swedencentral',
            properties: {
              routes: [
                {
                  name: 'default',
                  properties: { addressPrefix: '0.0.0.0/0', nextHopType: "[parameters('given')]" },
                },
              ],
            },
          },
        ],
      ],
      notApplicable: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
        ],
      ],
    },
  },
}
