import type { Labels } from '../../src/base/index.ts'
import type { AlertId } from '../../src/monitoring/index.ts'
import {
  type AlertCase,
  answers,
  BUDGET,
  type CaseSeries,
  counted,
  DEPLOYMENT,
  ended,
  ending,
  gauge,
  late,
  MODEL,
  OBJECTIVES,
  of,
  USED,
} from './alert-cases.ts'

/** Alerts of which a file sets something: of each setting a case that comes out otherwise where it says nothing. */
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const MEBIBYTE = 1024 * 1024
const ILL = { from: 20, to: 45 }

type Gauge = readonly [CaseSeries['metric'], Labels, Labels]

function waiting(
  rule: AlertId,
  series: Gauge,
  levels: readonly [number, number],
  minutes: number,
): AlertCase {
  const set = { for: minutes * MINUTE_MS }
  return { ...gauge(rule, `for ${minutes} minutes`, series, levels, ILL, minutes), set }
}

function from(
  rule: AlertId,
  set: Readonly<Record<string, number>>,
  series: Gauge,
  levels: readonly [number, number],
  forMinutes = 0,
): AlertCase {
  return { ...gauge(rule, JSON.stringify(set), series, levels, ILL, forMinutes), set }
}

function within(rule: AlertId, days: number, metric: CaseSeries['metric'], labels: Labels): AlertCase {
  return {
    ...ending(rule, metric, labels, days),
    what: `within ${days} days`,
    set: { within: days * DAY_MS },
  }
}

/** Four bad ones, where three are a sign. */
function few(
  rule: AlertId,
  name: string,
  series: readonly CaseSeries[],
  about: Labels,
  minute: number,
): AlertCase {
  const what = `three ${name}`
  return { rule, what, series, set: { [name]: 3 }, about, inForce: [minute], silent: [9] }
}

const FOUR = [
  [0, 12],
  [1, 4],
  [0, 44],
] as const
const FAILING = [...OBJECTIVES(60), ended('answered', [1, 60]), ended('deadline_exceeded', ...FOUR)]
const LATE = [
  ...OBJECTIVES(60),
  of('causeway_first_token_seconds', DEPLOYMENT, counted(...FOUR)),
  late(...FOUR),
]
const CERTIFICATE = 'causeway_certificate_end_timestamp_seconds'
const RETIRES = 'causeway_model_retirement_timestamp_seconds'
const BREAKER: Gauge = ['causeway_breaker_state', DEPLOYMENT, DEPLOYMENT]
const AVAILABLE: Gauge = ['causeway_deployment_available', DEPLOYMENT, DEPLOYMENT]
const PROVISIONED: Gauge = ['causeway_ptu_utilization_ratio', DEPLOYMENT, DEPLOYMENT]
const BACKLOG: Gauge = ['causeway_ledger_backlog_bytes', {}, {}]
const QUOTA = { limit: '/contoso/claims|tokens_per_day' }

export const CHANGED_CASES: readonly AlertCase[] = [
  {
    rule: 'availability-fast-burn',
    what: 'for ten minutes',
    series: [...OBJECTIVES(60), ended('answered', [10, 60]), ended('upstream_cut', [0, 20], [10, 40])],
    set: { for: 10 * MINUTE_MS },
    about: MODEL,
    inForce: [34, 45],
    silent: [19, 27],
  },
  few('availability-fast-burn', 'failed_calls', FAILING, MODEL, 18),
  {
    rule: 'availability-slow-burn',
    what: 'for two minutes',
    series: [...OBJECTIVES(60), ended('answered', [100, 60]), ended('upstream_cut', [1, 60])],
    set: { for: 2 * MINUTE_MS },
    about: MODEL,
    inForce: [11, 30],
    silent: [3],
  },
  few('availability-slow-burn', 'failed_calls', FAILING, MODEL, 40),
  {
    rule: 'first-token-fast-burn',
    what: 'for ten minutes',
    series: [...OBJECTIVES(60), answers(10, 60), late([0, 5], [10, 55])],
    set: { for: 10 * MINUTE_MS },
    about: DEPLOYMENT,
    inForce: [25, 35],
    silent: [4, 14],
  },
  few('first-token-fast-burn', 'late_answers', LATE, DEPLOYMENT, 18),
  {
    rule: 'first-token-slow-burn',
    what: 'for two minutes',
    series: [...OBJECTIVES(60), answers(10, 60), late([1, 60])],
    set: { for: 2 * MINUTE_MS },
    about: DEPLOYMENT,
    inForce: [11, 30],
    silent: [3],
  },
  few('first-token-slow-burn', 'late_answers', LATE, DEPLOYMENT, 40),
  {
    rule: 'capacity-short',
    what: 'for ten minutes',
    series: [ended('answered', [100, 90]), ended('deployments_saturated', [0, 30], [20, 30], [0, 30])],
    set: { for: 10 * MINUTE_MS },
    about: MODEL,
    inForce: [50, 58],
    silent: [28, 40],
  },
  {
    rule: 'capacity-short',
    what: 'one of fifty is refused, and one of a hundred is too many',
    series: [ended('answered', [98, 60]), ended('deployments_saturated', [2, 60])],
    set: { refused_percent: 1 },
    about: MODEL,
    inForce: [20, 55],
    silent: [],
  },
  few(
    'capacity-short',
    'refused_calls',
    [ended('answered', [1, 60]), ended('deployments_saturated', ...FOUR)],
    MODEL,
    18,
  ),
  waiting('breaker-open', BREAKER, [0, 2], 10),
  waiting('deployment-out', AVAILABLE, [1, 0], 5),
  waiting('provisioned-full', PROVISIONED, [0.6, 0.97], 3),
  from('provisioned-full', { used_percent: 70 }, PROVISIONED, [0.5, 0.75], 10),
  from('budget-nearly-used', { used_percent: 50 }, [USED, BUDGET, BUDGET], [0.1, 0.6]),
  from('quota-nearly-used', { used_percent: 40 }, [USED, QUOTA, QUOTA], [0.1, 0.45]),
  waiting('journal-stuck', ['causeway_journal_buffered_records', {}, {}], [0, 3], 10),
  waiting('ledger-database-away', ['causeway_ledger_database_up', {}, {}], [1, 0], 3),
  waiting('ledger-backlog', BACKLOG, [1_000, 300 * MEBIBYTE], 3),
  from('ledger-backlog', { backlog: 16 * MEBIBYTE }, BACKLOG, [1_000, 20 * MEBIBYTE], 10),
  waiting('shared-counters-away', ['causeway_shared_counters_up', {}, {}], [1, 0], 10),
  {
    rule: 'worker-restarts',
    what: 'one is killed twice, and two are too many',
    series: [of('causeway_worker_restarts_total', { worker: '2' }, counted([0, 10], [1, 2], [0, 48]))],
    set: { restarts: 2 },
    about: { worker: '2' },
    inForce: [15, 22],
    silent: [9, 35, 55],
  },
  within('certificate-ends-soon', 40, CERTIFICATE, {}),
  within('certificate-ends', 10, CERTIFICATE, {}),
  within('consumer-keys-end', 20, 'causeway_consumer_keys_end_timestamp_seconds', {
    consumer: '/contoso/bot',
  }),
  within('model-retires', 120, RETIRES, { ...DEPLOYMENT, ...MODEL }),
]
