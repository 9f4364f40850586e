import {
  bareAddress,
  type Clock,
  type ConsumerPath,
  exchangeIds,
  Failure,
  type Log,
  mayBeRebound,
  noReplicas,
  type Random,
  type ReplicaLink,
  type SpanSink,
  TrustedProxies,
} from '../base/index.ts'
import type { Journal, Pricing, TextKeys } from '../ledger/index.ts'
import { PlaygroundTokens, type StoredKey } from '../identity/index.ts'
import { type BudgetNotices, type Counters, WAITING_CLASSES } from '../limits/index.ts'
import { Allowances, type LimitReport, readLimitGauges } from './allowances.ts'
import type { BatchRecord, BatchStore, LineAnswer, LineCall } from '../batches/index.ts'
import type { Batching } from './batches/batching.ts'
import { lineAnswer } from './batches/line-answer.ts'
import { lookUpstream } from './batches/upstream-watch.ts'
import { LineClient } from './batches/line-client.ts'
import { BodyBudget } from './body-budget.ts'
import { Deadlines } from './deadlines.ts'
import { Exchange } from './exchange.ts'
import { type Fleet, labelledNames, unusedPools } from './fleet.ts'
import type { GroupView, HealthReport } from './group.ts'
import { modelReports, notReady } from './health.ts'
import { KeyUse } from './key-use.ts'
import { LIVE_FAMILIES, type LiveTotals, liveTotals } from './live-totals.ts'
import { type ClientChannel, type HttpServer, startHttpServer } from './http-server.ts'
import type { GatewayMetrics } from './metrics.ts'
import { Operations } from './operations.ts'
import { run } from './pipeline.ts'
import type { Drain } from './routing/deployment-health.ts'
import { endOf, readPlanGauges } from './plan-gauges.ts'
import { SharedHealth } from './replicas/shared-health.ts'
import { ResponseIds } from './response-ids.ts'
import { Texts } from './tracing/texts.ts'
import { Tracing } from './tracing/tracing.ts'
import { WaitingLines } from './waiting-lines.ts'
import { StrangerAllowance } from './stranger-allowance.ts'

/** What of a key a request needs. */
export type FoundKey = Pick<StoredKey, 'id' | 'consumer'>

/** Where keys are looked up; `src/identity` has the index. */
export interface Keys {
  find(presentedKey: string, nowMs: number): FoundKey | 'unknown' | 'unavailable'
  readonly isReadable: boolean
}

export interface GatewayParts {
  readonly fleet: Fleet
  readonly keys: Keys
  readonly journal: Journal
  /** Seal text that is kept. */
  readonly textKeys: TextKeys
  readonly pricing: Pricing
  readonly counters: Counters
  readonly notices: BudgetNotices
  /** To the other gateways of the workload; whoever made it closes it. */
  readonly replicas: ReplicaLink
  readonly metrics: GatewayMetrics
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** What an operator should know while requests may be sent here all the same. */
  readonly warnings: () => readonly string[]
  /** At least 32 bytes, the same on every replica. */
  readonly signingKey: Buffer
  /** Where other processes serve the same port; null where this one serves alone. */
  readonly group: GroupView | null
  /** Null where files and batches are not served. */
  readonly batching: Batching | null
  /** Where spans go; null where nothing is traced. */
  readonly spans: SpanSink | null
}

/** What the steps may use. */
export interface GatewayDependencies extends Omit<
  GatewayParts,
  'fleet' | 'signingKey' | 'counters' | 'notices' | 'group' | 'replicas' | 'spans'
> {
  /** Null where nothing is traced. */
  readonly tracing: Tracing | null
  readonly texts: Texts
  readonly allowances: Allowances
  readonly lines: WaitingLines
  readonly sharedHealth: SharedHealth
  readonly deadlines: Deadlines
  readonly responseIds: ResponseIds
  readonly playground: PlaygroundTokens
  readonly keyUse: KeyUse
  readonly bodies: BodyBudget
  readonly strangers: StrangerAllowance
  readonly proxies: TrustedProxies
}

