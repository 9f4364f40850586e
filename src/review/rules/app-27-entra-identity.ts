import type { Rule } from '../rule.ts'

const LOCAL_KEY_TYPES = [
  'Microsoft.CognitiveServices/accounts',
  'Microsoft.Search/searchServices',
  'Microsoft.DocumentDB/databaseAccounts',
  'Microsoft.ServiceBus/namespaces',
  'Microsoft.EventHub/namespaces',
  'Microsoft.AppConfiguration/configurationStores',
]

export const app27: Rule = {
  id: 'APP-27',
  title: 'Access rests on Microsoft Entra identities, not on keys',
  pillar: 'security',
  severity: 'high',
  source: { document: 'design', section: 'Identity, authorization, and access considerations' },
  looksAt: 'How the gateway signs in to each Azure account, and what users of the application sign in with.',
  why: 'A key is no identity: whoever has it can call, nobody can tell who did, and it lives until somebody changes it.',
  remedy:
    'Sign in with a managed identity that has the role Cognitive Services OpenAI User, and turn local keys off at the account.',
  workload: {
    *check(workload) {
      for (const { name, provider, auth } of workload.plan.accounts.values()) {
        if (provider !== 'azure-openai') continue
        const path = ['accounts', name, 'auth']
        if (auth.kind === 'key') yield workload.fail(path, `the gateway signs in to ${name} with a key`)
        else yield workload.pass(path, `the gateway signs in to ${name} with an Entra identity`)
      }
      const signIn = workload.declaration.application?.sign_in
      if (signIn === undefined) return
      yield workload.judge(['application', 'sign_in'], signIn, {
        isGood: (value) => value === 'entra' || value === 'other-provider',
        good: 'users sign in with an identity provider',
        bad: (value) =>
          value === 'none' ? 'nobody has to sign in' : 'the application keeps identities of its own',
      })
    },
    cases: {
      fails: [
        `accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: { key: env:SWC_KEY } }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: { key: env:FRC_KEY } }`,
        `application: { sign_in: own }`,
        `application: { sign_in: none }`,
      ],
      passes: [
        `accounts:
  swc: { provider: azure-openai, region: swedencentral, endpoint: env:SWC, auth: managed-identity }
  frc: { provider: azure-openai, region: francecentral, endpoint: env:FRC, auth: managed-identity }`,
        `application: { sign_in: entra }`,
      ],
    },
  },
  resources: {
    *check(estate) {
      for (const resource of estate.ofType(...LOCAL_KEY_TYPES))
        yield resource.judge('properties.disableLocalAuth', {
          whenUnset: false,
          isGood: (off) => off === true,
          bad: 'its keys open it',
        })
      for (const store of estate.ofType('Microsoft.Storage/storageAccounts'))
        yield store.judge('properties.allowSharedKeyAccess', {
          whenUnset: true,
          isGood: (on) => on === false,
          bad: 'its keys open it',
        })
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
        ],
        [
          {
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2024-10-01',
            name: 'claims',
            location: 'swedencentral',
            kind: 'StorageV2',
            sku: { name: 'Standard_GZRS' },
            properties: {},
          },
        ],
        [
          {
            type: 'Microsoft.Search/searchServices',
            apiVersion: '2024-10-01',
            name: 'index',
            location: 'swedencentral',
            sku: { name: 'standard' },
            properties: { disableLocalAuth: false },
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
            properties: { disableLocalAuth: true },
          },
        ],
        [
          {
            type: 'Microsoft.Storage/storageAccounts',
            apiVersion: '2024-10-01',
            name: 'claims',
            location: 'swedencentral',
            kind: 'StorageV2',
            sku: { name: 'Standard_GZRS' },
            properties: { allowSharedKeyAccess: false },
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
            properties: { disableLocalAuth: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
