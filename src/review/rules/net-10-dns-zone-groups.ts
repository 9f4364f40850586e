import type { Rule } from '../rule.ts'
import { Resource } from '../estate.ts'
import { setting } from '../setting.ts'

export const net10: Rule = {
  id: 'NET-10',
  title: 'Every private endpoint writes its name into DNS',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.dns.zone_groups`, where there are private endpoints.',
  why: 'Without a record the public name is resolved to the public address: calls fail, or leave the network.',
  remedy: 'Give each private endpoint a DNS zone group.',
  workload: {
    check: setting(
      ['network', 'dns', 'zone_groups'],
      ({ network }) => network?.dns?.zone_groups,
      {
        isGood: (which) => which === 'every-endpoint',
        good: 'every private endpoint has a DNS zone group',
        bad: (which) =>
          which === 'none'
            ? 'no private endpoint has a DNS zone group'
            : 'some private endpoints have no DNS zone group',
      },
      ({ network }) => network?.models === 'private-endpoints' || network?.data === 'private-endpoints',
    ),
    cases: {
      fails: ['network: { models: private-endpoints, dns: { zone_groups: some-endpoints } }'],
      passes: ['network: { models: private-endpoints, dns: { zone_groups: every-endpoint } }'],
      undetermined: ['network: { models: private-endpoints }'],
      notApplicable: ['network: { models: public }'],
    },
  },
  resources: {
    *check(estate) {
      for (const endpoint of estate.ofType('Microsoft.Network/privateEndpoints')) {
        const group = estate.childOf(endpoint, 'privateDnsZoneGroups')
        if (group === null)
          yield endpoint.fail(
            'properties',
            `${endpoint.name} has no DNS zone group; where policy adds one, accept this with that reason`,
            'medium',
          )
        else if (group instanceof Resource)
          yield endpoint.pass('properties', `${endpoint.name} has a DNS zone group`, group)
        else
          yield endpoint.unknown(
            'properties',
            `whether ${endpoint.name} has a DNS zone group: ${group.unknown}`,
          )
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/privateEndpoints',
            apiVersion: '2024-10-01',
            name: 'pe-aoai',
            location: 'swedencentral',
            properties: {
              subnet: { id: '/subscriptions/1/s' },
              privateLinkServiceConnections: [
                {
                  name: 'c',
                  properties: {
                    privateLinkServiceId: "[resourceId('Microsoft.CognitiveServices/accounts', 'aoai-swc')]",
                    groupIds: ['account'],
                  },
                },
              ],
            },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Network/privateEndpoints',
            apiVersion: '2024-10-01',
            name: 'pe-aoai',
            location: 'swedencentral',
            properties: {
              subnet: { id: '/subscriptions/1/s' },
              privateLinkServiceConnections: [
                {
                  name: 'c',
                  properties: {
                    privateLinkServiceId: "[resourceId('Microsoft.CognitiveServices/accounts', 'aoai-swc')]",
                    groupIds: ['account'],
                  },
                },
              ],
            },
          },
          {
            type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
            apiVersion: '2024-10-01',
            name: 'pe-aoai/default',
            properties: {
              privateDnsZoneConfigs: [
                {
                  name: 'cognitiveservices',
                  properties: {
                    privateDnsZoneId:
                      "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.cognitiveservices.azure.com')]",
                  },
                },
                {
                  name: 'openai',
                  properties: {
                    privateDnsZoneId:
                      "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.openai.azure.com')]",
                  },
                },
                {
                  name: 'services',
                  properties: {
                    privateDnsZoneId:
                      "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.services.ai.azure.com')]",
                  },
                },
              ],
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/privateEndpoints',
            apiVersion: '2024-10-01',
            name: 'pe-aoai',
            location: 'swedencentral',
            properties: { subnet: { id: '/subscriptions/1/s' } },
          },
          {
            type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
            apiVersion: '2024-10-01',
            name: "[concat(parameters('given'), '/default')]",
            properties: {
              privateDnsZoneConfigs: [
                { name: 'openai', properties: { privateDnsZoneId: '/subscriptions/1/z' } },
              ],
            },
          },
        ],
        [
          {
            type: 'Microsoft.Network/privateEndpoints',
            apiVersion: '2024-10-01',
            name: 'pe-aoai',
            location: 'swedencentral',
            properties: { subnet: { id: '/subscriptions/1/s' } },
          },
          {
            type: 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups',
            apiVersion: '2024-10-01',
            name: 'pe-aoai/default',
            condition: "[equals(parameters('given'), 'on')]",
            properties: {
              privateDnsZoneConfigs: [
                { name: 'openai', properties: { privateDnsZoneId: '/subscriptions/1/z' } },
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
