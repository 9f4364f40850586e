import type { ConsumerPath } from '../base/index.ts'
import type { Reference } from './plan.ts'

/**
 * Limits of a plan: how much may be used, by whom or of what, in which window. Amounts are whole numbers: requests,
 * exchanges at once, tokens after weighting, or nano-dollars (a budget of 9 million dollars is 9e15, still exact).
 */
export interface PlanLimits {
  /** A node's own limits, in the order in which they are written; nothing for a node that has none. */
  readonly consumers: ReadonlyMap<ConsumerPath, readonly Limit[]>
  readonly models: ReadonlyMap<string, readonly Limit[]>
  readonly deployments: ReadonlyMap<string, readonly Limit[]>
  /** Where a date without a time begins and ends. */
  readonly timeZone: string
}

export type LimitNode =
  | { readonly kind: 'consumer'; readonly path: ConsumerPath }
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'deployment'; readonly id: string }

export type LimitMeasure = 'requests' | 'tokens' | 'concurrent' | 'nano-usd'
export type LimitMode = 'enforce' | 'shadow'

export interface Limit {
  readonly node: LimitNode
  /** As the file calls it, with its window: `tokens_per_minute`, `budget_per_month`, `tokens_per_sliding_day`. */
  readonly name: string
  /** Node and name, the same in every plan: `/contoso/claims|tokens_per_minute`, `model:gpt-4.1|concurrent`. */
  readonly key: string
  readonly measure: LimitMeasure
  /** A rate is refused with 429 and a time to wait; a quota, of tokens or money, with 403. */
  readonly kind: 'rate' | 'quota'
  readonly amount: number
  readonly window: LimitWindow
  /** What one token of each class counts; of no meaning for other measures. */
  readonly weights: TokenWeights
  readonly mode: LimitMode
  readonly raises: readonly Raise[]
  /** Null for all but budgets. */
  readonly budget: BudgetTerms | null
}

export type LimitWindow =
  /** As many at once. */
  | { readonly kind: 'at-once' }
  /** Any stretch of this length. */
  | { readonly kind: 'sliding'; readonly lengthMs: number }
  | CalendarWindow

/** From one boundary of a calendar to the next, on the wall clock of a time zone. */
export interface CalendarWindow {
  readonly kind: 'calendar'
  readonly period: Period
  readonly timeZone: string
  /** 0 is Sunday. */
  readonly weekStart: number
  readonly fiscalYear: FiscalYear
  /** Equal for windows with the same boundaries. */
  readonly id: string
}

export const PERIODS = [
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal-month',
  'fiscal-quarter',
  'fiscal-year',
] as const
export type Period = (typeof PERIODS)[number]

export const FISCAL_PATTERNS = ['months', '4-4-5', '4-5-4', '5-4-4'] as const

export interface FiscalYear {
  /** 1 is January. */
  readonly startMonth: number
  /** `months`: from the first of the month. Otherwise weeks in the months of a quarter, from a start of week. */
  readonly pattern: (typeof FISCAL_PATTERNS)[number]
}

export interface TokenWeights {
  readonly input: number
  readonly cached: number
  readonly output: number
  readonly reasoning: number
  readonly audio: number
}

/** Another amount for a while, from the first instant to just before the last. */
export interface Raise {
  readonly fromMs: number
  readonly untilMs: number
  readonly amount: number
}

export interface BudgetTerms {
  /** Percent of the amount, rising. */
  readonly thresholds: readonly number[]
  /** Whom to call when a threshold is crossed. */
  readonly webhook: Reference | null
  /** Signs the calls; null where they are not signed. */
  readonly webhookSecret: Reference | null
  readonly atEnd: AtEnd
}

export type AtEnd =
  | { readonly kind: 'refuse' }
  /** Calls go on with another model, which this budget then no longer refuses. */
  | { readonly kind: 'fall-back'; readonly model: string }
  /** Only deployments that are paid by the hour go on, as they cost nothing more. */
  | { readonly kind: 'provisioned-only' }
