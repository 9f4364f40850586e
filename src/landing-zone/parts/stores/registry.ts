import type { DataStore } from './data-store.ts'
import { aiSearch } from './ai-search.ts'
import { storageAccount } from './storage-account.ts'
import type { StoreMaker } from './store-maker.ts'

/** Every service that keeps data. */
export const STORE_MAKERS: readonly StoreMaker[] = [storageAccount, aiSearch]

/** Null for a kind that is not built. */
export function makerOf({ kind }: Pick<DataStore, 'kind'>): StoreMaker | null {
  return STORE_MAKERS.find((maker) => maker.kind === kind) ?? null
}
