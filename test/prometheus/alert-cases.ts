import type { Labels } from '../../src/base/index.ts'
import type { AlertId, METRICS } from '../../src/monitoring/index.ts'

/**
 * What each alert waits for, as series, and when it is in force. Prometheus, the program itself and the queries of Azure
 * Monitor are held to the same table.
 */
export interface AlertCase {
  readonly rule: AlertId
  readonly what: string
  readonly series: readonly CaseSeries[]
  /** What a file sets of the rule, if anything. */
  readonly set?: Readonly<Record<string, number>>
  /** Of the alert that is in force, where one ever is. */
  readonly about: Labels
  /** Minutes from the start at which it is, or is not; each far enough from the edges that all see the same. */
  readonly inForce: readonly number[]
  readonly silent: readonly number[]
}

export interface CaseSeries {
  readonly metric: keyof typeof METRICS
  readonly labels: Labels
  /** At each minute from the start; null where it is not there. Of a histogram, what it counted. */
  readonly values: readonly (number | null)[]
}

type Values = readonly (number | null)[]
type Phases = readonly (readonly [each: number, minutes: number])[]

const HOUR = 60
const DAY_S = 86_400

function flat(value: number, minutes: number): Values {
  return Array.from({ length: minutes }, () => value)
}

/** A counter, from phases of so many minutes that add so much each minute. */
export function counted(...phases: Phases): Values {
  let total = 0
  return phases.flatMap(([each, minutes]) => Array.from({ length: minutes }, () => (total += each)))
}

export function of(metric: CaseSeries['metric'], labels: Labels, ...values: readonly Values[]): CaseSeries {
  return { metric, labels, values: values.flat() }
}

export const OBJECTIVES = (minutes: number) => [
  of('causeway_objective_ratio', { objective: 'availability' }, flat(0.995, minutes)),
  of('causeway_objective_ratio', { objective: 'first-token' }, flat(0.95, minutes)),
]
export const MODEL = { model: 'gpt-4.1' }
export const DEPLOYMENT = { deployment: 'gpt41-swc' }
export const ended = (outcome: string, ...phases: Phases) =>
  of('causeway_requests_total', { ...MODEL, operation: 'chat', outcome }, counted(...phases))
export const answers = (perMinute: number, minutes: number) =>
  of('causeway_first_token_seconds', DEPLOYMENT, counted([perMinute, minutes]))
export const late = (...phases: Phases) =>
  of('causeway_first_tokens_late_total', DEPLOYMENT, counted(...phases))

/** A gauge that is well, ill for a while, and well again. */
export function gauge(
  rule: AlertId,
  what: string,
  [metric, labels, about]: readonly [CaseSeries['metric'], Labels, Labels],
  [well, ill]: readonly [number, number],
  { from, to }: { readonly from: number; readonly to: number },
  forMinutes: number,
): AlertCase {
  const series = of(metric, labels, flat(well, from), flat(ill, to - from), flat(well, 15))
  const early = forMinutes > 1 ? [from + forMinutes - 2] : []
  const inForce = [from + forMinutes + 1, to - 1]
  return { rule, what, series: [series], about, inForce, silent: [from - 1, ...early, to + 5] }
}

/** A gauge that never gets far enough. */
function harmless(
  rule: AlertId,
  what: string,
  metric: CaseSeries['metric'],
  labels: Labels,
  value: number,
): AlertCase {
  return { rule, what, series: [of(metric, labels, flat(value, HOUR))], about: {}, inForce: [], silent: [55] }
}

/** A moment that comes near and is put off. */
export function ending(rule: AlertId, metric: CaseSeries['metric'], labels: Labels, days: number): AlertCase {
  const atS = days * DAY_S + 30 * 60
  const series = of(metric, labels, flat(atS, HOUR), flat(atS + 90 * DAY_S, 15))
  return {
    rule,
    what: 'a moment comes near, and is put off',
    series: [series],
    about: labels,
    inForce: [32, 58],
    silent: [28, 65],
  }
}

export const BUDGET = { limit: '/contoso/claims|budget_per_month' }
const FISCAL_BUDGET = { limit: '/contoso|budget_per_fiscal_quarter' }
const LIMIT = { limit: '/contoso/claims|tokens_per_minute' }
export const USED = 'causeway_limit_used_ratio'
const SHORT = { from: 20, to: 40 }

