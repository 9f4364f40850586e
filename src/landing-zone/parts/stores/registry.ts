import { aiSearch } from './ai-search.ts'
import { containerRegistry } from './container-registry.ts'
import { cosmosAccount } from './cosmos-account.ts'
import type { DataStore } from './data-store.ts'
import { postgresqlServer } from './postgresql-server.ts'
import { secretVault } from './secret-vault.ts'
import { storageAccount } from './storage-account.ts'
import type { StoreMaker } from './store-maker.ts'

/** Every service that keeps data. */
export const STORE_MAKERS: readonly StoreMaker[] = [
  storageAccount,
  aiSearch,
  cosmosAccount,
  postgresqlServer,
  secretVault,
  containerRegistry,
]

/** Null for a kind that is not built. */
export function makerOf({ kind }: Pick<DataStore, 'kind'>): StoreMaker | null {
  return STORE_MAKERS.find((maker) => maker.kind === kind) ?? null
}
