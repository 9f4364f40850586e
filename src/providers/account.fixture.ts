import type { Account } from '../workload/index.ts'

export function accountWith(given: Partial<Account> = {}): Account {
  return {
    name: 'aoai-swc',
    provider: 'azure-openai',
    region: 'swedencentral',
    processedIn: null,
    endpoint: { kind: 'literal', value: 'https://res.openai.azure.com' },
    auth: { kind: 'none' },
    subscription: 'main',
    api: { kind: 'v1' },
    ...given,
  }
}
