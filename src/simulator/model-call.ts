import type { BilledUsage, BillOutcome } from './bills.ts'
import type { AccountState, DeploymentState } from './estate.ts'
import type { Place } from './faults.ts'
import type { JsonObject } from './json.ts'
import { Pace } from './pace.ts'
import type { Room } from './room.ts'
import type { Route } from './routes.ts'
import type { AnswerHeaders, Visit } from './visit.ts'

/** What a request asks of a model, as far as admission, filter and bill need to know. */
export interface Ask {
  /** All text of the prompt. */
  readonly prompt: string
  readonly promptTokens: number
  /** What Azure's rate limit counts before the answer is known. */
  readonly admissionTokens: number
  /** What the client allows the answer to be; null when it does not say. */
  readonly maxOutputTokens: number | null
  readonly stream: boolean
  readonly cacheKey: string | null
  readonly serviceTier: ServiceTier
}

/** Azure answers with the tier that it gave; here it is always the one asked for. */
export type ServiceTier = 'default' | 'priority' | 'flex'

export function serviceTierOf(body: JsonObject): ServiceTier {
  const asked = body['service_tier']
  return asked === 'priority' || asked === 'flex' ? asked : 'default'
}

/** How a stream is to be spoilt. */
export interface StreamFaults {
  readonly errorFirst: boolean
  readonly cutAfterEvents: number | null
}

/** A call that was admitted: who serves it, what it has used so far, and its one bill. */
export class ModelCall {
  readonly room: Room
  readonly visit: Visit
  readonly route: Route
  readonly account: AccountState
  readonly asked: DeploymentState
  readonly served: DeploymentState
  readonly ask: Ask
  /** Azure's name for the operation, as its messages spell it. */
  readonly operation: string
  readonly cachedTokens: number
  readonly pace: Pace
  readonly streamFaults: StreamFaults
  readonly startedMs: number
  readonly createdSeconds: number
  /** Output handed to the client so far, reasoning included: what a cut leaves on the bill. */
  producedTokens = 0
  producedReasoning = 0
  readonly #bucketCost: number
  #settled = false
  #onCut: (() => void) | null = null

  constructor(parts: {
    room: Room
    visit: Visit
    route: Route
    account: AccountState
    asked: DeploymentState
    served: DeploymentState
    ask: Ask
    operation: string
    cachedTokens: number
    bucketCost: number
  }) {
    this.room = parts.room
    this.visit = parts.visit
    this.route = parts.route
    this.account = parts.account
    this.asked = parts.asked
    this.served = parts.served
    this.ask = parts.ask
    this.operation = parts.operation
    this.cachedTokens = parts.cachedTokens
    this.#bucketCost = parts.bucketCost
    const { faults, clock, random, settings } = this.room
    const brownout = faults.strike('brownout', this.place)
    const slow = parts.ask.stream ? faults.strike('slow-stream', this.place) : null
    const latency = this.served.settings.latency ?? settings.latency
    this.pace = new Pace(
      slow === null ? latency : { ...latency, perTokenMs: slow.perTokenMs },
      random,
      brownout ?? { delayMs: 0, factor: 1 },
    )
    this.streamFaults = parts.ask.stream
      ? {
          errorFirst: faults.strike('error-in-stream', this.place) !== null,
          cutAfterEvents: faults.strike('cut-mid-stream', this.place)?.afterEvents ?? null,
        }
      : { errorFirst: false, cutAfterEvents: null }
    this.startedMs = clock.monotonicMs()
    this.createdSeconds = Math.floor(clock.nowMs() / 1000)
    this.served.counts.active++
  }

  get place(): Place {
    return { account: this.account.name, region: this.account.region, deployment: this.served.name }
  }

  get spilled(): boolean {
    return this.served !== this.asked
  }

  get isSettled(): boolean {
    return this.#settled
  }

  headers(contentType: string): AnswerHeaders {
    const headers = this.visit.headers(contentType)
    headers['x-ms-deployment-name'] = this.served.name
    headers['x-ms-rai-invoked'] = 'true'
    headers['azureml-model-session'] = 'simulated'
    headers['x-accel-buffering'] = 'no'
    if (this.spilled) headers['x-ms-spillover-from-deployment'] = this.asked.name
    return Object.assign(headers, capacityHeaders(this.served, this.room))
  }

