import { type Clock, noReplicas, type Random, type ReplicaLink, type Standing } from '../../base/index.ts'
import type { Deployment, Plan } from '../../workload/index.ts'
import type { Fleet } from '../fleet.ts'
import type { CoolDown } from '../routing/cool-down.ts'
import {
  type BreakerTold,
  type CoolDownTold,
  type Cooling,
  MAX_THINGS,
  type LineTold,
  readNews,
  type UseTold,
  writeNews,
} from './news.ts'

/**
 * What gateways of a workload know of deployments, they know together: this one tells the others what became of its
 * calls, after the fact and at most so often, and takes over what they tell. Nothing of it is waited for.
 */
export interface SharedHealthParts {
  readonly link: ReplicaLink
  readonly clock: Clock
  readonly random: Random
  readonly fleet: () => Fleet
  /** What is told beside: of the lines in which exchanges wait. */
  readonly lines: {
    takeNews(): readonly LineTold[]
    heard(from: string, lines: readonly LineTold[], consumers: Plan['consumers']): void
    /** When there is something to tell again though nothing happens; null when there is not. */
    readonly tellAgainMs: number | null
  }
}

/** Between two tellings; the first one after a pause is told at once. */
const PAUSE_MS = 50
/** So much later than the gateway that opened a breaker the others try, each at its own time: one of them is enough. */
const LATER_MS = { least: 100, most: 400 }
/** Use and waiting lines of so long ago are history. */
const STALE_MS = 5_000

export class SharedHealth {
  readonly #parts: SharedHealthParts
  readonly #name: string
  readonly #isAlone: boolean
  #toldMs = Number.NEGATIVE_INFINITY
  #cancel: (() => void) | null = null
  #dueMs = 0

  constructor(parts: SharedHealthParts) {
    this.#parts = parts
    this.#name = Math.floor(parts.random.next() * 2 ** 48).toString(36)
    this.#isAlone = parts.link === noReplicas
    parts.link.listen((text, ageMs) => this.#hear(text, ageMs))
  }

  /** Something may be there to tell: a call was sent, answered, failed or over, or somebody waits. */
  touch(): void {
    if (this.#isAlone) return
    const nowMs = this.#parts.clock.monotonicMs()
    this.#tellIn(Math.max(0, this.#toldMs + PAUSE_MS - nowMs), nowMs)
  }

  close(): void {
    this.#cancel?.()
    this.#cancel = null
  }

  #tellIn(waitMs: number, nowMs: number): void {
    if (this.#cancel !== null) {
      if (this.#dueMs <= nowMs + waitMs) return
      this.#cancel()
    }
    this.#dueMs = nowMs + waitMs
    this.#cancel = this.#parts.clock.after(waitMs, () => {
      this.#cancel = null
      this.#tell()
    })
  }

  #tell(): void {
    const { clock, fleet, lines, link } = this.#parts
    const nowMs = clock.monotonicMs()
    const from = this.#name
    const breakers: BreakerTold[] = []
    const coolDowns: CoolDownTold[] = []
    const uses: UseTold[] = []
    const cooled = (what: Cooling, of: string, cool: CoolDown): void => {
      if (!cool.isUntold) return
      cool.isUntold = false
      coolDowns.push({ what, of, leftMs: cool.leftMs(nowMs), reason: cool.reason })
    }
    const { deployments, accounts } = fleet()
    for (const { deployment, health } of deployments.values()) {
      const of = deployment.id
      const is = health.breaker.takeNews()
      if (is !== null) breakers.push({ of, is, leftMs: health.breaker.waitMs(nowMs) })
      cooled('deployment', of, health.cool)
      cooled('missing', upstreamOf(deployment), health.missing)
      cooled('quota', deployment.quotaGroup, health.quota.cool)
      const bucket = health.bucket?.takeNews() ?? null
      const window = health.window?.takeNews() ?? null
      if (bucket !== null || window !== null) uses.push({ of, bucket, window })
    }
    for (const { account, health } of accounts.values()) cooled('account', account.name, health.out)
    const most = Math.max(breakers.length, coolDowns.length, uses.length)
    for (let at = 0; at < most; at += MAX_THINGS) {
      const part = {
        breakers: breakers.slice(at, at + MAX_THINGS),
        coolDowns: coolDowns.slice(at, at + MAX_THINGS),
        uses: uses.slice(at, at + MAX_THINGS),
      }
      link.tell({ text: writeNews({ from, ...part }), standing: this.#standing(part) })
    }
    for (const line of lines.takeNews()) link.tell({ text: writeNews({ from, lines: [line] }), standing: [] })
    this.#toldMs = nowMs
    if (lines.tellAgainMs !== null) this.#tellIn(lines.tellAgainMs, nowMs)
  }

  /** For gateways that begin later. A probe is over before anyone could. */
  #standing({
    breakers,
    coolDowns,
  }: {
    readonly breakers: readonly BreakerTold[]
    readonly coolDowns: readonly CoolDownTold[]
  }): readonly Standing[] {
    const from = this.#name
    const standing: Standing[] = []
    for (const one of breakers) {
      if (one.is === 'probing') continue
      const forMs = one.is === 'open' ? one.leftMs : 0
      standing.push({ name: `breaker ${one.of}`, text: writeNews({ from, breakers: [one] }), forMs })
    }
    for (const one of coolDowns) {
      const text = writeNews({ from, coolDowns: [one] })
      standing.push({ name: `${one.what} ${one.of}`, text, forMs: one.leftMs })
    }
    return standing
  }

  #hear(text: string, ageMs: number): void {
    const news = readNews(text)
    if (news === null || news.from === this.#name) return
    const { clock, fleet, random, lines } = this.#parts
    const nowMs = clock.monotonicMs()
    const { deployments, plan } = fleet()
    for (const { of, is, leftMs } of news.breakers) {
      const breaker = deployments.get(of)?.health.breaker
      if (is !== 'open') breaker?.heard(is, 0, nowMs)
      else if (leftMs > ageMs) {
        const laterMs = LATER_MS.least + random.next() * (LATER_MS.most - LATER_MS.least)
        breaker?.heard(is, leftMs - ageMs + laterMs, nowMs)
      }
    }
    for (const { what, of, leftMs, reason } of news.coolDowns) {
      if (leftMs <= ageMs) continue
      coolDownOf(fleet(), what, of)?.heard(leftMs - ageMs, reason, nowMs)
    }
    if (ageMs > STALE_MS) return
    for (const { of, bucket, window } of news.uses) {
      const health = deployments.get(of)?.health
      if (bucket !== null) health?.bucket?.heard(bucket, nowMs)
      if (window !== null) health?.window?.heard(window, nowMs)
    }
    if (news.lines.length > 0) lines.heard(news.from, news.lines, plan.consumers)
  }
}

/** A gateway with an older file may have asked for another name in vain. */
function upstreamOf({ account, upstreamName }: Deployment): string {
  return `${account} ${upstreamName}`
}

function coolDownOf({ deployments, accounts }: Fleet, what: Cooling, of: string): CoolDown | undefined {
  switch (what) {
    case 'account':
      return accounts.get(of)?.health.out
    case 'deployment':
      return deployments.get(of)?.health.cool
    case 'missing':
      for (const { deployment, health } of deployments.values())
        if (upstreamOf(deployment) === of) return health.missing
      return undefined
    case 'quota':
      for (const { deployment, health } of deployments.values())
        if (deployment.quotaGroup === of) return health.quota.cool
      return undefined
  }
}
