import type { z } from 'zod'

import type { live as liveSchema, OVERVIEW } from './api/overview.ts'
import { ApiProblem } from './api-problem.ts'
import type { EventSink } from './call.ts'
import { askGateway } from './gateway-control.ts'
import { type AlertInForce, type Incident, incidentsSince, shownAlert } from './incidents.ts'
import type { ControlModel } from './handlers/deployments.ts'
import type { ApiPorts } from './ports.ts'

export type Live = z.output<typeof liveSchema>
export type LiveSink = EventSink<typeof OVERVIEW.live.answer.events>

/** What the control socket says of what was counted since the start. */
export interface LiveTotals {
  readonly exchangesUnderWay: number
  readonly waiting: number
  readonly answered: number
  readonly refused: number
  readonly failed: number
  readonly tokens: number
  readonly nanoUsd: number
  readonly boundsSeconds: readonly number[]
  readonly firstTokenCounts: readonly number[]
  readonly totalCounts: readonly number[]
  readonly deployments: Readonly<
    Record<
      string,
      { readonly attempts: number; readonly failed: number; readonly firstTokenCounts: readonly number[] }
    >
  >
}

export interface LiveSnapshot {
  readonly totals: LiveTotals
  readonly models: readonly ControlModel[]
  readonly alerts: readonly AlertInForce[]
}

const POLL_MS = 2_000
/** Between the first look and the second: nothing is shown before there is a time that rates are of. */
const FIRST_SPAN_MS = 1_000
const INCIDENTS_BACK_MS = 3_600_000
/** Incidents are looked for at each of so many looks. */
const INCIDENTS_EVERY = 5
const NANO_USD_PER_USD = 1e9
const HOUR_S = 3_600

/**
 * What happens now, for all who look: the gateway is asked once for all of them, and only while somebody looks. What
 * was counted between two answers makes the rates.
 */
export class LiveFeed {
  readonly #ports: ApiPorts
  readonly #viewers = new Set<LiveSink>()
  #stop: (() => void) | null = null
  #isAsking = false
  #before: { readonly totals: LiveTotals; readonly atMs: number } | null = null
  #last: Live | null = null
  #looks = 0
  /** Incidents that viewers know of, as they knew them; null before the first look. */
  #known: ReadonlySet<string> | null = null

  constructor(ports: ApiPorts) {
    this.#ports = ports
  }

