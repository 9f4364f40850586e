import type { Rule } from '../rule.ts'

export const net05: Rule = {
  id: 'NET-05',
  title: 'Azure Bastion is of a size that encrypts and scales',
  pillar: 'security',
  severity: 'low',
  source: { document: 'networking', section: 'Manage connectivity', isDerived: true },
  looksAt: '`sku.name` of Azure Bastion.',
  why: 'The developer size is shared and for trying out; basic takes few sessions and no native clients.',
  remedy: 'Take Standard or Premium.',
  resources: {
    *check(estate) {
      for (const bastion of estate.ofType('Microsoft.Network/bastionHosts')) {
        const path = 'sku.name'
        if (bastion.ask(path).kind === 'unset')
          yield bastion.unknown(path, `of which size ${bastion.name} is: the template leaves it to Azure`)
        else
          yield bastion.judge(path, {
            whenUnset: null,
            isGood: (sku) => sku === 'standard' || sku === 'premium',
            bad: 'it is a size for trying out',
          })
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.Network/bastionHosts',
            apiVersion: '2024-10-01',
            name: 'bastion',
            location: 'swedencentral',
            sku: { name: 'Developer' },
            properties: {},
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.Network/bastionHosts',
            apiVersion: '2024-10-01',
            name: 'bastion',
            location: 'swedencentral',
            sku: { name: 'Standard' },
            properties: {},
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.Network/bastionHosts',
            apiVersion: '2024-10-01',
            name: 'bastion',
            location: 'swedencentral',
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.Network/bastionHosts',
            apiVersion: '2024-10-01',
            name: 'bastion',
            location: 'swedencentral',
            sku: { name: "[parameters('given')]" },
            properties: {},
          },
        ],
      ],
    },
  },
}
