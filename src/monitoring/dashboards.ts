import { FAILED, SERVED } from './alert-rules.ts'
import { type ObjectiveName, type Selection, series } from './conditions.ts'
import type { LabelOf, MetricName, NameOf } from './metric-table.ts'

/**
 * What dashboards show, as data: Grafana and an Azure Workbook are told the same. What is made by the functions below
 * names metrics and labels that there are.
 */
export interface Dashboard {
  /** Lasting: the name of its file, and its address in Grafana. */
  readonly id: string
  readonly title: string
  readonly rows: readonly { readonly title: string; readonly panels: readonly Panel[] }[]
}

export interface Panel {
  readonly title: string
  readonly unit: Unit
  readonly shows: Figure
}

export type Unit = 'per second' | 'per minute' | 'share' | 'seconds' | 'days' | 'dollars' | 'bytes' | 'number'

export type Figure =
  /** How fast a counter grows; `times` turns it into the unit. */
  | {
      readonly kind: 'rate'
      readonly of: Selection
      readonly by: readonly string[]
      readonly times: number
    }
  /** How much a counter grew over the time that is shown. */
  | { readonly kind: 'sum'; readonly of: Selection; readonly by: readonly string[]; readonly times: number }
  /** Of what is counted as `whole`; `objective` is drawn beside it. */
  | {
      readonly kind: 'share'
      readonly part: Selection
      readonly whole: Selection
      readonly by: readonly string[]
      readonly objective: ObjectiveName | null
    }
  | { readonly kind: 'spread'; readonly of: Selection; readonly by: readonly string[] }
  | {
      readonly kind: 'level'
      readonly of: Selection
      readonly by: readonly string[]
      readonly take: 'max' | 'min' | 'sum'
    }
  /** Days until a moment. */
  | { readonly kind: 'left'; readonly of: Selection; readonly by: readonly string[] }

type OnlyOf<Name extends MetricName> =
  | { readonly label: LabelOf<Name>; readonly is: readonly string[] }
  | { readonly label: LabelOf<Name>; readonly like: string }

function rate<Name extends NameOf<'counter'>>(
  metric: Name,
  by: readonly LabelOf<Name>[],
  { only = null, times = 1 }: { only?: OnlyOf<Name> | null; times?: number } = {},
): Figure {
  return { kind: 'rate', of: series(metric, only), by, times }
}

function sum<Name extends NameOf<'counter'>>(
  metric: Name,
  by: readonly LabelOf<Name>[],
  { only = null, times = 1 }: { only?: OnlyOf<Name> | null; times?: number } = {},
): Figure {
  return { kind: 'sum', of: series(metric, only), by, times }
}

function share<Part extends NameOf<'counter'>, Whole extends NameOf<'counter' | 'histogram'>>(
  part: readonly [metric: Part, only: OnlyOf<Part> | null],
  whole: readonly [metric: Whole, only: OnlyOf<Whole> | null],
  by: readonly (LabelOf<Part> & LabelOf<Whole>)[],
  objective: ObjectiveName | null = null,
): Figure {
  return { kind: 'share', part: series(...part), whole: series(...whole), by, objective }
}

function spread<Name extends NameOf<'histogram'>>(metric: Name, by: readonly LabelOf<Name>[]): Figure {
  return { kind: 'spread', of: series(metric), by }
}

function level<Name extends NameOf<'gauge'>>(
  metric: Name,
  by: readonly LabelOf<Name>[],
  take: 'max' | 'min' | 'sum' = 'max',
): Figure {
  return { kind: 'level', of: series(metric), by, take }
}

function left<Name extends NameOf<'gauge'>>(metric: Name, by: readonly LabelOf<Name>[]): Figure {
  return { kind: 'left', of: series(metric), by }
}

const PER_MINUTE = 60
const DOLLARS = 1e-9
/** Input has the cached tokens in it, output those of reasoning. */
const EACH_TOKEN_ONCE = { label: 'class', is: ['input', 'output'] } as const

