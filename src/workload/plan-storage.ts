import type { AuthSetting, Reference } from './plan.ts'

/** The part of the plan that says where state is kept that replicas share. */
export interface StorageSettings {
  /** Null keeps the ledger in an embedded database of the state folder. */
  readonly database: SharedDatabaseSettings | null
  /** Null counts in memory, for one process. */
  readonly counters: SharedCountersSettings | null
}

export type EntraSetting = Extract<AuthSetting, { kind: 'managed-identity' | 'default-azure' }>

export interface SharedDatabaseSettings {
  /** Leads to an address as `parsePostgresAddress` takes it. */
  readonly address: Reference
  /** Null signs in as the address says. */
  readonly auth: EntraSetting | null
}

/** What a limit does while the store cannot be asked. */
export type WhenAwaySetting = 'last-share' | 'refuse'

export interface SharedCountersSettings {
  /** Leads to its address, with user and password unless `auth` says otherwise. */
  readonly redis: Reference
  /** Null signs in as the address says. */
  readonly auth: EntraSetting | null
  /** Object id of the identity, which is its name there; null takes it from the token. */
  readonly user: string | null
  readonly whenAway: {
    readonly rates: WhenAwaySetting
    readonly quotas: WhenAwaySetting
    readonly budgets: WhenAwaySetting
  }
}
