import { keyVault } from '../key-vault.ts'
import { roleAssignment } from '../role-assignment.ts'
import type { StoreMaker } from './store-maker.ts'

/** Azure Key Vault for the application's secrets. Azure copies it to the paired region by itself. */
export const secretVault: StoreMaker = {
  kind: 'key-vault',
  resourceType: 'Microsoft.KeyVault/vaults',
  ports: ['443'],
  groupIds: () => ['vault'],
  secondaryGroupIds: () => [],
  hasCopy: () => false,
  build(store, { region, words }, { estate, identityOf }) {
    const main = keyVault(estate, {
      symbol: estate.symbols.of('store', ...words),
      name: estate.name('keyVault', ...words, region),
      region,
      isForEncryption: false,
      because: [],
    })
    const grants = store.reachedBy.map(({ name: part, fills }) =>
      roleAssignment(estate, ['grant', ...words, 'to', part], {
        role: fills ? 'Key Vault Secrets Officer' : 'Key Vault Secrets User',
        on: main,
        to: identityOf(part),
        because: {
          rule: 'WAF-04',
          why: `${part} ${fills ? 'writes' : 'reads'} secrets, and may do nothing else.`,
        },
      }),
    )
    return {
      main,
      resources: [main, ...grants],
      watched: [{ resource: main, words, has: 'logs-and-metrics' }],
    }
  },
}
