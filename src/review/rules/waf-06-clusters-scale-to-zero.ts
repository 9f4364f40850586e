import type { Rule } from '../rule.ts'

export const waf06: Rule = {
  id: 'WAF-06',
  title: 'Clusters for training scale down to nothing',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'principles', section: 'Cost Optimization' },
  looksAt: 'The least number of nodes of clusters of Azure Machine Learning.',
  why: 'A node that waits costs as much as one that works.',
  remedy: 'Set `minNodeCount` to 0.',
  resources: {
    *check(estate) {
      for (const compute of estate.ofType('Microsoft.MachineLearningServices/workspaces/computes')) {
        if (compute.text('properties.computeType') !== 'amlcompute') continue
        yield compute.judge('properties.properties.scaleSettings.minNodeCount', {
          whenUnset: 0,
          isGood: (count) => count === 0,
          bad: 'nodes wait for work',
        })
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/gpu',
            location: 'swedencentral',
            properties: {
              computeType: 'AmlCompute',
              properties: { scaleSettings: { minNodeCount: 2, maxNodeCount: 4 } },
            },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/gpu',
            location: 'swedencentral',
            properties: {
              computeType: 'AmlCompute',
              properties: { scaleSettings: { minNodeCount: 0, maxNodeCount: 4 } },
            },
          },
        ],
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/gpu',
            location: 'swedencentral',
            properties: { computeType: 'AmlCompute', properties: { scaleSettings: { maxNodeCount: 4 } } },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/gpu',
            location: 'swedencentral',
            properties: {
              computeType: 'AmlCompute',
              properties: { scaleSettings: { minNodeCount: "[parameters('given')]", maxNodeCount: 4 } },
            },
          },
        ],
      ],
      notApplicable: [
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
      ],
    },
  },
}