/** A fleet and how many exchanges are under way on it. */
class Tenure {
  readonly fleet: Fleet
  underWay = 0

  constructor(fleet: Fleet) {
    this.fleet = fleet
  }
}

/** The data plane: a listener, the fleet it serves, and what is under way. */
export class Gateway {
  readonly #deps: GatewayDependencies
  readonly #newId: ReturnType<typeof exchangeIds>
  readonly #operations: Operations
  readonly #sharesPort: boolean
  readonly #counting: Pick<GatewayParts, 'counters' | 'clock' | 'log'>
  #tenure: Tenure
  /** Fleets that were replaced and still have exchanges under way. */
  readonly #former = new Set<Tenure>()
  #server: HttpServer | null = null
  #operationsServer: HttpServer | null = null
  #draining = false
  #idle: (() => void) | null = null

  constructor({ fleet, signingKey, group, ...parts }: GatewayParts) {
    this.#tenure = new Tenure(fleet)
    this.#newId = exchangeIds(() => parts.clock.nowMs())
    const deadlines = new Deadlines(parts.clock)
    const isShared = parts.replicas !== noReplicas
    const lines = new WaitingLines(parts.clock, deadlines, parts.metrics, isShared)
    const tracing = tracingOf(fleet, parts)
    this.#deps = {
      ...parts,
      allowances: new Allowances(parts),
      deadlines,
      lines,
      sharedHealth: new SharedHealth({
        ...parts,
        link: parts.replicas,
        lines,
        fleet: () => this.#tenure.fleet,
      }),
      responseIds: new ResponseIds(signingKey),
      playground: new PlaygroundTokens(signingKey),
      keyUse: new KeyUse(parts.journal),
      bodies: new BodyBudget(fleet.plan.gateway.bodiesLimitBytes),
      strangers: new StrangerAllowance(),
      proxies: new TrustedProxies(fleet.plan.gateway.trustedProxies),
      tracing,
      texts: new Texts({
        journal: parts.journal,
        textKeys: parts.textKeys,
        clock: parts.clock,
        registry: parts.metrics.registry,
        isTraced: tracing !== null,
      }),
    }
    this.#sharesPort = group !== null
    this.#counting = parts
    this.#operations = new Operations({
      group,
      standing: () => this.standing(),
      metrics: () => this.metricsText(),
      newId: this.#newId,
      log: parts.log,
    })
    parts.metrics.registry.beforeCollect(() => this.#readGauges())
  }

  get fleet(): Fleet {
    return this.#tenure.fleet
  }

  get address(): { host: string; port: number } {
    if (this.#server === null) throw new Error('the gateway does not listen yet')
    return { host: this.#server.host, port: this.#server.port }
  }

  /** Null when the plan asks for no listener of operations. */
  get operationsAddress(): { host: string; port: number } | null {
    const server = this.#operationsServer
    return server === null ? null : { host: server.host, port: server.port }
  }

  get exchangesUnderWay(): number {
    let underWay = this.#tenure.underWay
    for (const former of this.#former) underWay += former.underWay
    return underWay
  }

  async listen(tls: { readonly certificate: string; readonly key: string } | null): Promise<void> {
    const { listen, operations, requestDeadlineMs } = this.#tenure.fleet.plan.gateway
    const { clock } = this.#deps
    const common = { requestDeadlineMs, clock, sharesPort: this.#sharesPort }
    this.#server = await startHttpServer({ ...listen, ...common, tls }, (client) => this.#handle(client))
    if (tls !== null) this.#deps.metrics.certificateEnd.with().set(endOf(tls.certificate) / 1000)
    if (operations === null) return
    this.#operationsServer = await startHttpServer({ ...operations, ...common, tls: null }, (client) =>
      this.#operations.answer(client, !client.isLoopback || !mayBeRebound(client.headers)),
    )
  }

  /** Exchanges under way end on the fleet they began with. Listener settings need a restart; the rest follows. */
  swap(fleet: Fleet): void {
    const old = this.#tenure
    this.#tenure = new Tenure(fleet)
    this.#deps.bodies.limitBytes = fleet.plan.gateway.bodiesLimitBytes
    this.#former.add(old)
    if (old.underWay === 0) this.#leave(old)
    else this.#releaseSeries()
  }

  /** Nothing is under way on a fleet that was replaced: connections and series that it alone had are let go of. */
  #leave(former: Tenure): void {
    this.#former.delete(former)
    this.#releaseSeries()
    const inUse = this.#fleetsInUse()
    for (const pool of unusedPools(former.fleet, inUse)) {
      pool
        .close()
        .catch((error: unknown) =>
          this.#deps.log.warn({ err: error }, 'an unused connection pool did not close'),
        )
    }
  }

  #releaseSeries(): void {
    this.#deps.metrics.registry.release(labelledNames(this.#fleetsInUse()))
  }

  #fleetsInUse(): readonly Fleet[] {
    return [this.#tenure, ...this.#former].map(({ fleet }) => fleet)
  }

  /** Takes a deployment out of use, or puts it back; false when the plan has none with this id. */
  setDrain(id: string, drain: Drain | null): boolean {
    const deployment = this.#tenure.fleet.deployments.get(id)
    if (deployment === undefined) return false
    deployment.health.drain = drain
    return true
  }

  /** Of this process alone. */
  standing(): HealthReport {
    const { clock, journal, keys, warnings } = this.#deps
    const { fleet } = this
    return {
      reasons: notReady({ draining: this.#draining, keysReadable: keys.isReadable, journal }),
      warnings: warnings(),
      plan: fleet.plan.revision,
      models: modelReports(fleet, clock.monotonicMs()),
    }
  }

  /** Of this process alone. */
  metricsText(): string {
    return this.#deps.metrics.registry.expose()
  }

  /** What was counted since the start, of this process alone. */
  liveTotals(): LiveTotals {
    const { metrics } = this.#deps
    const waiting = WAITING_CLASSES.reduce((sum, where) => sum + this.#deps.lines.waiting(where), 0)
    const now = { exchangesUnderWay: this.exchangesUnderWay, waiting }
    return liveTotals(metrics.registry.counted(LIVE_FAMILIES), now)
  }

  /** What is used of every limit of the plan. */
  limitReports(): Promise<readonly LimitReport[]> {
    return this.#deps.allowances.report(this.fleet.limits.all())
  }

  /** One line of a batch, through the same steps as any other exchange. */
  async callLine(line: LineCall): Promise<LineAnswer> {
    const tenure = this.#tenure
    const client = new LineClient(line.endpoint, line.body)
    const x = new Exchange(this.#newId(), client, tenure.fleet, this.#deps.clock.monotonicMs())
    const consumer = tenure.fleet.consumers.get(line.owner)
    if (consumer === undefined) return lineAnswer(x, client, new Failure('unknown_key'))
    x.consumer = consumer
    x.priority = 'batch'
    await this.#run(x, tenure)
    return lineAnswer(x, client, x.failure)
  }

  /** A look at a batch that a provider runs; `batches` has its record. */
  lookUpstream(batch: BatchRecord, batches: BatchStore): Promise<void> {
    return lookUpstream(batch, { ...this.#deps, fleet: this.fleet, batches })
  }

  /** Why a consumer may not use a model; null when it may. */
  whyNot(owner: ConsumerPath, model: string): string | null {
    const { fleet } = this.#tenure
    if (fleet.consumers.get(owner)?.consumer.models.has(model) === true) return null
    return fleet.models.has(model)
      ? `This consumer may not use the model ${model.slice(0, 128)}.`
      : `There is no model ${model.slice(0, 128)}.`
  }

  /** Takes no new work and resolves when what is under way has ended, or `deadlineMs` have passed. */
  async drain(deadlineMs: number): Promise<{ readonly cut: number }> {
    this.#draining = true
    this.#server?.stopAccepting()
    if (this.exchangesUnderWay > 0) {
      await new Promise<void>((resolve) => {
        const cancel = this.#deps.clock.after(deadlineMs, resolve)
        this.#idle = () => {
          cancel()
          resolve()
        }
      })
    }
    const cut = this.exchangesUnderWay
    await Promise.all([this.#server?.close(), this.#operationsServer?.close()])
    this.#deps.deadlines.close()
    this.#deps.sharedHealth.close()
    for (const { fleet } of [this.#tenure, ...this.#former])
      for (const { upstream } of fleet.accounts.values()) await upstream.destroy()
    return { cut }
  }

  #handle(client: ClientChannel): void {
    if (client.url.startsWith('/v1/') || client.url.startsWith('/openai/')) this.#serve(client)
    else this.#operations.answer(client, this.#isOfThisMachine(client))
  }

  /** A browser on this machine is, and so is what a page of another site makes it ask for. */
  #isOfThisMachine({ isLoopback, peerAddress, headers }: ClientChannel): boolean {
    const { tls, tlsEndsInFront } = this.#tenure.fleet.plan.gateway
    const isProxied = tlsEndsInFront || this.#deps.proxies.has(bareAddress(peerAddress ?? ''))
    return isLoopback && !isProxied && (tls !== null || !mayBeRebound(headers))
  }

  #serve(client: ClientChannel): void {
    if (this.#draining) {
      this.#operations.refuse(client, 'draining', ['connection', 'close', 'retry-after', '1'])
      return
    }
    const tenure = this.#tenure
    const x = new Exchange(this.#newId(), client, tenure.fleet, this.#deps.clock.monotonicMs())
    void this.#run(x, tenure)
  }

  #run(x: Exchange, tenure: Tenure): Promise<void> {
    tenure.underWay++
    return run(x, this.#deps)
      .catch((error: unknown) => {
        this.#deps.log.error({ request: x.id, err: error }, 'the pipeline itself failed')
        x.client.destroy()
      })
      .finally(() => {
        tenure.underWay--
        if (tenure.underWay > 0) return
        if (tenure !== this.#tenure) this.#leave(tenure)
        if (this.#idle !== null && this.exchangesUnderWay === 0) this.#idle()
      })
  }

  #readGauges(): void {
    const { metrics, clock, bodies, journal, lines } = this.#deps
    const nowMs = clock.monotonicMs()
    readPlanGauges(this.fleet.plan, metrics)
    metrics.exchanges.with().set(this.exchangesUnderWay)
    metrics.bodyBytes.with().set(bodies.heldBytes)
    metrics.journalBacklog.with().set(journal.state.kind === 'failed' ? journal.state.bufferedRecords : 0)
    for (const { deployment, health } of this.#tenure.fleet.deployments.values()) {
      const labels = { deployment: deployment.id }
      metrics.inFlight.with(labels).set(health.inFlight)
      metrics.breaker.with(labels).set({ closed: 0, 'half-open': 1, open: 2 }[health.breaker.state(nowMs)])
      metrics.available.with(labels).set(health.availability(nowMs, 0).kind === 'ready' ? 1 : 0)
      if (health.bucket !== null) metrics.ptuUtilization.with(labels).set(health.bucket.utilization(nowMs))
    }
    for (const where of WAITING_CLASSES) metrics.queueWaiting.with({ class: where }).set(lines.waiting(where))
    // Of a group the parent tells, which asks once for all.
    if (!this.#sharesPort) readLimitGauges(this.#counting, this.#tenure.fleet.limits, metrics.limitUsed)
  }
}

/** As the plan says with which the gateway began: a reload does not change where telemetry goes. */
function tracingOf(
  { plan }: Fleet,
  { spans, random, clock, metrics }: Pick<GatewayParts, 'spans' | 'random' | 'clock' | 'metrics'>,
): Tracing | null {
  const settings = plan.telemetry.traces
  if (settings === null || spans === null) return null
  return new Tracing({ settings, random, clock, registry: metrics.registry, sink: spans })
}