export const ALERT_CASES: readonly AlertCase[] = [
  {
    rule: 'availability-fast-burn',
    what: 'a third of all calls fail for twenty minutes',
    series: [
      ...OBJECTIVES(150),
      ended('answered', [100, 150]),
      ended('deployments_failed', [0, 60], [50, 20], [0, 70]),
    ],
    about: MODEL,
    inForce: [75, 79],
    silent: [55, 125, 145],
  },
  {
    rule: 'availability-fast-burn',
    what: 'as much fails as the objective bears for a day',
    series: [...OBJECTIVES(120), ended('answered', [100, 120]), ended('deployments_failed', [1, 120])],
    about: MODEL,
    inForce: [],
    silent: [30, 75, 115],
  },
  {
    rule: 'availability-fast-burn',
    what: 'what clients do wrong, and limits that do what they are for',
    series: [
      ...OBJECTIVES(60),
      ended('answered', [1, 60]),
      ended('unknown_key', [50, 60]),
      ended('token_quota_exceeded', [50, 60]),
      ended('draining', [50, 60]),
    ],
    about: MODEL,
    inForce: [],
    silent: [10, 30, 55],
  },
  {
    rule: 'availability-fast-burn',
    what: 'four failures, whatever share they are',
    series: [...OBJECTIVES(60), ended('deadline_exceeded', [0, 10], [1, 4], [0, 46])],
    about: MODEL,
    inForce: [],
    silent: [12, 20, 55],
  },
  {
    rule: 'availability-slow-burn',
    what: 'one call of a hundred fails for an hour',
    series: [...OBJECTIVES(150), ended('answered', [100, 150]), ended('upstream_cut', [1, 60], [0, 90])],
    about: MODEL,
    inForce: [30, 90],
    silent: [10, 130],
  },
  {
    rule: 'first-token-fast-burn',
    what: 'every answer of a deployment begins late for an hour',
    series: [...OBJECTIVES(180), answers(10, 180), late([0, 60], [10, 60], [0, 60])],
    about: DEPLOYMENT,
    inForce: [118],
    silent: [55, 170],
  },
  {
    rule: 'first-token-slow-burn',
    what: 'one answer of ten begins late for an hour',
    series: [...OBJECTIVES(150), answers(10, 150), late([1, 60], [0, 90])],
    about: DEPLOYMENT,
    inForce: [30, 90],
    silent: [10, 130],
  },
  {
    rule: 'capacity-short',
    what: 'a sixth of all calls find every deployment full',
    series: [
      ended('answered', [100, 90]),
      ended('deployments_saturated', [0, 30], [20, 20], [0, 40]),
      ended('state_saturated', [0, 90]),
    ],
    about: MODEL,
    inForce: [44, 49],
    silent: [28, 60, 80],
  },
  {
    rule: 'capacity-short',
    what: 'one of fifty does',
    series: [ended('answered', [98, 60]), ended('deployments_saturated', [2, 60])],
    about: MODEL,
    inForce: [],
    silent: [20, 55],
  },
  gauge(
    'breaker-open',
    'it opens and closes',
    ['causeway_breaker_state', DEPLOYMENT, DEPLOYMENT],
    [0, 2],
    SHORT,
    1,
  ),
  harmless('breaker-open', 'half-open', 'causeway_breaker_state', DEPLOYMENT, 1),
  gauge(
    'deployment-out',
    'it is drained for forty minutes',
    ['causeway_deployment_available', DEPLOYMENT, DEPLOYMENT],
    [1, 0],
    { from: 20, to: 60 },
    15,
  ),
  gauge(
    'provisioned-full',
    'the units are used up for twenty minutes',
    ['causeway_ptu_utilization_ratio', DEPLOYMENT, DEPLOYMENT],
    [0.6, 0.97],
    SHORT,
    10,
  ),
  gauge('budget-nearly-used', 'a month begins anew', [USED, BUDGET, BUDGET], [0.1, 0.85], SHORT, 0),
  harmless('budget-nearly-used', 'another kind of limit', USED, LIMIT, 0.99),
  gauge('budget-used-up', 'more is given', [USED, FISCAL_BUDGET, FISCAL_BUDGET], [0.7, 0.995], SHORT, 0),
  harmless('budget-used-up', 'nearly', USED, BUDGET, 0.98),
  ...['day', 'sliding_day', 'fiscal_quarter'].map((per) => {
    const limit = { limit: `/contoso/claims|tokens_per_${per}` }
    return gauge('quota-nearly-used', `of each ${per}`, [USED, limit, limit], [0.5, 0.95], SHORT, 0)
  }),
  harmless('quota-nearly-used', 'a rate, which is full at times', USED, LIMIT, 1),
  gauge('journal-stuck', 'the disk is full', ['causeway_journal_buffered_records', {}, {}], [0, 3], SHORT, 1),
  gauge('ledger-database-away', 'it is down', ['causeway_ledger_database_up', {}, {}], [1, 0], SHORT, 10),
  gauge(
    'ledger-backlog',
    'more is written than it takes',
    ['causeway_ledger_backlog_bytes', {}, {}],
    [1_000, 300 * 1024 * 1024],
    SHORT,
    10,
  ),
  gauge('shared-counters-away', 'Redis is down', ['causeway_shared_counters_up', {}, {}], [1, 0], SHORT, 2),
  {
    rule: 'worker-restarts',
    what: 'one is killed three times in as many minutes',
    series: [of('causeway_worker_restarts_total', { worker: '2' }, counted([0, 10], [1, 3], [0, 47]))],
    about: { worker: '2' },
    inForce: [15, 22],
    silent: [9, 35, 55],
  },
  ending('certificate-ends-soon', 'causeway_certificate_end_timestamp_seconds', {}, 21),
  ending('certificate-ends', 'causeway_certificate_end_timestamp_seconds', {}, 3),
  ending(
    'consumer-keys-end',
    'causeway_consumer_keys_end_timestamp_seconds',
    { consumer: '/contoso/claims/bot' },
    7,
  ),
  ending('model-retires', 'causeway_model_retirement_timestamp_seconds', { ...DEPLOYMENT, ...MODEL }, 90),
  {
    rule: 'model-version-drift',
    what: 'one answer is of another version',
    series: [of('causeway_model_version_drift_total', DEPLOYMENT, counted([0, 10], [1, 1], [0, 109]))],
    about: DEPLOYMENT,
    inForce: [12, 65],
    silent: [9, 80, 115],
  },
  {
    rule: 'unpriced-tokens',
    what: 'a call is not priced',
    series: [
      of('causeway_unpriced_tokens_total', { ...DEPLOYMENT, ...MODEL }, counted([0, 10], [25, 1], [0, 109])),
    ],
    about: DEPLOYMENT,
    inForce: [12, 65],
    silent: [9, 80, 115],
  },
]
