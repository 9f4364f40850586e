import type { Verdict } from '../../providers/index.ts'
import type { Consumer, Deployment, GatewaySettings } from '../../workload/index.ts'
import { Breaker } from './breaker.ts'
import { CoolDown } from './cool-down.ts'
import { PtuBucket } from './ptu-bucket.ts'
import { TokenWindow } from './token-window.ts'

/** How long a refused credential or a missing deployment is left alone before one call tries it again. */
const CREDENTIAL_OUT_MS = 10_000
const MISCONFIGURED_OUT_MS = 60_000
/** Of a longer one a gateway that was only told of it makes sure itself. */
const LONGEST_HEARD_MS = 60_000

/** What deployments with one quota share: Azure counts Standard tokens by subscription, region, model and type. */
export class QuotaGroup {
  readonly cool = new CoolDown(LONGEST_HEARD_MS)
}

/** What an account's deployments share: when its credential was refused, none of them can serve. */
export class AccountHealth {
  readonly out = new CoolDown(CREDENTIAL_OUT_MS)
}

/** Batch calls leave a provisioned deployment this much below its soft cap, so that others find room in it. */
const BATCH_MARGIN = 0.1
/** Weight of the newest call in the running latency. */
const LATENCY_WEIGHT = 0.1
/** What was slow is forgotten by half in this time, so that a deployment which nobody chooses gets another chance. */
const LATENCY_HALF_LIFE_MS = 10_000

export type Availability =
  | { readonly kind: 'ready' }
  /** May be used when nothing better is left. */
  | { readonly kind: 'reluctant'; readonly reason: string }
  /** Said that it is full; asking again before `waitMs` is of no use. */
  | { readonly kind: 'saturated'; readonly reason: string; readonly waitMs: number }
  | { readonly kind: 'out'; readonly reason: string; readonly waitMs: number }

const READY: Availability = { kind: 'ready' }

/** Why is the operator's to say: it is for other operators, and stands in no answer to a client. */
export interface Drain {
  readonly reason: string | null
}

/** All that the gateway knows of how one deployment is doing. Outlives a reload that leaves the deployment as it was. */
export class DeploymentHealth {
  readonly breaker: Breaker
  readonly bucket: PtuBucket | null
  readonly window: TokenWindow | null
  readonly softCap: number
  readonly outputWeight: number
  readonly quota: QuotaGroup
  readonly account: AccountHealth
  inFlight = 0
  /** Running mean of the time to the first byte of an answer; 0 before the first one. */
  latencyMs = 0
  #latencyAtMs = 0
  readonly cool = new CoolDown(LONGEST_HEARD_MS)
  /** The provider knows of no such deployment. */
  readonly missing = new CoolDown(MISCONFIGURED_OUT_MS)
  /** An operator took it out of use, until it is put back; null where none did. */
  drain: Drain | null = null

  constructor(
    deployment: Deployment,
    quota: QuotaGroup,
    account: AccountHealth,
    breaker: GatewaySettings['breaker'],
  ) {
    const { capacity } = deployment
    this.quota = quota
    this.account = account
    this.breaker = new Breaker(breaker)
    const rate = capacity.kind === 'provisioned' ? capacity.inputTokensPerMinute : null
    this.bucket = rate === null ? null : new PtuBucket(rate)
    this.softCap = capacity.kind === 'provisioned' ? capacity.softCap : 1
    this.outputWeight = capacity.kind === 'provisioned' ? capacity.outputWeight : 1
    this.window = capacity.kind === 'tokens' ? new TokenWindow(capacity.tokensPerMinute) : null
  }

