import type { Rule } from '../rule.ts'
import { restrictedAccess } from '../public-access.ts'
import { setting } from '../setting.ts'

export const pnet04: Rule = {
  id: 'PNET-04',
  title: 'Azure OpenAI is reached from selected networks or private endpoints',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: '`network.models`.',
  why: 'An account that takes calls from everywhere is one stolen key away from everybody.',
  remedy: 'Turn public network access off and make a private endpoint, or name the networks that may call.',
  workload: {
    check: setting(
      ['network', 'models'],
      ({ network }) => network?.models,
      {
        isGood: (reach) => reach !== 'public',
        good: (reach) => `models are reached over ${reach}`,
        bad: 'models are reached from the internet',
      },
      ({ accounts }) => Object.values(accounts).some(({ provider }) => provider === 'azure-openai'),
    ),
    cases: {
      fails: ['network: { models: public }'],
      passes: ['network: { models: private-endpoints }', 'network: { models: selected-networks }'],
      undetermined: ['network: {}'],
      notApplicable: [
        `accounts:
  swc: { provider: simulated, region: swedencentral }
  frc: { provider: simulated, region: francecentral }`,
      ],
    },
  },
  resources: {
    check: (estate) =>
      estate
        .ofType('Microsoft.CognitiveServices/accounts')
        .filter((account) => account.text('kind') === 'openai')
        .map((account) => restrictedAccess(account)),
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
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: { publicNetworkAccess: 'Enabled' },
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
            properties: { publicNetworkAccess: 'disabled' },
          },
        ],
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-swc',
            location: 'swedencentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: { publicNetworkAccess: 'Enabled', networkAcls: { defaultAction: 'Deny' } },
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
            kind: 'SpeechServices',
            sku: { name: 'S0' },
            properties: {},
          },
        ],
      ],
    },
  },
}
