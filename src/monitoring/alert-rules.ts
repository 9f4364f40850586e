import { FAILURES } from '../base/index.ts'
import { type AlertChange, type AlertRule, declared } from './alert-rule.ts'
import { count, percent, type Setting, size, time } from './alert-settings.ts'
import { type Condition, endsWithin, grows, level, tooMany, type Windows } from './conditions.ts'

/**
 * What operators are told of without asking. One table: Prometheus rules, the alerts of Azure Monitor, the program's own
 * webhooks, docs/alerts.md, and what a workload file may change of them are made from it.
 */

/** Told as over when it has not held for so long. */
export const RESOLVED_AFTER_MS = 120_000

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const MEBIBYTE = 1024 * 1024

/** Ends of an exchange that are the gateway's or the providers' doing; what is refused while it stops is tried elsewhere. */
export const FAILED: readonly string[] = Object.entries(FAILURES)
  .filter(([code, { status }]) => status >= 500 && code !== 'draining')
  .map(([code]) => code)
export const SERVED: readonly string[] = ['answered', 'refused']

/** Longer, and nobody is told of what is over by itself. */
const holdsFor = (usual: number, least = 0): Setting =>
  time(usual, { least, most: DAY_MS }, 'it holds that long before anybody is told')
/** A share falls when what was bad is out of the short window. */
const burnsFor = (usual: number): Setting =>
  time(usual, { least: 0, most: HOUR_MS }, 'it holds that long before anybody is told')
const atLeast = (what: string): Setting =>
  count(5, { least: 1, most: 1_000_000 }, `fewer ${what} are no sign of anything, whatever share they are`)
const usedPercent = (usual: number): Setting =>
  percent(usual, { least: 10, most: 98 }, 'it holds from that share on')
const endsIn = (usualDays: number): Setting =>
  time(
    usualDays * DAY_MS,
    { least: HOUR_MS, most: 365 * DAY_MS },
    'it holds from that time before the end on',
  )

/** Two percent of a month's budget of errors within an hour, or five within six (sre.google/workbook/alerting-on-slos). */
const fast = (objective: 'availability' | 'first-token'): readonly Windows[] => [
  { longMs: HOUR_MS, shortMs: 5 * MINUTE_MS, above: { kind: 'burns', objective, times: 14.4 } },
  { longMs: 6 * HOUR_MS, shortMs: 30 * MINUTE_MS, above: { kind: 'burns', objective, times: 6 } },
]

/** A tenth of it within three days. */
const slow = (objective: 'availability' | 'first-token'): readonly Windows[] => [
  { longMs: 3 * DAY_MS, shortMs: 6 * HOUR_MS, above: { kind: 'burns', objective, times: 1 } },
]

const failed = (over: readonly Windows[], leastBad: number): Condition =>
  tooMany(
    { metric: 'causeway_requests_total', only: { label: 'outcome', is: FAILED } },
    { metric: 'causeway_requests_total', only: { label: 'outcome', is: [...SERVED, ...FAILED] } },
    ['model'],
    leastBad,
    over,
  )

const late = (over: readonly Windows[], leastBad: number): Condition =>
  tooMany(
    { metric: 'causeway_first_tokens_late_total', only: null },
    { metric: 'causeway_first_token_seconds', only: null },
    ['deployment'],
    leastBad,
    over,
  )

/** No call is admitted that might exceed a budget, so there is a rest that is too little for the next one. */
const ALL_BUT_A_REST = 0.99

const BUDGETS = { label: 'limit', like: '.*[|]budget_.*' } as const
/** Of any period, sliding or by a calendar; a limit of each minute is a rate, which is full at times. */
const QUOTAS = {
  label: 'limit',
  like: '.*[|]tokens_per_(?:sliding_)?(?:fiscal_)?(?:hour|day|week|month|quarter|year)',
} as const

