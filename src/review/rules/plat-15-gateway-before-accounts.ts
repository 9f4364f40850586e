import type { Rule } from '../rule.ts'

export const plat15: Rule = {
  id: 'PLAT-15',
  title: 'Several model accounts have a gateway before them',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'platform', section: 'OpenAI Scalability with APIM' },
  looksAt:
    'Azure OpenAI and AI accounts of all templates, and whether there is an API Management among them.',
  why: 'Without a gateway every application knows every endpoint and key, and retries in its own way.',
  remedy: 'Put a gateway before the accounts: API Management, or `causeway serve`.',
  resources: {
    *check(estate) {
      const accounts = estate
        .ofType('Microsoft.CognitiveServices/accounts')
        .filter((account) => ['openai', 'aiservices'].includes(account.text('kind') ?? ''))
      const [first] = accounts
      if (first === undefined || accounts.length < 2) return
      const [gateway] = estate.ofType('Microsoft.ApiManagement/service')
      if (gateway !== undefined)
        yield gateway.exists(`${gateway.name} stands before ${accounts.length} accounts`)
      else if (estate.hasWorkload)
        yield first.pass('name', 'the gateway of the workload file stands before the accounts')
      else
        yield estate.missing(
          `there are ${accounts.length} accounts with models, and no gateway before them`,
          accounts,
        )
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
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-frc',
            location: 'francecentral',
            kind: 'OpenAI',
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
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'aoai-frc',
            location: 'francecentral',
            kind: 'OpenAI',
            sku: { name: 'S0' },
            properties: {},
          },
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
      undetermined: [
        [
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'a',
            location: 'swedencentral',
            kind: 'OpenAI',
            properties: {},
          },
          {
            type: 'Microsoft.CognitiveServices/accounts',
            apiVersion: '2024-10-01',
            name: 'b',
            location: 'francecentral',
            kind: 'OpenAI',
            properties: {},
          },
          {
            condition: "[equals(parameters('given'), 'x')]",
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            properties: {},
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
