import type { Rule } from '../rule.ts'
import { restrictedAccess } from '../public-access.ts'

export const pnet07: Rule = {
  id: 'PNET-07',
  title: 'Azure AI services are reached from selected networks or private endpoints',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: 'Public access and network rules of Azure AI accounts of all kinds but OpenAI.',
  why: 'A Foundry account holds models as an Azure OpenAI account does; speech, language and documents hold what users say and send.',
  remedy:
    'Set `publicNetworkAccess` to `Disabled` and make a private endpoint, or deny by default and name the networks.',
  resources: {
    check: (estate) =>
      estate
        .ofType('Microsoft.CognitiveServices/accounts')
        .filter((account) => account.text('kind') !== 'openai')
        .map((account) => restrictedAccess(account)),
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'foundry',
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
            name: 'foundry',
            location: 'swedencentral',
            kind: 'AIServices',
            sku: { name: 'S0' },
            properties: { publicNetworkAccess: 'disabled' },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'foundry',
            location: 'swedencentral',
            kind: 'AIServices',
            sku: { name: 'S0' },
            properties: { publicNetworkAccess: "[parameters('given')]" },
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
