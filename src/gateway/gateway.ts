import { type Clock, type ConsumerPath, exchangeIds, Failure, type Log, type Random } from '../base/index.ts'
import type { Journal, Pricing } from '../ledger/index.ts'
import { type BudgetNotices, type Counters, WAITING_CLASSES } from '../limits/index.ts'
import { Allowances, type LimitReport } from './allowances.ts'
import { BodyBudget } from './body-budget.ts'
import { errorBody, shapeOf } from './client-wire.ts'
import { Deadlines } from './deadlines.ts'
import { Exchange } from './exchange.ts'
import { type Fleet, labelledNames, unusedPools } from './fleet.ts'
import { modelReports, readiness } from './health.ts'
import { type ClientChannel, type HttpServer, startHttpServer } from './http-server.ts'
import type { GatewayMetrics } from './metrics.ts'
import { run } from './pipeline.ts'
import { ResponseIds } from './response-ids.ts'
import { WaitingLines } from './waiting-lines.ts'
import { StrangerAllowance } from './stranger-allowance.ts'

/** Where keys are looked up; `src/identity` has the index. */
export interface Keys {
  find(presentedKey: string, nowMs: number): ConsumerPath | 'unknown' | 'unavailable'
  readonly isReadable: boolean
}

export interface GatewayParts {
  readonly fleet: Fleet
  readonly keys: Keys
  readonly journal: Journal
  readonly pricing: Pricing
  readonly counters: Counters
  readonly notices: BudgetNotices
  readonly metrics: GatewayMetrics
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** What an operator should know while requests may be sent here all the same. */
  readonly warnings: () => readonly string[]
  /** At least 32 bytes, the same on every replica. */
  readonly signingKey: Buffer
}

/** What the steps may use. */
export interface GatewayDependencies extends Omit<
  GatewayParts,
  'fleet' | 'signingKey' | 'counters' | 'notices'