  /**
   * `where`: batch calls leave provisioned deployments sooner. `isWaiting`: for whoever has time a bucket over its soft
   * cap is full, until it has drained that far.
   */
  availability(
    nowMs: number,
    estimatedTokens: number,
    where: Consumer['priority'] = 'standard',
    isWaiting: boolean = false,
  ): Availability {
    if (this.drain !== null) return { kind: 'out', reason: 'drained by the operator', waitMs: 0 }
    const { account, missing, cool, quota } = this
    if (nowMs < account.out.untilMs) return out(account.out.reason, account.out.leftMs(nowMs))
    if (nowMs < missing.untilMs) return out(missing.reason, missing.leftMs(nowMs))
    if (nowMs < cool.untilMs) return saturated(cool.reason, cool.leftMs(nowMs))
    if (nowMs < quota.cool.untilMs) return saturated(quota.cool.reason, quota.cool.leftMs(nowMs))
    const breaker = this.breaker.state(nowMs)
    if (breaker === 'open') return { kind: 'reluctant', reason: 'breaker open' }
    if (this.bucket !== null) {
      const utilization = this.bucket.utilization(nowMs)
      const cap = where === 'batch' ? Math.max(0, this.softCap - BATCH_MARGIN) : this.softCap
      if (utilization >= cap) {
        const reason = `PTU utilization ${percent(utilization)}, soft cap ${percent(cap)}`
        if (isWaiting) return saturated(reason, Math.max(1, this.bucket.waitMs(cap, nowMs)))
        return { kind: 'reluctant', reason }
      }
    }
    if (this.window !== null && this.window.remaining(nowMs) < estimatedTokens) {
      return { kind: 'reluctant', reason: 'tokens of this minute are used up' }
    }
    return READY
  }

  /**
   * Milliseconds to leave between calls that waited, so that they do not all come at the instant at which a minute's
   * quota is open again: the time in which the quota grows by one of them. A bucket says itself when there is room.
   */
  paceMs(estimatedTokens: number): number {
    return this.window === null ? 0 : this.window.growthMs(estimatedTokens)
  }

  /** Lower is better: how long the calls under way are likely to hold a new one up. */
  load(nowMs: number): number {
    const age = (nowMs - this.#latencyAtMs) / LATENCY_HALF_LIFE_MS
    return (this.inFlight + 1) * (1 + this.latencyMs * 2 ** -age)
  }

  sent(inputTokens: number, outputTokens: number, nowMs: number): void {
    this.inFlight++
    this.breaker.sent(nowMs)
    this.bucket?.add(inputTokens + outputTokens * this.outputWeight, nowMs)
    this.window?.add(inputTokens + outputTokens, nowMs)
  }

  answered(firstByteMs: number, nowMs: number): void {
    this.breaker.succeeded(nowMs)
    this.cool.passed(nowMs)
    this.missing.passed(nowMs)
    this.quota.cool.passed(nowMs)
    this.account.out.passed(nowMs)
    this.latencyMs =
      this.latencyMs === 0 ? firstByteMs : this.latencyMs + (firstByteMs - this.latencyMs) * LATENCY_WEIGHT
    this.#latencyAtMs = nowMs
  }

  /** What `verdict` says about the deployment, its account and its quota. */
  failed(verdict: Verdict, nowMs: number): void {
    switch (verdict.kind) {
      case 'saturated': {
        const reason = `429 (${verdict.cause})`
        // Deployments of one subscription, region, model and type divide one quota among them: what one of them was
        // refused, the others are no fail-over for.
        const isQuota =
          verdict.scope === 'quota-group' || verdict.cause === 'tokens' || verdict.cause === 'requests'
        const cool = isQuota ? this.quota.cool : this.cool
        cool.begin(verdict.retryAfterMs, reason, nowMs)
        if (verdict.cause === 'provisioned') this.bucket?.observe(1, nowMs)
        // It answered, and at once: a full deployment is not a broken one.
        this.breaker.succeeded(nowMs)
        return
      }
      case 'credential':
        this.account.out.begin(CREDENTIAL_OUT_MS, 'the provider refused the credential', nowMs)
        this.breaker.released()
        return
      case 'misconfigured':
        this.missing.begin(MISCONFIGURED_OUT_MS, 'the provider has no such deployment', nowMs)
        this.breaker.released()
        return
      case 'fault':
        this.breaker.failed(nowMs)
        if (verdict.retryAfterMs !== null) {
          this.cool.begin(verdict.retryAfterMs, 'the provider asked to wait', nowMs)
        }
        return
      case 'answer':
      case 'refuse':
      case 'elsewhere':
        this.breaker.succeeded(nowMs)
    }
  }

  /** The call is over; `unusedTokens` is what the estimate had too much, weighted for provisioned throughput. */
  ended(unusedTokens: number, nowMs: number): void {
    this.inFlight--
    if (unusedTokens !== 0) this.bucket?.add(-unusedTokens, nowMs)
  }
}

function out(reason: string, waitMs: number): Availability {
  return { kind: 'out', reason, waitMs }
}

function saturated(reason: string, waitMs: number): Availability {
  return { kind: 'saturated', reason, waitMs }
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
