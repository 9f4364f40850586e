import { type Counter, type FailureCode, type Histogram, type MetricRegistry, NONE } from '../base/index.ts'
import type { AttemptOutcome, Usage } from '../ledger/index.ts'
import type { Operation } from '../providers/index.ts'
import type { MetricSettings, ProviderName } from '../workload/index.ts'
import { GEN_AI_PROVIDERS, genAiOperation } from './gen-ai-words.ts'

/** Every metric of the gateway, named once. Labels are names from the plan, never what a client sends. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300]
const OVERHEAD_SECONDS = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 1]

/** What the OpenTelemetry conventions for generative AI advise for tokens and durations; see `GenAiMetrics`. */
const GEN_AI_TOKENS = [
  1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
]
const GEN_AI_SECONDS = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
]

const GEN_AI_KEEPS = { keeps: ['gen_ai_operation_name'] }

/** Of the server's two metrics, which the gateway tells as it sees them from outside. */
const GEN_AI_FIRST_TOKEN_SECONDS = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10,
]
const GEN_AI_TOKEN_SECONDS = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5]

export function limitUsedGauge(registry: MetricRegistry) {
  return registry.gauge('causeway_limit_used_ratio', 'What is used and set aside of a limit; 1 is all of it')
}

/** By the name that every exporter of Prometheus has for it. */
export function exposeStart(registry: MetricRegistry): void {
  registry
    .gauge('process_start_time_seconds', 'Unix time since which counters count')
    .with()
    .set(registry.sinceMs / 1000)
}

export type GatewayMetrics = ReturnType<typeof gatewayMetrics>

