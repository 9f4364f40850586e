import { type Clock, type ConsumerPath, type Failure, type Log } from '../base/index.ts'
import { costNanoUsd, type Usage } from '../ledger/index.ts'
import {
  actualAmounts,
  type Admitted,
  type BoundLimit,
  type BudgetNotices,
  type Counters,
  type Crossing,
  type Decision,
  type Detour,
  detourOf,
  describeNode,
  estimatedAmounts,
  fallbackModel,
  type Left,
  type LimitBook,
  limitFailure,
  mayPassLater,
  type RateLimitHeaders,
  rateLimitHeaders,
  type ResetForm,
  type Refused,
  type Reservation,
  retryAfterHeaders,
} from '../limits/index.ts'
import type { Exchange } from './exchange.ts'
import type { FleetDeployment } from './fleet.ts'
import type { GatewayMetrics } from './metrics.ts'

/** What an attempt may use, set aside until it ends. */
export interface Granted {
  readonly kind: 'granted'
  readonly limits: readonly BoundLimit[]
  /** Null where no limit binds. */
  readonly reservation: Reservation | null
  readonly headers: RateLimitHeaders | null
}

export interface Withheld {
  readonly kind: 'withheld'
  readonly failure: Failure
  readonly headers: RateLimitHeaders
  readonly detour: Detour
  /** The model that a used-up budget names to go on with. */
  readonly fallback: string | null
}

export type Ruling = Granted | Withheld

const UNLIMITED: Granted = { kind: 'granted', limits: [], reservation: null, headers: null }

export interface AllowanceParts {
  readonly counters: Counters
  readonly notices: BudgetNotices
  readonly metrics: GatewayMetrics
  readonly clock: Clock
  readonly log: Log
}

/**
 * The limits of the plan on the way of a request: what each attempt may need is set aside on every node that it
 * touches, in one step and before it is sent; what it truly used takes its place when it ends.
 */
export class Allowances {
  readonly #parts: AllowanceParts

  constructor(parts: AllowanceParts) {
    this.#parts = parts
  }

  /** Answers at once where the counters do, as those in memory; a promise is made only where they make one. */
  reserve(x: Exchange, candidate: FleetDeployment): Ruling | Promise<Ruling> {
    const path = x.consumer?.consumer.path
    if (path === undefined) throw new Error('limits are asked before the consumer is known')
    const limits = x.fleet.limits.binding(path, candidate.model.name, candidate.deployment.id)
    if (limits.length === 0) return UNLIMITED
    const { counters, clock } = this.#parts
    const nowMs = clock.nowMs()
    const form = resetFormOf(x)
    const decision = counters.reserve(limits, this.#estimated(x, candidate, limits), nowMs)
    return decision instanceof Promise
      ? decision.then((decided) => this.#rule(limits, decided, nowMs, form))
      : this.#rule(limits, decision, nowMs, form)
  }

  /** `usage` is null where nothing was used; `wasServed` is false for a try that never left, or that the client has no part in. */
  ended(granted: Granted, usage: Usage | null, nanoUsd: number | null, wasServed: boolean): void {
    const { reservation, limits } = granted
    if (reservation === null) return
    const { counters, clock } = this.#parts
    const nowMs = clock.nowMs()
    if (usage === null && !wasServed) {
      this.#watch(counters.release(reservation, nowMs), () => {})
      return
    }
    this.#watch(
      counters.settle(reservation, actualAmounts(limits, usage, nanoUsd ?? 0), nowMs),
      (crossings) => this.#crossed(limits, crossings),
    )
  }

  /** Why a consumer may not begin what is paid later, such as a provider's batch: a budget that is used up. */
  async whyNotBegin(
    book: LimitBook,
    consumer: ConsumerPath,
    { model, deployment }: FleetDeployment,
  ): Promise<Failure | null> {
    const budgets = book.binding(consumer, model.name, deployment.id).filter(isBudget)
    if (budgets.length === 0) return null
    const { counters, clock } = this.#parts
    const nowMs = clock.nowMs()
    const least = budgets.map(() => 1)
    const decision = await counters.reserve(budgets, least, nowMs)
    this.#note(budgets, decision)
    if (decision.kind === 'refused') return limitFailure(budgets, decision, nowMs)
    const { reservation } = decision
    this.ended({ kind: 'granted', limits: budgets, reservation, headers: null }, null, null, false)
    return null
  }

  /** What was used without being set aside before: it counts on budgets. A budget that is used up refuses already. */
  async afterwards(
    book: LimitBook,
    consumer: ConsumerPath,
    { model, deployment }: FleetDeployment,
    usage: Usage,
    nanoUsd: number | null,
  ): Promise<void> {
    const budgets = book.binding(consumer, model.name, deployment.id).filter(isBudget)
    if (budgets.length === 0) return
    const { counters, clock } = this.#parts
    const nothing = budgets.map(() => 0)
    const decision = await counters.reserve(budgets, nothing, clock.nowMs())
    if (decision.kind === 'refused') return
    const { reservation } = decision
    this.ended({ kind: 'granted', limits: budgets, reservation, headers: null }, usage, nanoUsd, true)
  }

  /** What is left of each of `limits`, for people and programs. */
  report(limits: readonly BoundLimit[]): Promise<readonly LimitReport[]> {
    const { counters, clock } = this.#parts
    return limitReports(counters, limits, clock.nowMs())
  }

  #estimated(x: Exchange, candidate: FleetDeployment, limits: readonly BoundLimit[]): readonly number[] {
    const { estimatedInput: input, estimatedOutput: output } = x
    const isPriced = limits.some(({ measure }) => measure === 'nano-usd')
    const usage = { input, cached: 0, output, reasoning: 0, audioInput: 0, audioOutput: 0 }
    const nanoUsd = isPriced ? (costNanoUsd(candidate.rates, usage, null) ?? 0) : 0
    return estimatedAmounts(limits, { inputTokens: input, outputTokens: output, nanoUsd })
  }

