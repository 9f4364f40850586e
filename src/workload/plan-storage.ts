import type { SecretReference } from './plan.ts'

/** The part of the plan that says where state is kept that replicas share. */
export interface StorageSettings {
  /** Null counts in memory, for one process. */
  readonly counters: SharedCountersSettings | null
}

/** What a limit does while the store cannot be asked. */
export type WhenAwaySetting = 'last-share' | 'refuse'

export interface SharedCountersSettings {
  /** Its address, with the password. */
  readonly redis: SecretReference
  readonly whenAway: {
    readonly rates: WhenAwaySetting
    readonly quotas: WhenAwaySetting
    readonly budgets: WhenAwaySetting
  }
}
