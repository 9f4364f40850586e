import type { Rule } from '../rule.ts'
import { endpointTargets } from '../private-endpoints.ts'
import { setting } from '../setting.ts'

export const pnet02: Rule = {
  id: 'PNET-02',
  title: 'Azure AI Foundry is reached over a private endpoint',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: '`network.foundry.private_endpoint`, where Foundry is used.',
  why: 'Its projects hold prompts, data and connections to other resources.',
  remedy: 'Make a private endpoint for the account (group `account`) or hub (group `amlworkspace`).',
  workload: {
    check: setting(
      ['network', 'foundry', 'private_endpoint'],
      ({ network }) => network?.foundry?.private_endpoint,
      { isGood: (on) => on, good: 'Foundry has a private endpoint', bad: 'Foundry has no private endpoint' },
      ({ network }) => network?.foundry !== undefined,
    ),
    cases: {
      fails: ['network: { foundry: { private_endpoint: false } }'],
      passes: ['network: { foundry: { private_endpoint: true } }'],
      undetermined: ['network: { foundry: {} }'],
      notApplicable: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      const targets = endpointTargets(estate)
      const accounts = estate
        .ofType('Microsoft.CognitiveServices/accounts')
        .filter((one) => one.text('kind') === 'aiservices')
      const hubs = estate
        .ofType('Microsoft.MachineLearningServices/workspaces')
        .filter((one) => one.text('kind') === 'hub')
      for (const resource of [...accounts, ...hubs]) {
        const own = targets.find(({ target }) => target === resource)
        if (own !== undefined)
          yield resource.pass('properties', `${resource.name} has a private endpoint`, own.endpoint)
        else if (targets.some(({ mayLeadTo }) => mayLeadTo(resource)))
          yield resource.unknown(
            'properties',
            `whether ${resource.name} has a private endpoint: what one leads to is not known`,
          )
        else
          yield estate.isWhole
            ? resource.fail('properties', `${resource.name} has no private endpoint`)
            : resource.unknown(
                'properties',
                `whether ${resource.name} has a private endpoint: not everything was read`,
              )
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
            kind: 'AIServices',
            sku: { name: 'S0' },
            properties: {},
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
            kind: 'AIServices',
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
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'AIServices',
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
                  properties: { privateLinkServiceId: "[parameters('given')]", groupIds: ['account'] },
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