export function gatewayMetrics(registry: MetricRegistry, settings: MetricSettings) {
  const first = { label: 'consumer', maxValues: settings.maxConsumers }
  exposeStart(registry)
  return {
    registry,
    settings,
    requests: registry.counter(
      'causeway_requests_total',
      'Exchanges, by what the client asked for and how they ended',
      { keeps: ['operation', 'outcome'] },
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
    attempts: registry.counter('causeway_attempts_total', 'Tries on deployments, by how they ended', {
      keeps: ['outcome'],
    }),
    throttled: registry.counter(
      'causeway_attempts_throttled_total',
      'Tries that the provider refused for want of quota or capacity (429)',
    ),
    firstTokenSeconds: registry.histogram(
      'causeway_first_token_seconds',
      'From sending an attempt to the first content of its answer',
      SECONDS,
    ),
    firstTokensLate: registry.counter(
      'causeway_first_tokens_late_total',
      'Answers that began later than the objective of latency',
    ),
    objective: registry.gauge(
      'causeway_objective_ratio',
      'What share of calls the workload file wants to be served, and of answers to begin in time',
      { keeps: ['objective'] },
    ),
    certificateEnd: registry.gauge(
      'causeway_certificate_end_timestamp_seconds',
      'Unix time at which the certificate that clients are shown ends',
    ),
    modelRetirement: registry.gauge(
      'causeway_model_retirement_timestamp_seconds',
      'Unix time at which Azure retires the model version of a deployment, where that is announced',
    ),
    tokens: registry.counter(
      'causeway_tokens_total',
      'Tokens by class; cached is part of input, reasoning part of output',
      { keeps: ['class'] },
    ),
    consumerTokens: registry.counter(
      'causeway_consumer_tokens_total',
      'Tokens by class, and by who used them where; cached is part of input, reasoning part of output',
      { first, keeps: ['class'] },
    ),
    consumerCostNanoUsd: registry.counter(
      'causeway_consumer_cost_nano_usd_total',
      'Price of what was used, in billionths of a dollar, by who used it where',
      { first },
    ),
    genAiTokens: registry.histogram('gen_ai_client_token_usage', 'Tokens of an attempt', GEN_AI_TOKENS, {
      keeps: ['gen_ai_operation_name', 'gen_ai_token_type'],
    }),
    genAiSeconds: registry.histogram(
      'gen_ai_client_operation_duration_seconds',
      'From sending an attempt to its end',
      GEN_AI_SECONDS,
      { keeps: ['gen_ai_operation_name', 'error_type'] },
    ),
    genAiFirstChunkSeconds: registry.histogram(
      'gen_ai_client_operation_time_to_first_chunk_seconds',
      'Of streams: from sending an attempt to the first content of its answer',
      GEN_AI_SECONDS,
      GEN_AI_KEEPS,
    ),
    genAiFirstTokenSeconds: registry.histogram(
      'gen_ai_server_time_to_first_token_seconds',
      'Of streams that were answered: from sending an attempt to the first content of its answer',
      GEN_AI_FIRST_TOKEN_SECONDS,
      GEN_AI_KEEPS,
    ),
    genAiTokenSeconds: registry.histogram(
      'gen_ai_server_time_per_output_token_seconds',
      'Of streams that were answered: time from the first content to the end, by each token after the first',
      GEN_AI_TOKEN_SECONDS,
      GEN_AI_KEEPS,
    ),
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
    limitUsed: limitUsedGauge(registry),
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
    promptEstimated: registry.counter(
      'causeway_prompt_tokens_estimated_total',
      'Tokens that prompts of text were estimated at, of those that the provider counted',
    ),
    promptMeasured: registry.counter(
      'causeway_prompt_tokens_measured_total',
      'Tokens of the same prompts, as the provider counted them',
    ),
    versionDrift: registry.counter(
      'causeway_model_version_drift_total',
      'Answers whose model version is not the one that the workload file says',
    ),
  }
}

/**
 * How exchanges of a model end that alerts wait for. They are there as 0 from the first exchange of an operation on:
 * Prometheus sees a counter grow from what it was when it was first scraped, so a first failure would be nothing to it.
 */
const WATCHED_OUTCOMES = [
  'answered',
  'deployments_failed',
  'no_candidate',
  'deadline_exceeded',
  'deployments_saturated',
] as const satisfies readonly (FailureCode | 'answered')[]

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
    metrics.queueRefusals.with({ model })
  }

  /** Both are words of the code, so the entries are few. */
  ended(operation: string, outcome: string): void {
    let byOutcome = this.#outcomes.get(operation)
    if (byOutcome === undefined) {
      byOutcome = new Map(WATCHED_OUTCOMES.map((watched) => [watched, this.#counter(operation, watched)]))
      this.#outcomes.set(operation, byOutcome)
    }
    let counter = byOutcome.get(outcome)
    if (counter === undefined) byOutcome.set(outcome, (counter = this.#counter(operation, outcome)))
    counter.value++
  }

  #counter(operation: string, outcome: string): Counter {
    return this.#metrics.requests.with({ model: this.#model, operation, outcome })
  }
}

/** Tokens by class; what was cached is part of the input, what was reasoned part of the output. */
class TokenCounters {
  readonly #input: Counter
  readonly #cached: Counter
  readonly #output: Counter
  readonly #reasoning: Counter

  constructor(counter: (kind: string) => Counter) {
    this.#input = counter('input')
    this.#cached = counter('cached')
    this.#output = counter('output')
    this.#reasoning = counter('reasoning')
  }

  add({ input, cached, output, reasoning }: Usage): void {
    this.#input.add(input)
    this.#cached.add(cached)
    this.#output.add(output)
    this.#reasoning.add(reasoning)
  }
}

export interface DeploymentLabels {
  readonly deployment: string
  readonly model: string
  /** Null outside Azure. */
  readonly region: string | null
  readonly provider: ProviderName
}

export class DeploymentMetrics {
  readonly labels: DeploymentLabels
  readonly #firstTokenSeconds: Histogram
  readonly #firstTokensLate: Counter
  readonly #versionDrift: Counter
  readonly #firstTokenWithinMs: number
  readonly costNanoUsd: Counter
  readonly #tokens: TokenCounters
  readonly #unpriced: Counter
  readonly #promptEstimated: Counter
  readonly #promptMeasured: Counter
  readonly #answered: Counter
  readonly #throttled: Counter
  readonly #metrics: GatewayMetrics
  readonly #genAi = new Map<Operation, GenAiMetrics>()

  /** `firstTokenWithinMs`: what comes later is counted as late. */
  constructor(metrics: GatewayMetrics, labels: DeploymentLabels, firstTokenWithinMs: number) {
    const { deployment, model } = labels
    this.labels = labels
    this.#metrics = metrics
    this.#firstTokenSeconds = metrics.firstTokenSeconds.with({ deployment })
    this.#firstTokensLate = metrics.firstTokensLate.with({ deployment })
    this.#versionDrift = metrics.versionDrift.with({ deployment })
    this.#firstTokenWithinMs = firstTokenWithinMs
    this.#tokens = new TokenCounters((kind) => metrics.tokens.with({ deployment, model, class: kind }))
    this.costNanoUsd = metrics.costNanoUsd.with({ deployment, model })
    this.#unpriced = metrics.unpriced.with({ deployment, model })
    this.#promptEstimated = metrics.promptEstimated.with({ model })
    this.#promptMeasured = metrics.promptMeasured.with({ model })
    this.#answered = metrics.attempts.with({ deployment, outcome: 'answered' })
    this.#throttled = metrics.throttled.with({ deployment })
  }

  ended(operation: Operation, outcome: AttemptOutcome, seconds: number): void {
    if (outcome === 'answered') this.#answered.add()
    else this.#metrics.attempts.with({ deployment: this.labels.deployment, outcome }).add()
    this.#genAiOf(operation).ended(outcome, seconds)
  }

  began(afterMs: number): void {
    this.#firstTokenSeconds.observe(afterMs / 1000)
    if (afterMs > this.#firstTokenWithinMs) this.#firstTokensLate.value++
  }

  /** An answer was of another model version than the plan says. */
  drifted(): void {
    this.#versionDrift.add()
  }

  /** `status` is the provider's; null where none came. */
  answeredWith(status: number | null): void {
    if (status === 429) this.#throttled.add()
  }

  /** Of a prompt of text, what it was taken for and what it was. */
  measured(estimatedTokens: number, measuredTokens: number): void {
    this.#promptEstimated.add(estimatedTokens)
    this.#promptMeasured.add(measuredTokens)
  }

  /** `nanoUsd` is null where no price is known; the conventions want no usage that was estimated. */
  used(operation: Operation, usage: Usage, nanoUsd: number | null, isMeasured: boolean): void {
    this.#tokens.add(usage)
    if (nanoUsd === null) this.#unpriced.add(usage.input + usage.output)
    else this.costNanoUsd.add(nanoUsd)
    if (isMeasured) this.#genAiOf(operation).used(usage)
  }

  /** Of a stream that was answered; `tokens` is null where the provider did not count them. */
  streamed(operation: Operation, firstSeconds: number, restSeconds: number, tokens: number | null): void {
    this.#genAiOf(operation).streamed(firstSeconds, restSeconds, tokens)
  }

  #genAiOf(operation: Operation): GenAiMetrics {
    let genAi = this.#genAi.get(operation)
    if (genAi === undefined) {
      genAi = new GenAiMetrics(this.#metrics, this.labels, operation)
      this.#genAi.set(operation, genAi)
    }
    return genAi
  }
}

/** What one consumer used of each deployment; the entries are bounded by the deployments that it may use. */
export class ConsumerMetrics {
  /** The path, as far as the settings say. */
  readonly consumer: string
  readonly #metrics: GatewayMetrics
  readonly #uses = new Map<DeploymentMetrics, { tokens: TokenCounters; costNanoUsd: Counter }>()

  constructor(metrics: GatewayMetrics, path: string) {
    this.#metrics = metrics
    this.consumer = cutPath(path, metrics.settings.consumerDepth)
  }

  used(on: DeploymentMetrics, usage: Usage, nanoUsd: number | null): void {
    let use = this.#uses.get(on)
    if (use === undefined) {
      const { consumerTokens, consumerCostNanoUsd } = this.#metrics
      const { deployment, model, region } = on.labels
      const labels = { consumer: this.consumer, model, deployment, region: region ?? NONE }
      use = {
        tokens: new TokenCounters((kind) => consumerTokens.with({ ...labels, class: kind })),
        costNanoUsd: consumerCostNanoUsd.with(labels),
      }
      this.#uses.set(on, use)
    }
    use.tokens.add(usage)
    if (nanoUsd !== null) use.costNanoUsd.add(nanoUsd)
  }
}

function cutPath(path: string, depth: number): string {
  return path
    .split('/')
    .slice(0, depth + 1)
    .join('/')
}

/**
 * The same in the words of OpenTelemetry, for dashboards that know those alone; `gen-ai-words.ts` says which.
 */
class GenAiMetrics {
  readonly #metrics: GatewayMetrics
  readonly #labels: Readonly<Record<string, string>>
  /** From the first use on: where the provider tells none, the conventions want no series. */
  #tokens: { readonly input: Histogram; readonly output: Histogram } | null = null
  #streams: Readonly<Record<'firstChunk' | 'firstToken' | 'perToken', Histogram>> | null = null
  readonly #seconds = new Map<AttemptOutcome, Histogram>()

  constructor(metrics: GatewayMetrics, { provider, model }: DeploymentLabels, operation: Operation) {
    this.#metrics = metrics
    this.#labels = {
      gen_ai_operation_name: genAiOperation(operation),
      gen_ai_provider_name: GEN_AI_PROVIDERS[provider],
      gen_ai_request_model: model,
    }
  }

  used({ input, output }: Usage): void {
    this.#tokens ??= {
      input: this.#metrics.genAiTokens.with({ ...this.#labels, gen_ai_token_type: 'input' }),
      output: this.#metrics.genAiTokens.with({ ...this.#labels, gen_ai_token_type: 'output' }),
    }
    this.#tokens.input.observe(input)
    this.#tokens.output.observe(output)
  }

  streamed(firstSeconds: number, restSeconds: number, tokens: number | null): void {
    this.#streams ??= {
      firstChunk: this.#metrics.genAiFirstChunkSeconds.with(this.#labels),
      firstToken: this.#metrics.genAiFirstTokenSeconds.with(this.#labels),
      perToken: this.#metrics.genAiTokenSeconds.with(this.#labels),
    }
    this.#streams.firstChunk.observe(firstSeconds)
    this.#streams.firstToken.observe(firstSeconds)
    if (tokens !== null && tokens > 1) this.#streams.perToken.observe(restSeconds / (tokens - 1))
  }

  ended(outcome: AttemptOutcome, seconds: number): void {
    let histogram = this.#seconds.get(outcome)
    if (histogram === undefined) {
      const error = outcome === 'answered' ? {} : { error_type: outcome }
      histogram = this.#metrics.genAiSeconds.with({ ...this.#labels, ...error })
      this.#seconds.set(outcome, histogram)
    }
    histogram.observe(seconds)
  }
}
