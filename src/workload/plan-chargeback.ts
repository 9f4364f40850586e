import type { DeploymentType } from './plan.ts'

/** The part of the plan that says how cost becomes statements: currency, provisioned throughput, who carries idle. */
export interface ChargebackSettings {
  /** ISO 4217. */
  readonly currency: string
  /** Null where the currency is USD, in which the ledger counts. */
  readonly conversion: Conversion | null
  readonly idle: IdleRule
  /** Cost center that carries what nobody else does. */
  readonly pool: string
  /** How many segments of a consumer's path name its business unit. */
  readonly unitDepth: number
  /** Cost center of a provisioned deployment's owner, by deployment. */
  readonly owners: ReadonlyMap<string, string>
  readonly provisioned: readonly ProvisionedPrice[]
  /** Changes of provisioned units by deployment, in order of time; without any, the deployment's `ptu` holds always. */
  readonly unitChanges: ReadonlyMap<string, readonly UnitChange[]>
  readonly meters: readonly MeterName[]
}

export interface Conversion {
  /** Billionths of the currency for one USD. */
  readonly nanoPerUsd: number
  /** The day of the rate, `2026-11-01`. */
  readonly asOf: string
  readonly source: string
}

/** Who carries provisioned throughput that nobody used: the pool, who used the deployment, or its owner. */
export const IDLE_RULES = ['pool', 'proportional', 'owner'] as const
export type IdleRule = (typeof IDLE_RULES)[number]

export interface ProvisionedPrice {
  readonly type: DeploymentType
  /** Null: every base model. */
  readonly baseModel: string | null
  /** Null: every deployment. */
  readonly deployment: string | null
  readonly nanoUsdPerUnitHour: number
  readonly source: string | null
  readonly asOf: string | null
}

export interface UnitChange {
  readonly fromMs: number
  readonly units: number
}

export const METER_CLASSES = [
  'input',
  'cached-input',
  'output',
  'audio-input',
  'audio-output',
  'ptu',
] as const
export type MeterClass = (typeof METER_CLASSES)[number]

/** What a meter of Azure's bill measures, where its name does not tell. */
export interface MeterName {
  readonly meter: string
  readonly baseModel: string | null
  readonly type: DeploymentType | null
  readonly of: MeterClass
}
