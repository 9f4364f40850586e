import path from 'node:path'

import { type AdminServer, startAdminServer } from '../admin/index.ts'
import { findModelPrice } from '../azure/index.ts'
import { formatCount, type Log, MetricRegistry } from '../base/index.ts'
import { buildFleet, type Fleet, Gateway, gatewayMetrics, modelReports } from '../gateway/index.ts'
import { costNanoUsd, type Journal, openJournal, pricing } from '../ledger/index.ts'
import { openKeyFile, type RecordsProcess, startRecordsProcess } from '../storage/index.ts'
import { formatDiagnostic, type Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'
import { readPlan, watchFile } from './plan-source.ts'
import { Resolver } from './resolution.ts'
import { SimulatedAccounts } from './simulated-accounts.ts'
import { localSigningKey, openStateFolder, type StateFolder } from './state-folder.ts'

/** A running program: what `serve`, the quick start and the demo have in common. */
export interface Serving {
  readonly gateway: Gateway
  readonly plan: Plan
  readonly state: StateFolder
  readonly simulated: SimulatedAccounts
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string
  /** Ends what is under way within the plan's drain deadline, flushes the journal, stops the records process. */
  stop(): Promise<void>
}

export interface ServingOptions {
  readonly file: string
  readonly log: Log
  /** Port to listen on instead of the file's; 0 takes any free one. */
  readonly port: number | null
  /** State folder instead of the file's. */
  readonly stateFolder: string | null
  /** Runs the embedded database and projects the journal into it. */
  readonly records: boolean
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', '::1', 'localhost'])

export async function startServing(options: ServingOptions, environment: Environment): Promise<Serving> {
  const { log } = options
  const { clock, random } = environment
  const file = path.resolve(environment.cwd, options.file)
  const { text, plan } = await firstPlan(file, options, environment)
  const state = await openStateFolder(
    path.resolve(environment.cwd, options.stateFolder ?? plan.gateway.stateFolder),
  )
  const resolver = new Resolver(environment, log)
  const simulated = new SimulatedAccounts({ clock, random, log })
  const keys = await openKeyFile(state.keys, { clock, log })
  refuseOpenBind(plan, keys.liveKeys())
  const prices = { current: pricing(plan.prices, findModelPrice) }
  const { journal, interrupted } = openJournal(state.journal, {
    clock,
    log,
    commit: plan.gateway.journalCommit,
    price: (opened, usage) => {
      const type = plan.deployments.get(opened.deployment)?.type ?? null
      return costNanoUsd(prices.current.ratesFor(opened.baseModel, type), usage, null)
    },
  })
  if (interrupted.length > 0) {
    log.warn(
      { attempts: interrupted.length },
      'the last run ended in the middle of attempts; they are in the ledger as interrupted',
    )
  }
  const metrics = gatewayMetrics(new MetricRegistry())
  const makeFleet = async (next: Plan, previous: Fleet | null): Promise<Fleet> => {
    await simulated.serve(next)
    const resolved = await resolver.accounts(next, (account) => simulated.url(account))
    prices.current = pricing(next.prices, findModelPrice)
    return buildFleet(next, resolved, previous, { clock, metrics, pricing: prices.current })
  }
  const fleet = await makeFleet(plan, null)
  const { signingKey } = plan.gateway
  const gateway = new Gateway({
    fleet,
    keys,
    journal,
    pricing: { ratesFor: (model, type) => prices.current.ratesFor(model, type) },
    metrics,
    clock,
    random,
    log,
    signingKey:
      signingKey === null
        ? await localSigningKey(state.signingKey)
        : Buffer.from(await resolver.value(signingKey)),
  })
  const { tls } = plan.gateway
  await listen(
    gateway,
    tls === null
      ? null
      : { certificate: await resolver.value(tls.certificate), key: await resolver.value(tls.key) },
  )
  const records = options.records ? startRecordsProcess({ stateFolder: state.path, log }) : null
  const reloader = new Reloader(file, options.file, gateway, makeFleet, environment, log)
  const admin = await startAdminServer(
    state.adminSocket,
    {
      status: () => ({
        workload: gateway.fleet.plan.workload,
        plan: gateway.fleet.plan.revision,
        address: gateway.address,
        exchangesUnderWay: gateway.exchangesUnderWay,
        lastReload: reloader.last,
        journal: { ...journal.state, ...journal.stats() },
        records: records?.status() ?? null,
        memory: environment.memory(),
      }),
      deployments: () => modelReports(gateway.fleet, clock.monotonicMs()),
      setDrained: (id, drained) => gateway.setDrained(id, drained),
      reload: () => reloader.reload('admin API'),
    },
    log,
  )
  const stopWatching = watchFile(file, text, clock, log, () => void reloader.reload('file change'))
  const stopHangup = environment.onSignal('SIGHUP', () => void reloader.reload('SIGHUP'))
  const { host, port } = gateway.address
  const shownHost = host.includes(':') ? `[${host}]` : host
  log.info({ host, port, plan: plan.revision, workload: plan.workload }, 'the gateway listens')
  return {
    gateway,
    plan,
    state,
    simulated,
    address: `${tls === null ? 'http' : 'https'}://${shownHost}:${port}`,
    async stop() {
      stopWatching()
      stopHangup()
      await stopParts({ gateway, admin, records, journal, resolver, simulated, log })
      keys.close()
    },
  }
}

async function firstPlan(
  file: string,
  options: ServingOptions,
  environment: Environment,
): Promise<{ text: string; plan: Plan }> {
  const read = await readPlan(file, options.file).catch((error: unknown) => {
    throw new CouldNotRun(`${options.file} cannot be read: ${(error as Error).message}`, { cause: error })
  })
  const { loaded, text } = read
  if (!loaded.ok) {
    throw new NegativeAnswer(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)).join('\n'))
  }
  for (const warning of loaded.warnings) environment.stderr.write(`${formatDiagnostic(warning)}\n`)
  const { plan } = loaded
  if (options.port === null) return { text, plan }
  const listen = { host: plan.gateway.listen.host, port: options.port }
  return { text, plan: { ...plan, gateway: { ...plan.gateway, listen } } }
}

