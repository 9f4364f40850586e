import type { Rule } from '../rule.ts'
import { property } from '../property.ts'

export const pnet05: Rule = {
  id: 'PNET-05',
  title: 'Azure Machine Learning workspaces take no calls from the internet',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: '`publicNetworkAccess` of workspaces and registries of Azure Machine Learning.',
  why: 'A workspace leads to data, computes and models; unset, it is open.',
  remedy:
    'Set `publicNetworkAccess` to `Disabled` and make a private endpoint with the group `amlworkspace`.',
  resources: {
    check: property(
      ['Microsoft.MachineLearningServices/workspaces', 'Microsoft.MachineLearningServices/registries'],
      'properties.publicNetworkAccess',
      {
        whenUnset: 'Enabled',
        isGood: (value) => value === 'disabled',
        bad: 'it is reached from the internet',
      },
    ),
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'train',
            location: 'swedencentral',
            kind: 'Default',
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'train',
            location: 'swedencentral',
            kind: 'Default',
            properties: { publicNetworkAccess: 'Enabled' },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'train',
            location: 'swedencentral',
            kind: 'Default',
            properties: { publicNetworkAccess: 'disabled' },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces',
            apiVersion: '2024-10-01',
            name: 'train',
            location: 'swedencentral',
            kind: 'Default',
            properties: { publicNetworkAccess: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
