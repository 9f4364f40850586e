import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'
import { Resource } from '../estate.ts'
import { endpointTargets, zonesOf } from '../private-endpoints.ts'

export const net11: Rule = {
  id: 'NET-11',
  title: 'Each private endpoint has all the DNS zones that its kind needs',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    'The zones of DNS zone groups, beside what Microsoft’s table names for the group of the endpoint; an Azure AI account needs three.',
  why: 'A name that is in no zone leads to the public address: some clients work and others do not.',
  remedy: 'Add the missing zones to the DNS zone group.',
  resources: {
    *check(estate) {
      const { privateLink } = estate.facts
      for (const { endpoint, target, groupIds } of endpointTargets(estate)) {
        const zoneGroup = estate.childOf(endpoint, 'privateDnsZoneGroups')
        if (!(zoneGroup instanceof Resource)) continue
        const zones = zonesOf(zoneGroup)
        const region = endpoint.region ?? ''
        for (const groupId of groupIds) {
          const group = target === null ? null : privateLink.find(target.evaluated.type, groupId, region)
          const missing = group?.zones.filter((zone) => !zones.includes(zone.toLowerCase())) ?? []
          if (group === null)
            yield endpoint.unknown(
              'properties',
              `which zones ${endpoint.name} needs: what it leads to is not among the resources, or not in the table of ${privateLink.asOf}`,
            )
          else if (missing.length > 0 && zones.includes(null))
            yield endpoint.unknown(
              'properties',
              `whether ${endpoint.name} writes its names into ${namesOf(missing)}: a zone of its group is not known`,
            )
          else if (missing.length > 0)
            yield endpoint.fail(
              'properties',
              `${endpoint.name} writes no name into ${namesOf(missing)} (table of ${privateLink.asOf})`,
            )
          else
            yield endpoint.pass(
              'properties',
              `${endpoint.name} writes its names into ${namesOf(group.zones)}`,
              zoneGroup,
            )
        }
      }
    },
    cases: {
      fails: [
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
                  name: 'openai',
                  properties: {
                    privateDnsZoneId:
                      "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.openai.azure.com')]",
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
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
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
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
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
                { name: 'given', properties: { privateDnsZoneId: "[parameters('given')]" } },
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
            properties: {
              subnet: { id: '/subscriptions/1/s' },
              privateLinkServiceConnections: [
                {
                  name: 'c',
                  properties: {
                    privateLinkServiceId:
                      '/subscriptions/1/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/other',
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
                  name: 'openai',
                  properties: {
                    privateDnsZoneId:
                      "[resourceId('Microsoft.Network/privateDnsZones', 'privatelink.openai.azure.com')]",
                  },
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
    },
  },
}
