import type { Rule } from '../rule.ts'

export const pnet06: Rule = {
  id: 'PNET-06',
  title: 'Computes of Azure Machine Learning have no public address and no local keys',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'networking', section: 'Configure virtual networks', isDerived: true },
  looksAt: 'Clusters and instances of workspaces: `enableNodePublicIp` and `disableLocalAuth`.',
  why: 'A node with a public address is a machine on the internet that holds training data.',
  remedy: 'Set `enableNodePublicIp` to `false` and `disableLocalAuth` to `true`.',
  resources: {
    *check(estate) {
      for (const compute of estate.ofType('Microsoft.MachineLearningServices/workspaces/computes')) {
        if (!['amlcompute', 'computeinstance'].includes(compute.text('properties.computeType') ?? ''))
          continue
        yield compute.judge('properties.properties.enableNodePublicIp', {
          whenUnset: true,
          isGood: (on) => on === false,
          bad: 'its nodes have public addresses',
        })
        yield compute.judge('properties.disableLocalAuth', {
          whenUnset: false,
          isGood: (off) => off === true,
          bad: 'it takes local accounts',
        })
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/cpu',
            location: 'swedencentral',
            properties: { computeType: 'AmlCompute', disableLocalAuth: true, properties: {} },
          },
        ],
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/cpu',
            location: 'swedencentral',
            properties: { computeType: 'AmlCompute', properties: { enableNodePublicIp: false } },
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/cpu',
            location: 'swedencentral',
            properties: {
              computeType: 'AmlCompute',
              disableLocalAuth: true,
              properties: { enableNodePublicIp: false },
            },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.MachineLearningServices/workspaces/computes',
            apiVersion: '2024-10-01',
            name: 'train/cpu',
            location: 'swedencentral',
            properties: {
              computeType: 'AmlCompute',
              disableLocalAuth: true,
              properties: { enableNodePublicIp: "[parameters('given')]" },
            },
          },
        ],
      ],
    },
  },
}