> {
  readonly allowances: Allowances
  readonly lines: WaitingLines
  readonly deadlines: Deadlines
  readonly responseIds: ResponseIds
  readonly bodies: BodyBudget
  readonly strangers: StrangerAllowance
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
  #tenure: Tenure
  /** Fleets that were replaced and still have exchanges under way. */
  readonly #former = new Set<Tenure>()
  #server: HttpServer | null = null
  #operations: HttpServer | null = null
  #draining = false
  #idle: (() => void) | null = null

  constructor({ fleet, signingKey, ...parts }: GatewayParts) {
    this.#tenure = new Tenure(fleet)
    this.#newId = exchangeIds(() => parts.clock.nowMs())
    const deadlines = new Deadlines(parts.clock)
    this.#deps = {
      ...parts,
      allowances: new Allowances(parts),
      deadlines,
      lines: new WaitingLines(parts.clock, deadlines, parts.metrics),
      responseIds: new ResponseIds(signingKey),
      bodies: new BodyBudget(fleet.plan.gateway.bodiesLimitBytes),
      strangers: new StrangerAllowance(),
    }
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
    return this.#operations === null ? null : { host: this.#operations.host, port: this.#operations.port }
  }

  get exchangesUnderWay(): number {
    let underWay = this.#tenure.underWay
    for (const former of this.#former) underWay += former.underWay
    return underWay
  }

  async listen(tls: { readonly certificate: string; readonly key: string } | null): Promise<void> {
    const { listen, operations, requestDeadlineMs } = this.#tenure.fleet.plan.gateway
    const { clock } = this.#deps
    this.#server = await startHttpServer({ ...listen, tls, requestDeadlineMs, clock }, (client) =>
      this.#handle(client),
    )
    if (operations === null) return
    this.#operations = await startHttpServer(
      { ...operations, tls: null, requestDeadlineMs, clock },
      (client) => this.#operate(client, true),
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
  setDrained(id: string, drained: boolean): boolean {
    const deployment = this.#tenure.fleet.deployments.get(id)
    if (deployment === undefined) return false
    deployment.health.drained = drained
    return true
  }

  /** What is used of every limit of the plan. */
  limitReports(): Promise<readonly LimitReport[]> {
    return this.#deps.allowances.report(this.fleet.limits.all())
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
    await Promise.all([this.#server?.close(), this.#operations?.close()])
    this.#deps.deadlines.close()
    for (const { fleet } of [this.#tenure, ...this.#former])
      for (const { upstream } of fleet.accounts.values()) await upstream.destroy()
    return { cut }
  }

  #handle(client: ClientChannel): void {
    if (client.url.startsWith('/v1/') || client.url.startsWith('/openai/')) this.#serve(client)
    else this.#operate(client, client.isLoopback && !this.#tenure.fleet.plan.gateway.tlsEndsInFront)
  }

  #serve(client: ClientChannel): void {
    if (this.#draining) {
      this.#refuse(client, 'draining', ['connection', 'close', 'retry-after', '1'])
      return
    }
    const tenure = this.#tenure
    const x = new Exchange(this.#newId(), client, tenure.fleet, this.#deps.clock.monotonicMs())
    tenure.underWay++
    run(x, this.#deps)
      .catch((error: unknown) => {
        this.#deps.log.error({ request: x.id, err: error }, 'the pipeline itself failed')
        client.destroy()
      })
      .finally(() => {
        tenure.underWay--
        if (tenure.underWay > 0) return
        if (tenure !== this.#tenure) this.#leave(tenure)
        if (this.#idle !== null && this.exchangesUnderWay === 0) this.#idle()
      })
  }

  /** Probes and metrics. `isTrusted`: the peer may see names of deployments and figures. */
  #operate(client: ClientChannel, isTrusted: boolean): void {
    const path = client.url.split('?', 1)[0] as string
    if (client.method !== 'GET' && client.method !== 'HEAD') {
      this.#refuse(client, 'method_not_allowed')
      return
    }
    const nowMs = this.#deps.clock.monotonicMs()
    if (path === '/livez') respond(client, 200, { status: 'alive' })
    else if (path === '/readyz') {
      const { ready, reasons } = readiness({
        draining: this.#draining,
        keysReadable: this.#deps.keys.isReadable,
        journal: this.#deps.journal,
      })
      const status = ready ? 'ready' : 'not ready'
      respond(
        client,
        ready ? 200 : 503,
        isTrusted
          ? { status, reasons, warnings: this.#deps.warnings(), plan: this.#tenure.fleet.plan.revision }
          : { status },
      )
    } else if (path === '/health/models' || path.startsWith('/health/models/')) {
      this.#models(client, path.slice('/health/models/'.length), nowMs, isTrusted)
    } else if (path === '/metrics' && isTrusted) {
      const text = this.#deps.metrics.registry.expose()
      client.head(200, ['content-type', 'text/plain; version=0.0.4; charset=utf-8'])
      client.end(client.method === 'HEAD' ? undefined : text)
    } else this.#refuse(client, 'unknown_path')
  }

  #models(client: ClientChannel, only: string, nowMs: number, isTrusted: boolean): void {
    const reports = modelReports(this.#tenure.fleet, nowMs).filter(
      ({ model }) => only === '' || model === only,
    )
    if (only !== '' && reports.length === 0) {
      this.#refuse(client, 'unknown_model')
      return
    }
    const isUp =
      only === ''
        ? reports.some(({ status }) => status !== 'unavailable')
        : reports[0]?.status !== 'unavailable'
    const shown = isTrusted ? reports : reports.map(({ model, status }) => ({ model, status }))
    respond(client, isUp ? 200 : 503, { status: isUp ? 'available' : 'unavailable', models: shown })
  }

  /** What is no exchange, and so in no ledger, has an id all the same: in the answer and in the log. */
  #refuse(
    client: ClientChannel,
    code: 'draining' | 'method_not_allowed' | 'unknown_path' | 'unknown_model',
    headers: readonly string[] = [],
  ): void {
    const failure = new Failure(code)
    const id = this.#newId()
    this.#deps.log.debug({ request: id, method: client.method, code }, 'refused')
    const closing = client.bodyWasRead ? [] : ['connection', 'close']
    client.head(failure.status, [
      'content-type',
      'application/json',
      'x-request-id',
      id,
      ...closing,
      ...headers,
    ])
    client.end(errorBody(shapeOf(client.url), failure, id, []))
  }

  #readGauges(): void {
    const { metrics, clock, bodies, journal, lines } = this.#deps
    const nowMs = clock.monotonicMs()
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
    this.#deps.allowances.readGauges(this.#tenure.fleet.limits)
  }
}

function respond(client: ClientChannel, status: number, body: object): void {
  client.head(status, ['content-type', 'application/json', 'cache-control', 'no-store'])
  client.end(client.method === 'HEAD' ? undefined : `${JSON.stringify(body)}\n`)
}