/** No key, no answer: a gateway that the world can reach and nobody may use is a mistake, or about to become one. */
function refuseOpenBind(plan: Plan, liveKeys: number): void {
  const { host } = plan.gateway.listen
  if (LOOPBACK_HOSTS.has(host) || liveKeys > 0) return
  throw new NegativeAnswer(
    `gateway.listen is ${host}, which others can reach, and there is no key yet; make one first: causeway keys create --consumer PATH`,
  )
}

async function listen(gateway: Gateway, tls: { certificate: string; key: string } | null): Promise<void> {
  const { host, port } = gateway.fleet.plan.gateway.listen
  try {
    await gateway.listen(tls)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const hint =
      code === 'EADDRINUSE'
        ? 'another program listens there; stop it, or set gateway.listen or --port'
        : message
    throw new CouldNotRun(`cannot listen on ${host}:${formatCount(port)}: ${hint}`, { cause: error })
  }
}

interface Parts {
  readonly gateway: Gateway
  readonly admin: AdminServer
  readonly records: RecordsProcess | null
  readonly journal: Journal
  readonly resolver: Resolver
  readonly simulated: SimulatedAccounts
  readonly log: Log
}

/** In this order: no new work, open answers end, then what they wrote is flushed, then what follows the journal. */
async function stopParts({
  gateway,
  admin,
  records,
  journal,
  resolver,
  simulated,
  log,
}: Parts): Promise<void> {
  const { cut } = await gateway.drain(gateway.fleet.plan.gateway.drainDeadlineMs)
  if (cut > 0) log.warn({ exchanges: cut }, 'the drain deadline passed; these exchanges were cut')
  await journal.close()
  await records?.stop()
  await admin.close()
  resolver.close()
  await simulated.close()
  log.info({}, 'stopped')
}

type ReloadOutcome =
  | {
      readonly outcome: 'swapped' | 'unchanged'
      readonly plan: string
      readonly atMs: number
      readonly cause: string
    }
  | {
      readonly outcome: 'refused'
      readonly plan: string
      readonly atMs: number
      readonly cause: string
      readonly errors: readonly string[]
    }

/** One reload at a time; a file with errors, or whose references lead nowhere, keeps the plan that runs. */
class Reloader {
  last: ReloadOutcome | null = null
  readonly #file: string
  readonly #shownAs: string
  readonly #gateway: Gateway
  readonly #makeFleet: (plan: Plan, previous: Fleet) => Promise<Fleet>
  readonly #environment: Environment
  readonly #log: Log
  #queue: Promise<unknown> = Promise.resolve()

  constructor(
    file: string,
    shownAs: string,
    gateway: Gateway,
    makeFleet: (plan: Plan, previous: Fleet) => Promise<Fleet>,
    environment: Environment,
    log: Log,
  ) {
    this.#file = file
    this.#shownAs = shownAs
    this.#gateway = gateway
    this.#makeFleet = makeFleet
    this.#environment = environment
    this.#log = log
  }

  reload(cause: string): Promise<ReloadOutcome> {
    const next = this.#queue.then(() => this.#reload(cause))
    this.#queue = next
    return next
  }

  async #reload(cause: string): Promise<ReloadOutcome> {
    const current = this.#gateway.fleet.plan
    const refused = (errors: readonly string[]): ReloadOutcome => {
      this.#log.error(
        { cause, errors, plan: current.revision },
        'the workload file was refused; the plan stays',
      )
      return {
        outcome: 'refused',
        plan: current.revision,
        atMs: this.#environment.clock.nowMs(),
        cause,
        errors,
      }
    }
    try {
      const { loaded } = await readPlan(this.#file, this.#shownAs)
      if (!loaded.ok) {
        this.last = refused(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)))
        return this.last
      }
      const atMs = this.#environment.clock.nowMs()
      const isSame = loaded.plan.revision === current.revision
      // The listener stays as it is: address and certificate follow at the next start.
      const plan = { ...loaded.plan, gateway: { ...loaded.plan.gateway, listen: current.gateway.listen } }
      this.#gateway.swap(await this.#makeFleet(plan, this.#gateway.fleet))
      this.last = { outcome: isSame ? 'unchanged' : 'swapped', plan: plan.revision, atMs, cause }
      this.#log.info(
        { cause, plan: plan.revision, outcome: this.last.outcome },
        'the workload file was loaded again',
      )
    } catch (error) {
      this.last = refused([error instanceof Error ? error.message : String(error)])
    }
    return this.last
  }
}