  /** Sends JSON after what the model would take for `tokens`, with the bill written before the first byte. */
  reply(
    body: () => string | Buffer,
    usage: BilledUsage,
    options: { contentType?: string; outcome?: BillOutcome } = {},
  ): void {
    this.wait(
      this.pace.answerMs(usage.output),
      () => {
        this.settle(usage, 200, options.outcome ?? 'answered')
        this.visit.send(200, body(), this.headers(options.contentType ?? 'application/json'))
      },
      usage,
    )
  }

  /** Calls back after `delayMs`, at once when that is nothing, and never when the client or a fault has cut the call. */
  wait(delayMs: number, callback: () => void, whole: BilledUsage | null = null): void {
    if (delayMs <= 0) {
      callback()
      return
    }
    const cancel = this.room.timeline.after(delayMs, () => {
      this.#onCut = null
      callback()
    })
    this.#watch(() => {
      cancel()
      if (whole === null) return
      const produced = this.pace.tokensAfter(this.room.clock.monotonicMs() - this.startedMs, whole.output)
      this.producedTokens = produced
      this.producedReasoning = Math.min(produced, whole.reasoning)
    })
  }

  /** Calls back when the client reads again. */
  waitForDrain(callback: () => void): void {
    const { response } = this.visit
    response.once('drain', callback)
    this.#watch(() => response.off('drain', callback))
  }

  /**
   * Ends the call from outside: the client went away, or a fault struck. What was made so far is billed, but of a line of a
   * batch, which is taken up again and billed when it has ended.
   */
  cut(by: 'client' | 'fault'): void {
    if (!this.#settled) {
      this.#onCut?.()
      this.#onCut = null
      const usage = {
        input: this.ask.promptTokens,
        cached: this.cachedTokens,
        output: this.producedTokens,
        reasoning: this.producedReasoning,
      }
      const isTakenUpAgain = by === 'fault' && this.served.isBatch
      this.settle(isTakenUpAgain ? null : usage, 200, by === 'client' ? 'cut-by-client' : 'cut-by-fault')
    }
    if (by === 'fault') this.visit.destroy()
  }

  /** Once: the bill, and the truth for the bucket. With null nothing is billed. */
  settle(usage: BilledUsage | null, status: number, outcome: BillOutcome): void {
    if (this.#settled) return
    this.#settled = true
    const { room, served } = this
    room.underWay.delete(this)
    served.counts.active--
    if (served.bucket !== null) {
      const { bucket } = served
      const actual = usage === null ? 0 : bucket.cost(usage.input, usage.cached, usage.output)
      bucket.correct(this.#bucketCost, actual, room.clock.monotonicMs())
    }
    if (usage === null) return
    served.counts.answered++
    if (this.spilled) this.asked.counts.spilled++
    room.bills.add({
      atMs: room.clock.nowMs(),
      account: this.account.name,
      region: this.account.region,
      deployment: served.name,
      asked: this.asked.name,
      model: served.modelName,
      type: served.settings.type,
      serviceTier: this.ask.serviceTier,
      operation: this.route.operation,
      requestId: this.visit.requestId,
      clientRequestId: this.visit.clientRequestId,
      status,
      usage,
      outcome,
    })
  }

  #watch(onCut: () => void): void {
    this.#onCut = onCut
    if (this.room.underWay.has(this)) return
    this.room.underWay.add(this)
    this.visit.response.once('close', () => this.cut('client'))
    // It may have closed while the body was read.
    if (this.visit.response.destroyed) this.cut('client')
  }
}

/** Rate-limit headers tell the admission's counters, not usage. Source: a recorded answer of Azure, see docs/simulator.md. */
export function capacityHeaders(deployment: DeploymentState, room: Room): AnswerHeaders {
  const headers: AnswerHeaders = {}
  const { window, bucket, settings, limitShare } = deployment
  if (bucket !== null) {
    const utilization = bucket.utilization(room.clock.monotonicMs())
    headers['azure-openai-deployment-utilization'] = `${(utilization * 100).toFixed(1)}%`
  }
  if (window === null) return headers
  const nowMs = room.clock.nowMs()
  if (settings.requestsPerMinute !== null) {
    const limit = Math.floor(settings.requestsPerMinute * limitShare)
    headers['x-ratelimit-limit-requests'] = String(limit)
    headers['x-ratelimit-remaining-requests'] = String(Math.max(0, limit - window.requestsUsed(nowMs)))
  }
  if (settings.tokensPerMinute !== null) {
    const limit = Math.floor(settings.tokensPerMinute * limitShare)
    headers['x-ratelimit-limit-tokens'] = String(limit)
    headers['x-ratelimit-remaining-tokens'] = String(Math.max(0, limit - window.tokensUsed(nowMs)))
  }
  return headers
}