  /** Sends what happens until the viewer goes. */
  async show(viewer: LiveSink): Promise<void> {
    this.#viewers.add(viewer)
    if (this.#last !== null) viewer.send('live', this.#last)
    if (this.#stop === null) {
      this.#stop = this.#ports.clock.every(POLL_MS, () => void this.#look())
      void this.#begin()
    }
    await ended(viewer.signal)
    this.#viewers.delete(viewer)
    if (this.#viewers.size > 0) return
    this.#stop?.()
    this.#stop = null
    // Whoever looks next wants no rates over the time in which nobody did.
    this.#before = null
    this.#last = null
    this.#looks = 0
    this.#known = null
  }

  async #begin(): Promise<void> {
    await this.#look()
    await this.#ports.clock.sleep(FIRST_SPAN_MS)
    if (this.#viewers.size > 0) await this.#look()
  }

  async #look(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    try {
      const snapshot = await askGateway<LiveSnapshot>(this.#ports, 'GET', '/live')
      const { clock, design } = this.#ports
      const now = { totals: snapshot.totals, atMs: clock.monotonicMs() }
      const before = this.#before
      this.#before = now
      if (before !== null) {
        const last = {
          ...between(before, now, snapshot.models, capacities(design())),
          atMs: clock.nowMs(),
          alerts: snapshot.alerts.map(shownAlert),
        }
        this.#last = last
        for (const viewer of this.#viewers) viewer.send('live', last)
      }
      if (this.#looks++ % INCIDENTS_EVERY === 0) await this.#tellIncidents(clock.nowMs())
    } catch (error) {
      if (!(error instanceof ApiProblem)) this.#ports.log.error({ err: error }, 'live figures failed')
      // Rates over the time in which it was away would be wrong.
      this.#before = null
      for (const viewer of this.#viewers) viewer.send('problem', { message: (error as Error).message })
    } finally {
      this.#isAsking = false
    }
  }

  /** Those that began or ended since the look before. */
  async #tellIncidents(nowMs: number): Promise<void> {
    const { incidents } = await incidentsSince(this.#ports, nowMs - INCIDENTS_BACK_MS)
    const known = this.#known
    this.#known = new Set(incidents.map(stateOf))
    if (known === null) return
    for (const incident of incidents.filter((one) => !known.has(stateOf(one))).toReversed())
      for (const viewer of this.#viewers) viewer.send('incident', incident)
  }
}

/** The same again when it has ended. */
function stateOf({ id, untilMs }: Incident): string {
  return `${id} ${untilMs ?? 'lasts'}`
}

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** Tokens a minute by deployment, of those that have such a quota. */
function capacities({ plan }: ReturnType<ApiPorts['design']>): ReadonlyMap<string, number> {
  const all = [...plan.deployments.values()]
  return new Map(
    all.flatMap(({ id, capacity }) => (capacity.kind === 'tokens' ? [[id, capacity.tokensPerMinute]] : [])),
  )
}

interface Moment {
  readonly totals: LiveTotals
  readonly atMs: number
}

/** Of a process that was started anew counts begin at 0: what fell is taken to have grown by what it is. */
function grown(now: number, before: number): number {
  return now >= before ? now - before : now
}

export function between(
  before: Moment,
  { totals, atMs }: Moment,
  models: readonly ControlModel[],
  tokensPerMinute: ReadonlyMap<string, number>,
): Omit<Live, 'atMs' | 'alerts'> {
  const seconds = Math.max(0.001, (atMs - before.atMs) / 1000)
  const rate = (now: number, then: number | undefined) => grown(now, then ?? 0) / seconds
  const was = before.totals
  const quantiles = (now: readonly number[], then: readonly number[] | undefined) => {
    const counts = now.map((count, i) => grown(count, then?.[i] ?? 0))
    return [quantileMs(counts, totals.boundsSeconds, 0.5), quantileMs(counts, totals.boundsSeconds, 0.95)]
  }
  const [firstTokenP50Ms = null, firstTokenP95Ms = null] = quantiles(
    totals.firstTokenCounts,
    was.firstTokenCounts,
  )
  const [totalP50Ms = null, totalP95Ms = null] = quantiles(totals.totalCounts, was.totalCounts)
  const deployments = models.flatMap(({ deployments: reports }) =>
    reports.map((report) => {
      const now = totals.deployments[report.deployment]
      const then = was.deployments[report.deployment]
      const most = tokensPerMinute.get(report.deployment)
      return {
        deployment: report.deployment,
        region: report.region,
        status: report.status,
        reason: report.reason,
        breaker: report.breaker,
        isDrained: report.isDrained,
        inFlight: report.inFlight,
        attemptsPerSecond: rate(now?.attempts ?? 0, then?.attempts),
        failedPerSecond: rate(now?.failed ?? 0, then?.failed),
        ptuUtilization: report.ptuUtilization,
        quotaUsed: most === undefined || report.tokensLeft === null ? null : 1 - report.tokensLeft / most,
        firstTokenP95Ms: quantiles(now?.firstTokenCounts ?? [], then?.firstTokenCounts)[1] ?? null,
      }
    }),
  )
  return {
    exchangesUnderWay: totals.exchangesUnderWay,
    exchangesPerSecond:
      rate(totals.answered, was.answered) +
      rate(totals.refused, was.refused) +
      rate(totals.failed, was.failed),
    failedPerSecond: rate(totals.failed, was.failed),
    refusedPerSecond: rate(totals.refused, was.refused),
    tokensPerSecond: rate(totals.tokens, was.tokens),
    usdPerHour: (rate(totals.nanoUsd, was.nanoUsd) * HOUR_S) / NANO_USD_PER_USD,
    waiting: totals.waiting,
    firstTokenP50Ms,
    firstTokenP95Ms,
    totalP50Ms,
    totalP95Ms,
    regions: regionsOf(deployments),
    deployments: deployments.map(({ region: _region, ...shown }) => shown),
  }
}

function regionsOf(
  deployments: readonly (Live['deployments'][number] & { readonly region: string | null })[],
): Live['regions'] {
  const byRegion = Map.groupBy(deployments, ({ region }) => region ?? '')
  return [...byRegion].flatMap(([region, own]) => {
    if (region === '') return []
    // One whose breaker is open serves only where nothing else can.
    const usable = own.filter(
      ({ status, breaker }) => (status === 'healthy' || status === 'degraded') && breaker !== 'open',
    )
    const isWhole = own.every(({ status }) => status === 'healthy')
    const sum = (of: (one: Live['deployments'][number]) => number) =>
      own.reduce((total, one) => total + of(one), 0)
    return [
      {
        region,
        status: isWhole
          ? ('healthy' as const)
          : usable.length > 0
            ? ('degraded' as const)
            : ('unavailable' as const),
        attemptsPerSecond: sum(({ attemptsPerSecond }) => attemptsPerSecond),
        failedPerSecond: sum(({ failedPerSecond }) => failedPerSecond),
        inFlight: sum(({ inFlight }) => inFlight),
      },
    ]
  })
}

/** In the bucket that holds it, as if what it counts were spread evenly; null where nothing was counted. */
export function quantileMs(
  counts: readonly number[],
  boundsSeconds: readonly number[],
  share: number,
): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (total === 0) return null
  const wanted = total * share
  let below = 0
  for (const [i, count] of counts.entries()) {
    if (below + count < wanted) {
      below += count
      continue
    }
    const from = i === 0 ? 0 : (boundsSeconds[i - 1] ?? 0)
    // Above the last bound nothing is known but that.
    const to = boundsSeconds[i] ?? from
    return (from + ((to - from) * (wanted - below)) / count) * 1000
  }
  return null
}