const TABLE = [
  declared({
    id: 'availability-fast-burn',
    severity: 'critical',
    says: 'So many calls fail that the objective of availability will be missed within days.',
    because: 'Deployments of the model are down or cannot be reached, or the gateway itself cannot work.',
    remedy:
      '`causeway deployments list` says which deployments are out and why; take what is ill out with `causeway deployments drain ID`. `causeway explain REQUEST_ID` says what was tried for a call that failed. Add a deployment in another region where there is none.',
    inConsole:
      '[Models](/models) shows which deployments are out and why: drain what is ill there. An exchange that failed says what was tried for it. Add a deployment in another region where there is none.',
    settings: { for: burnsFor(0), failed_calls: atLeast('failed calls') },
    when: (set) => failed(fast('availability'), set.failed_calls),
  }),
  declared({
    id: 'availability-slow-burn',
    severity: 'warning',
    says: 'Calls fail a little more often than the objective of availability allows, for days.',
    because: 'A deployment fails now and then, and what stands behind it does not catch everything.',
    remedy:
      'Find which one with `sum by (deployment, outcome) (increase(causeway_attempts_total[6h]))`, and what clients got with `sum by (model, outcome) (increase(causeway_requests_total[6h]))`; give it a fallback or less priority in the workload file.',
    inConsole:
      'A deployment at [Models](/models) says which of its attempts were not answered, and why: look at seven days of it. Give the one that fails a fallback or less priority in the workload file.',
    settings: { for: burnsFor(15 * MINUTE_MS), failed_calls: atLeast('failed calls') },
    when: (set) => failed(slow('availability'), set.failed_calls),
  }),
  declared({
    id: 'first-token-fast-burn',
    severity: 'critical',
    says: 'Answers of a deployment begin so late that the objective of latency will be missed within days.',
    because: 'The deployment is overloaded, or the region has trouble.',
    remedy:
      '`causeway deployments drain ID` if others can take its load, and `causeway deployments undrain ID` when it is well; of a provisioned one look at `causeway_ptu_utilization_ratio`, and at prompts that grew.',
    inConsole:
      'Drain [the deployment](/models?deployment={deployment}) if others can take its load, and undrain it when it is well; of a provisioned one see there what of its capacity is in use, and look at prompts that grew.',
    settings: { for: burnsFor(0), late_answers: atLeast('late answers') },
    when: (set) => late(fast('first-token'), set.late_answers),
  }),
  declared({
    id: 'first-token-slow-burn',
    severity: 'warning',
    says: 'Answers of a deployment begin a little later than the objective of latency allows, for days.',
    because: 'Load has grown, prompts have become longer, or the objective does not fit the model.',
    remedy:
      'Give it more capacity, route by priority to a faster one, or set `operations.objectives` to what is meant.',
    inConsole: null,
    settings: { for: burnsFor(15 * MINUTE_MS), late_answers: atLeast('late answers') },
    when: (set) => late(slow('first-token'), set.late_answers),
  }),
  declared({
    id: 'capacity-short',
    severity: 'warning',
    says: 'Clients are refused because all deployments of the model are full.',
    because: 'Quota or provisioned units are too few for the load.',
    remedy:
      '`causeway report --by deployment --from 1d` says where the load goes. Ask for quota, add a deployment in another region or of another type, or give batch work its own consumer with `priority: batch`.',
    inConsole:
      '[Models](/models) shows what of each deployment’s capacity is in use, and each deployment who uses it most. Ask for quota, add a deployment in another region or of another type, or give batch work its own consumer with `priority: batch`.',
    settings: {
      for: burnsFor(0),
      refused_percent: percent(5, { least: 0.1, most: 90 }, 'it holds above that share of the calls'),
      refused_calls: atLeast('refused calls'),
    },
    when: (set) =>
      tooMany(
        {
          metric: 'causeway_requests_total',
          only: { label: 'outcome', is: ['deployments_saturated', 'state_saturated'] },
        },
        {
          metric: 'causeway_requests_total',
          only: { label: 'outcome', is: [...SERVED, ...FAILED, 'deployments_saturated', 'state_saturated'] },
        },
        ['model'],
        set.refused_calls,
        [
          {
            longMs: 15 * MINUTE_MS,
            shortMs: 5 * MINUTE_MS,
            above: { kind: 'fixed', share: set.refused_percent / 100 },
          },
        ],
      ),
  }),
  declared({
    id: 'breaker-open',
    severity: 'warning',
    says: 'A deployment failed so often that nothing is sent there.',
    because:
      'The provider answers with errors, or not at all. Clients notice nothing while others take its load.',
    remedy:
      '`causeway deployments list` says why; look at the health of Azure in that region. It is tried again by itself.',
    inConsole:
      '[The deployment](/models?deployment={deployment}) says why; look at the health of Azure in its region. It is tried again by itself.',
    settings: { for: holdsFor(MINUTE_MS) },
    when: () => level('causeway_breaker_state', 'at least', 2, { by: ['deployment'] }),
  }),
  declared({
    id: 'deployment-out',
    severity: 'warning',
    says: 'A deployment has taken no new requests for {for}.',
    because: 'It is drained, its credential is refused, its name is wrong, or it is full all the time.',
    remedy:
      '`causeway deployments list` says which; put a drained one back with `causeway deployments undrain ID`.',
    inConsole:
      '[The deployment](/models?deployment={deployment}) says why; where it is drained, undrain it there.',
    settings: { for: holdsFor(15 * MINUTE_MS, MINUTE_MS) },
    when: () => level('causeway_deployment_available', 'at most', 0, { by: ['deployment'] }),
  }),
  declared({
    id: 'provisioned-full',
    severity: 'info',
    says: 'Provisioned throughput is used up, and calls spill over or wait.',
    because: 'The load is larger than what the units were bought for.',
    remedy:
      '`causeway rightsize` says which units would have cost least; `causeway report --by deployment --from 7d` what spilled. Buy units, or move load that can wait to batches.',
    inConsole:
      '[The deployment](/models?deployment={deployment}) says who uses it most; `causeway rightsize` which units would have cost least. Buy units, or move load that can wait to batches.',
    settings: {
      for: holdsFor(10 * MINUTE_MS),
      used_percent: percent(95, { least: 10, most: 100 }, 'it holds from that share on'),
    },
    when: (set) =>
      level('causeway_ptu_utilization_ratio', 'at least', set.used_percent / 100, { by: ['deployment'] }),
  }),
  declared({
    id: 'budget-nearly-used',
    severity: 'warning',
    says: 'At least {used_percent} of a budget are used.',
    because: 'The consumer spends faster than was planned.',
    remedy:
      'Tell its owner; `causeway report --by model --from month` says on what. `causeway limits raise LIMIT --amount NUMBER --until DATE --reason TEXT` gives more for a while.',
    inConsole:
      'Tell its owner; [the consumer](/consumers?path={path}) shows on which models it goes, and where it ends at this rate. An owner may raise it for a while.',
    settings: { used_percent: usedPercent(80) },
    when: (set) =>
      level('causeway_limit_used_ratio', 'at least', set.used_percent / 100, {
        by: ['limit'],
        only: BUDGETS,
      }),
  }),
  declared({
    id: 'budget-used-up',
    severity: 'critical',
    says: 'A budget is used up but for a hundredth at the most, and calls are refused or go elsewhere as it says.',
    because: 'The consumer spent all of it before the end of its window.',
    remedy:
      '`causeway limits raise LIMIT --amount NUMBER --until DATE --reason TEXT` gives more, or let it be: `causeway limits list` says when it is whole again.',
    inConsole:
      'An owner may raise it for a while, or let it be: [the consumer](/consumers?path={path}) shows when it is whole again.',
    settings: {},
    when: () =>
      level('causeway_limit_used_ratio', 'at least', ALL_BUT_A_REST, { by: ['limit'], only: BUDGETS }),
  }),
  declared({
    id: 'quota-nearly-used',
    severity: 'warning',
    says: 'At least {used_percent} of a quota of tokens are used.',
    because: 'The consumer uses more tokens than was planned.',
    remedy:
      'Tell its owner; `causeway limits raise LIMIT --amount NUMBER --until DATE --reason TEXT` gives more for a while.',
    inConsole:
      'Tell its owner; [the consumer](/consumers?path={path}) shows on which models it goes. An owner may raise it for a while.',
    settings: { used_percent: usedPercent(90) },
    when: (set) =>
      level('causeway_limit_used_ratio', 'at least', set.used_percent / 100, { by: ['limit'], only: QUOTAS }),
  }),
  declared({
    id: 'journal-stuck',
    severity: 'critical',
    says: 'The disk does not take the records of the ledger, so no work is taken.',
    because: 'The disk of the state folder is full or broken.',
    remedy: '`df -h` of the state folder: free or mend it. What waits is written then, and nothing is lost.',
    inConsole: null,
    settings: { for: holdsFor(MINUTE_MS) },
    when: () => level('causeway_journal_buffered_records', 'at least', 1),
  }),
  declared({
    id: 'ledger-database-away',
    severity: 'warning',
    says: 'The database takes no records; they wait in the journal, and reports miss them.',
    because: 'The database is down, refuses the sign-in, or its disk is full.',
    remedy: '`curl http://HOST:PORT/readyz` gives the reason among its warnings. Serving goes on meanwhile.',
    inConsole: null,
    settings: { for: holdsFor(10 * MINUTE_MS) },
    when: () => level('causeway_ledger_database_up', 'at most', 0),
  }),
  declared({
    id: 'ledger-backlog',
    severity: 'warning',
    says: 'At least {backlog} of the journal wait for the database, and fill the disk.',
    because: 'The database is away, or slower than what is written.',
    remedy:
      'See under `ledger-database-away` why the database is slow or away, and with `df -h` how much room the disk of the state folder has.',
    inConsole: null,
    settings: {
      for: holdsFor(10 * MINUTE_MS),
      backlog: size(
        256 * MEBIBYTE,
        { least: MEBIBYTE, most: 64 * 1024 * MEBIBYTE },
        'it holds from that size on',
      ),
    },
    when: (set) => level('causeway_ledger_backlog_bytes', 'at least', set.backlog),
  }),
  declared({
    id: 'shared-counters-away',
    severity: 'critical',
    says: 'Redis cannot be asked, so limits hold by parts only, or refuse.',
    because: 'Redis is down, restarts, or the network between is broken.',
    remedy:
      '`redis-cli -u URL ping` from the gateway’s host says whether it is there. Bring it back; what was used meanwhile is told to it then. `storage.counters.when_away` says what holds until it is.',
    inConsole: null,
    settings: { for: holdsFor(2 * MINUTE_MS) },
    when: () => level('causeway_shared_counters_up', 'at most', 0),
  }),
  declared({
    id: 'worker-restarts',
    severity: 'warning',
    says: 'Worker processes ended and were started again.',
    because: 'They were killed for want of memory, or failed.',
    remedy:
      'The lines `a worker ended` of the log say how each ended. Give the machine more memory, or lower `gateway.bodies_limit`.',
    inConsole: null,
    settings: {
      restarts: count(3, { least: 1, most: 1_000 }, 'it holds from so many in a quarter of an hour on'),
    },
    when: (set) => grows('causeway_worker_restarts_total', set.restarts, 15 * MINUTE_MS, ['worker']),
  }),
  declared({
    id: 'certificate-ends-soon',
    severity: 'warning',
    says: 'The certificate that the gateway shows its clients ends within {within}.',
    because: 'Nobody renewed it, or it was renewed and the program not restarted.',
    remedy:
      '`openssl s_client -connect HOST:PORT </dev/null | openssl x509 -noout -enddate` shows it. Renew it, put it where `gateway.tls` says, and restart.',
    inConsole: null,
    settings: { within: endsIn(21) },
    when: (set) => endsWithin('causeway_certificate_end_timestamp_seconds', set.within),
  }),
  declared({
    id: 'certificate-ends',
    severity: 'critical',
    says: 'The certificate that the gateway shows its clients ends within {within}, or has ended.',
    because: 'Nobody renewed it, or it was renewed and the program not restarted.',
    remedy:
      '`openssl s_client -connect HOST:PORT </dev/null | openssl x509 -noout -enddate` shows it. Renew it, put it where `gateway.tls` says, and restart.',
    inConsole: null,
    settings: { within: endsIn(3) },
    when: (set) => endsWithin('causeway_certificate_end_timestamp_seconds', set.within),
  }),
  declared({
    id: 'consumer-keys-end',
    severity: 'warning',
    says: 'The last key of a consumer ends within {within}, or has ended.',
    because: 'It was made with an end, and no other was made since.',
    remedy: '`causeway keys rotate --consumer PATH`, and give the new key to its owner.',
    inConsole:
      'Rotate the key of [the consumer](/consumers?path={consumer}), and give the new one to its owner.',
    settings: { within: endsIn(7) },
    when: (set) => endsWithin('causeway_consumer_keys_end_timestamp_seconds', set.within, ['consumer']),
  }),
  declared({
    id: 'model-retires',
    severity: 'warning',
    says: 'Azure retires the model version of a deployment within {within}.',
    because: 'Microsoft announced it; the date is that of the facts that the program came with.',
    remedy:
      '`causeway check` names the successor. Deploy it beside the old one, move consumers over, and take the old one out of the file.',
    inConsole:
      '[The deployment](/models?deployment={deployment}) says on which day; `causeway check` names the successor. Deploy it beside the old one, move consumers over, and take the old one out of the file.',
    settings: { within: endsIn(90) },
    when: (set) =>
      endsWithin('causeway_model_retirement_timestamp_seconds', set.within, ['deployment', 'model']),
  }),
  declared({
    id: 'model-version-drift',
    severity: 'info',
    says: 'Answers come from another model version than the file says.',
    because: 'Azure upgraded a deployment that upgrades by itself.',
    remedy: 'Evaluate the new version; then write it in the file, or pin the old one at the account.',
    inConsole: null,
    settings: {},
    when: () => grows('causeway_model_version_drift_total', 1, HOUR_MS, ['deployment']),
  }),
  declared({
    id: 'unpriced-tokens',
    severity: 'info',
    says: 'Tokens are used for which no price is known, so budgets and reports leave them out.',
    because: 'The model is newer than the price list, or comes from another provider.',
    remedy: '`causeway report --by deployment --from 1d` says how many of which; add a row under `prices`.',
    inConsole:
      '[Chargeback](/chargeback) says how many there are in the month; add a row under `prices` for what [the deployment](/models?deployment={deployment}) serves.',
    settings: {},
    when: () => grows('causeway_unpriced_tokens_total', 1, HOUR_MS, ['deployment']),
  }),
] as const

export type AlertId = (typeof TABLE)[number]['id']
/** One of the table. */
export type KnownRule = AlertRule & { readonly id: AlertId }
export type AlertChanges = Readonly<Partial<Record<AlertId, AlertChange>>>

/** As they are where a file changes nothing. */
export const ALERT_RULES: readonly KnownRule[] = TABLE.map((one) => one.rule(null))

/** As a file has them, without those that are off. */
export function alertRules(changes: AlertChanges): readonly KnownRule[] {
  return TABLE.flatMap((one): readonly KnownRule[] => {
    const change = changes[one.id] ?? null
    return change?.isOff === true ? [] : [one.rule(change)]
  })
}

/** How long a rule must be watched from the start before it is known whether it holds. */
export function settledAfterMs({ when, forMs }: AlertRule): number {
  switch (when.kind) {
    case 'level':
    case 'ends-within':
      return forMs
    case 'grows':
      return when.overMs
    case 'too-many':
      return Math.min(...when.over.map(({ shortMs }) => shortMs))
  }
}
