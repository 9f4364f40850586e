import type { DataStore } from './data-store.ts'
import { searchService } from './search-service.ts'
import { storageAccount } from './storage-account.ts'
import type { StoreService } from './store-service.ts'

/** Every service that keeps data. */
export const STORE_SERVICES: readonly StoreService[] = [storageAccount, searchService]

/** Null for a kind that is not built. */
export function serviceOf({ kind }: Pick<DataStore, 'kind'>): StoreService | null {
  return STORE_SERVICES.find((service) => service.kind === kind) ?? null
}