export const DASHBOARDS: readonly Dashboard[] = [
  {
    id: 'causeway-overview',
    title: 'Causeway: overview and objectives',
    rows: [
      {
        title: 'Objectives',
        panels: [
          {
            title: 'Alerts in force',
            unit: 'number',
            shows: level('causeway_alerts_in_force', ['alert', 'severity']),
          },
          {
            title: 'Share of calls that are served',
            unit: 'share',
            shows: share(
              ['causeway_requests_total', { label: 'outcome', is: SERVED }],
              ['causeway_requests_total', { label: 'outcome', is: [...SERVED, ...FAILED] }],
              ['model'],
              'availability',
            ),
          },
          {
            title: 'Share of answers that begin late',
            unit: 'share',
            shows: share(
              ['causeway_first_tokens_late_total', null],
              ['causeway_first_token_seconds', null],
              ['deployment'],
            ),
          },
        ],
      },
      {
        title: 'What clients see',
        panels: [
          { title: 'Calls', unit: 'per second', shows: rate('causeway_requests_total', ['model']) },
          {
            title: 'Calls by how they ended',
            unit: 'per second',
            shows: rate('causeway_requests_total', ['outcome']),
          },
          { title: 'Time of a call', unit: 'seconds', shows: spread('causeway_request_seconds', ['model']) },
          {
            title: 'Calls under way',
            unit: 'number',
            shows: level('causeway_exchanges_in_flight', [], 'sum'),
          },
        ],
      },
      {
        title: 'What ends',
        panels: [
          {
            title: 'Days until the certificate ends',
            unit: 'days',
            shows: left('causeway_certificate_end_timestamp_seconds', []),
          },
          {
            title: 'Days until the last key of a consumer ends',
            unit: 'days',
            shows: left('causeway_consumer_keys_end_timestamp_seconds', ['consumer']),
          },
          {
            title: 'Days until a model retires',
            unit: 'days',
            shows: left('causeway_model_retirement_timestamp_seconds', ['deployment', 'model']),
          },
        ],
      },
    ],
  },
  {
    id: 'causeway-deployments',
    title: 'Causeway: models and deployments',
    rows: [
      {
        title: 'Health',
        panels: [
          {
            title: 'Takes new requests',
            unit: 'number',
            shows: level('causeway_deployment_available', ['deployment'], 'min'),
          },
          {
            title: 'Breaker (0 closed, 1 half-open, 2 open)',
            unit: 'number',
            shows: level('causeway_breaker_state', ['deployment']),
          },
          {
            title: 'Tries by how they ended',
            unit: 'per second',
            shows: rate('causeway_attempts_total', ['deployment', 'outcome']),
          },
          {
            title: 'Tries refused for want of quota',
            unit: 'per second',
            shows: rate('causeway_attempts_throttled_total', ['deployment']),
          },
        ],
      },
      {
        title: 'Speed and capacity',
        panels: [
          {
            title: 'Time until an answer begins',
            unit: 'seconds',
            shows: spread('causeway_first_token_seconds', ['deployment']),
          },
          {
            title: 'Tries under way',
            unit: 'number',
            shows: level('causeway_in_flight', ['deployment'], 'sum'),
          },
          {
            title: 'Provisioned throughput in use',
            unit: 'share',
            shows: level('causeway_ptu_utilization_ratio', ['deployment']),
          },
          {
            title: 'Tokens',
            unit: 'per minute',
            shows: rate('causeway_tokens_total', ['deployment', 'class'], { times: PER_MINUTE }),
          },
        ],
      },
      {
        title: 'Waiting',
        panels: [
          {
            title: 'Wait for a deployment',
            unit: 'number',
            shows: level('causeway_queue_waiting', ['class'], 'sum'),
          },
          {
            title: 'How long they wait',
            unit: 'seconds',
            shows: spread('causeway_queue_seconds', ['model']),
          },
          {
            title: 'Refused because the line is full',
            unit: 'per second',
            shows: rate('causeway_queue_refusals_total', ['model']),
          },
          {
            title: 'Answers of another model version',
            unit: 'per second',
            shows: rate('causeway_model_version_drift_total', ['deployment']),
          },
        ],
      },
    ],
  },
  {
    id: 'causeway-consumers',
    title: 'Causeway: consumers and cost',
    rows: [
      {
        title: 'Use',
        panels: [
          {
            title: 'Tokens of each consumer',
            unit: 'per minute',
            shows: rate('causeway_consumer_tokens_total', ['consumer'], {
              only: EACH_TOKEN_ONCE,
              times: PER_MINUTE,
            }),
          },
          {
            title: 'Tokens by model and region',
            unit: 'per minute',
            shows: rate('causeway_consumer_tokens_total', ['model', 'region'], {
              only: EACH_TOKEN_ONCE,
              times: PER_MINUTE,
            }),
          },
        ],
      },
      {
        title: 'Cost, at the prices of the workload file',
        panels: [
          {
            title: 'Cost of each consumer over the time shown',
            unit: 'dollars',
            shows: sum('causeway_consumer_cost_nano_usd_total', ['consumer'], { times: DOLLARS }),
          },
          {
            title: 'Cost of each model over the time shown',
            unit: 'dollars',
            shows: sum('causeway_cost_nano_usd_total', ['model'], { times: DOLLARS }),
          },
          {
            title: 'Tokens without a price over the time shown',
            unit: 'number',
            shows: sum('causeway_unpriced_tokens_total', ['deployment', 'model']),
          },
        ],
      },
      {
        title: 'Limits, quotas and budgets',
        panels: [
          { title: 'In use', unit: 'share', shows: level('causeway_limit_used_ratio', ['limit']) },
          { title: 'Refused', unit: 'per second', shows: rate('causeway_limit_refusals_total', ['limit']) },
          {
            title: 'Would be refused, in shadow mode',
            unit: 'per second',
            shows: rate('causeway_limit_shadow_refusals_total', ['limit']),
          },
        ],
      },
      {
        title: 'Batches',
        panels: [
          { title: 'Under way', unit: 'number', shows: level('causeway_batches', ['status'], 'sum') },
          { title: 'Lines', unit: 'per second', shows: rate('causeway_batch_lines_total', ['outcome']) },
        ],
      },
    ],
  },
  {
    id: 'causeway-internals',
    title: 'Causeway: the gateway itself',
    rows: [
      {
        title: 'Speed and memory',
        panels: [
          {
            title: 'Its own share of a call',
            unit: 'seconds',
            shows: spread('causeway_overhead_seconds', []),
          },
          {
            title: 'Bodies of requests in memory',
            unit: 'bytes',
            shows: level('causeway_request_body_bytes_held', [], 'sum'),
          },
          { title: 'Workers that serve', unit: 'number', shows: level('causeway_workers', [], 'sum') },
          {
            title: 'Workers started again, over the time shown',
            unit: 'number',
            shows: sum('causeway_worker_restarts_total', ['worker']),
          },
        ],
      },
      {
        title: 'The ledger',
        panels: [
          {
            title: 'Records that the disk does not take',
            unit: 'number',
            shows: level('causeway_journal_buffered_records', [], 'sum'),
          },
          {
            title: 'Journal that waits for the database',
            unit: 'bytes',
            shows: level('causeway_ledger_backlog_bytes', [], 'sum'),
          },
          {
            title: 'The database takes records',
            unit: 'number',
            shows: level('causeway_ledger_database_up', [], 'min'),
          },
          {
            title: 'Records that it took',
            unit: 'per second',
            shows: rate('causeway_ledger_projected_records_total', []),
          },
        ],
      },
      {
        title: 'Replicas and telemetry',
        panels: [
          {
            title: 'Limits are counted together',
            unit: 'number',
            shows: level('causeway_shared_counters_up', [], 'min'),
          },
          {
            title: 'Redis answers within',
            unit: 'seconds',
            shows: level('causeway_shared_counters_round_trip_seconds', []),
          },
          {
            title: 'Pushes to the collector',
            unit: 'per second',
            shows: rate('causeway_otlp_pushes_total', ['outcome']),
          },
          {
            title: 'Label sets that were folded',
            unit: 'per second',
            shows: rate('causeway_metric_series_dropped_total', ['metric']),
          },
          {
            title: 'Calls of webhooks that tell of alerts',
            unit: 'per second',
            shows: rate('causeway_alert_notices_total', ['outcome']),
          },
        ],
      },
    ],
  },
]
