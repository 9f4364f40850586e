import type { Rule } from '../rule.ts'
import { property } from '../property.ts'
import { setting } from '../setting.ts'

export const pnet18: Rule = {
  id: 'PNET-18',
  title: 'The gateway runs inside a virtual network',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: '`network.gateway`.',
  why: 'Between a gateway outside and private models there is no way; between it and public ones there is one for all.',
  remedy: 'Run the gateway in a subnet, and let the entrance alone be public.',
  workload: {
    check: setting(['network', 'gateway'], ({ network }) => network?.gateway, {
      isGood: (place) => place === 'inside',
      good: 'the gateway runs inside a virtual network',
      bad: 'the gateway runs outside of the virtual network',
    }),
    cases: {
      fails: ['network: { gateway: outside }'],
      passes: ['network: { gateway: inside }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    check: property(['Microsoft.ApiManagement/service'], 'properties.virtualNetworkType', {
      whenUnset: 'None',
      isGood: (type) => type === 'internal' || type === 'external',
      bad: 'the gateway runs outside of the virtual network',
    }),
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: {},
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: { virtualNetworkType: 'Internal' },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: { virtualNetworkType: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
