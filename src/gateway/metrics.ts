import type { Counter, Histogram, MetricRegistry } from '../base/index.ts'

/** Every metric of the gateway, named once. Labels are names from the plan, never what a client sends. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300]
const OVERHEAD_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 1]

export type GatewayMetrics = ReturnType<typeof gatewayMetrics>

export function gatewayMetrics(registry: MetricRegistry) {
  return {
    registry,
    requests: registry.counter(
      'causeway_requests_total',
      'Exchanges, by what the client asked for and how they ended',
    ),
    requestSeconds: registry.histogram(
      'causeway_request_seconds',
      'From receiving a request to the end of its answer',
      SECONDS,
    ),
    overheadSeconds: registry
      .histogram(
        'causeway_overhead_seconds',
        "The gateway's own share of an exchange: all but waiting for provider and client",
        OVERHEAD_SECONDS,
      )
      .with(),
    attempts: registry.counter('causeway_attempts_total', 'Tries on deployments, by how they ended'),
    firstTokenSeconds: registry.histogram(
      'causeway_first_token_seconds',
      'From sending an attempt to the first content of its answer',
      SECONDS,
    ),
    tokens: registry.counter(
      'causeway_tokens_total',
      'Tokens by class; cached is part of input, reasoning part of output',
    ),
    consumerTokens: registry.counter('causeway_consumer_tokens_total', 'Input and output tokens by consumer'),
    costNanoUsd: registry.counter(
      'causeway_cost_nano_usd_total',
      'Price of what was used, in billionths of a dollar',
    ),
    unpriced: registry.counter('causeway_unpriced_tokens_total', 'Tokens for which no price is known'),
    inFlight: registry.gauge('causeway_in_flight', 'Attempts under way'),
    breaker: registry.gauge('causeway_breaker_state', '0 closed, 1 half-open, 2 open'),
    ptuUtilization: registry.gauge(
      'causeway_ptu_utilization_ratio',
      "The gateway's model of provisioned utilization; 1 is full",
    ),
    available: registry.gauge(
      'causeway_deployment_available',
      '1 when new requests may be routed to the deployment',
    ),
    exchanges: registry.gauge('causeway_exchanges_in_flight', 'Exchanges under way'),
    bodyBytes: registry.gauge('causeway_request_body_bytes_held', 'Bytes of request bodies held in memory'),
    refusedUnrecorded: registry.counter(
      'causeway_unrecorded_refusals_total',
      'Refusals that were counted and logged but not written to the ledger: of unknown callers past a rate, and all while the disk takes nothing',
    ),
    journalBacklog: registry.gauge(
      'causeway_journal_buffered_records',
      'Records that wait to be written to the journal',
    ),
    limitRefusals: registry.counter(
      'causeway_limit_refusals_total',
      'Attempts that a limit refused, by limit',
    ),
    limitShadowRefusals: registry.counter(
      'causeway_limit_shadow_refusals_total',
      'Attempts that a limit in shadow mode would have refused',
    ),
    limitUsed: registry.gauge(
      'causeway_limit_used_ratio',
      'What is used and set aside of a limit; 1 is all of it',
    ),
    queueWaiting: registry.gauge('causeway_queue_waiting', 'Exchanges that wait for a deployment'),
    queueSeconds: registry.histogram(
      'causeway_queue_seconds',
      'How long exchanges waited for a deployment, of those that had to',
      SECONDS,
    ),
    queueRefusals: registry.counter(
      'causeway_queue_refusals_total',
      'Exchanges refused because the line was full',
    ),
    versionDrift: registry.counter(
      'causeway_model_version_drift_total',
      'Answers whose model version is not the one that the workload file says',
    ),
  }
}

/** What exchanges of one model are counted in; held by the fleet, so that no label is put together for a request. */
export class ModelMetrics {
  readonly requestSeconds: Histogram
  readonly queueSeconds: Histogram
  readonly #metrics: GatewayMetrics
  readonly #model: string
  readonly #outcomes = new Map<string, Map<string, Counter>>()

  constructor(metrics: GatewayMetrics, model: string) {
    this.#metrics = metrics
    this.#model = model
    this.requestSeconds = metrics.requestSeconds.with({ model })
    this.queueSeconds = metrics.queueSeconds.with({ model })
  }

  /** Both are words of the code, so the entries are few. */
  ended(operation: string, outcome: string): void {
    let byOutcome = this.#outcomes.get(operation)
    if (byOutcome === undefined) this.#outcomes.set(operation, (byOutcome = new Map()))
    let counter = byOutcome.get(outcome)
    if (counter === undefined) {
      counter = this.#metrics.requests.with({ model: this.#model, operation, outcome })
      byOutcome.set(outcome, counter)
    }
    counter.value++
  }
}

export class DeploymentMetrics {
  readonly firstTokenSeconds: Histogram
  readonly input: Counter
  readonly cached: Counter
  readonly output: Counter
  readonly reasoning: Counter
  readonly costNanoUsd: Counter
  readonly unpriced: Counter
  readonly answered: Counter
  readonly #metrics: GatewayMetrics
  readonly #deployment: string

  constructor(metrics: GatewayMetrics, deployment: string, model: string) {
    this.#metrics = metrics
    this.#deployment = deployment
    const tokens = (kind: string) => metrics.tokens.with({ deployment, model, class: kind })
    this.firstTokenSeconds = metrics.firstTokenSeconds.with({ deployment })
    this.input = tokens('input')
    this.cached = tokens('cached')
    this.output = tokens('output')
    this.reasoning = tokens('reasoning')
    this.costNanoUsd = metrics.costNanoUsd.with({ deployment, model })
    this.unpriced = metrics.unpriced.with({ deployment, model })
    this.answered = metrics.attempts.with({ deployment, outcome: 'answered' })
  }

  ended(outcome: string): void {
    if (outcome === 'answered') this.answered.add()
    else this.#metrics.attempts.with({ deployment: this.#deployment, outcome }).add()
  }
}