  #rule(limits: readonly BoundLimit[], decision: Decision, nowMs: number, form: ResetForm): Ruling {
    this.#note(limits, decision)
    if (decision.kind === 'refused') return withheld(limits, decision, nowMs, form)
    return granted(limits, decision, nowMs, form)
  }

  #note(limits: readonly BoundLimit[], decision: Decision): void {
    const { metrics, log } = this.#parts
    if (decision.kind === 'admitted') {
      for (const { index } of decision.wouldRefuse) {
        const limit = limits[index] as BoundLimit
        // Budgets that let free or cheaper calls pass are no shadows: they have refused where they meant to.
        if (limit.mode === 'shadow') metrics.limitShadowRefusals.with({ limit: limit.key }).add()
      }
      return
    }
    for (const { index, isFirst } of decision.refusals) {
      const { key, name, node } = limits[index] as BoundLimit
      metrics.limitRefusals.with({ limit: key }).add()
      if (isFirst) log.warn({ limit: name, node: describeNode(node) }, 'a limit is used up and refuses')
    }
  }

  #crossed(limits: readonly BoundLimit[], crossings: readonly Crossing[]): void {
    const { log, notices } = this.#parts
    for (const crossing of crossings) {
      const limit = limits[crossing.index] as BoundLimit
      const { percent, used, most } = crossing
      log.warn(
        { limit: limit.name, node: describeNode(limit.node), percent, used, most },
        'a budget reached a threshold',
      )
      notices.crossed(limit, crossing)
    }
  }

  /** Shared counters answer later; that they could not be reached is theirs to mend, and no matter of this exchange. */
  #watch<T>(result: T | Promise<T>, then: (value: T) => void): void {
    if (!(result instanceof Promise)) {
      then(result)
      return
    }
    result
      .then(then)
      .catch((error: unknown) =>
        this.#parts.log.error({ err: error }, 'a reservation could not be put right'),
      )
  }
}

/** On Azure's paths, in both of its versions, clients expect what Azure sends. */
function resetFormOf({ client }: Exchange): ResetForm {
  return client.url.startsWith('/openai/') ? 'seconds' : 'duration'
}

function granted(
  limits: readonly BoundLimit[],
  { reservation, left }: Admitted,
  nowMs: number,
  form: ResetForm,
): Granted {
  return { kind: 'granted', limits, reservation, headers: rateLimitHeaders(limits, left, nowMs, form) }
}

function withheld(limits: readonly BoundLimit[], refused: Refused, nowMs: number, form: ResetForm): Withheld {
  const failure = limitFailure(limits, refused, nowMs)
  const refusing = refused.refusals.map(({ index }) => limits[index] as BoundLimit)
  const left = refused.refusals.map((refusal) => refusal.left)
  return {
    kind: 'withheld',
    failure,
    headers: {
      ...rateLimitHeaders(refusing, left, nowMs, form),
      ...retryAfterHeaders(mayPassLater(limits, refused) ? failure.retryAfterMs : null),
    },
    detour: detourOf(limits, refused),
    fallback: fallbackModel(limits, refused),
  }
}

export interface LimitReport {
  readonly key: string
  readonly limit: string
  readonly node: string
  readonly measure: BoundLimit['measure']
  readonly mode: BoundLimit['mode']
  /** Nano-dollars for budgets, else a count. */
  readonly most: number
  readonly used: number
  readonly left: number
  readonly resetMs: number | null
}

/** For metrics. Counters that answer later are not waited for: the next look sees what they said. */
export function readLimitGauges(
  { counters, clock, log }: Pick<AllowanceParts, 'counters' | 'clock' | 'log'>,
  book: LimitBook,
  limitUsed: GatewayMetrics['limitUsed'],
): void {
  const limits = book.all()
  if (limits.length === 0) return
  const show = (left: readonly Left[]) => {
    for (const [i, { key }] of limits.entries()) {
      const { used, most } = left[i] as Left
      limitUsed.with({ limit: key }).set(most === 0 ? 1 : used / most)
    }
  }
  const left = counters.left(limits, clock.nowMs())
  if (left instanceof Promise)
    left.then(show).catch((error: unknown) => log.warn({ err: error }, 'what is left of limits is not known'))
  else show(left)
}

export async function limitReports(
  counters: Pick<Counters, 'left'>,
  limits: readonly BoundLimit[],
  nowMs: number,
): Promise<readonly LimitReport[]> {
  const left = await counters.left(limits, nowMs)
  return limits.map((limit, i) => reportOf(limit, left[i] as Left))
}

function reportOf(
  { key, name, node, measure, mode }: BoundLimit,
  { most, used, left, resetMs }: Left,
): LimitReport {
  return { key, limit: name, node: describeNode(node), measure, mode, most, used, left, resetMs }
}

function isBudget({ measure }: BoundLimit): boolean {
  return measure === 'nano-usd'
}
