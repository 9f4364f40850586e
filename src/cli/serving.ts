import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { createSecureContext } from 'node:tls'

import { startAdminServer } from '../admin/index.ts'
import { findModelPrice } from '../azure/index.ts'
import { type Log, MetricRegistry } from '../base/index.ts'
import {
  buildFleet,
  type Fleet,
  Gateway,
  gatewayMetrics,
  modelReports,
  withRaises,
} from '../gateway/index.ts'
import { costNanoUsd, type Journal, openJournal, type Pricing, pricing } from '../ledger/index.ts'
import type { BoundLimit, UsedSinceReader } from '../limits/index.ts'
import { openKeyFile, openRecords, type RecordsOptions, startRecordsProcess } from '../storage/index.ts'

import { BudgetWebhooks, type OtlpMetrics } from '../telemetry/index.ts'
import { formatDiagnostic, type Plan } from '../workload/index.ts'
import { openCounters } from './counters.ts'
import type { Environment } from './environment.ts'
import { CouldNotRun, NegativeAnswer } from './exit-code.ts'
import { databaseWarnings, exposeDatabase, ledgerDatabase } from './ledger-database.ts'
import { readPlan, watchFile } from './plan-source.ts'
import { LimitRaises } from './limit-raises.ts'
import { pushMetrics } from './pushed-metrics.ts'
import { Reloader } from './reloader.ts'
import { Resolver } from './resolution.ts'
import { shownLimit, shownRaise } from './shown-limits.ts'
import { SimulatedAccounts } from './simulated-accounts.ts'
import {
  localSigningKey,
  lockStateFolder,
  openStateFolder,
  SIGNING_KEY_BYTES,
  type StateFolder,
} from './state-folder.ts'
import { RESTORE_WAIT_MS, UseRestorer } from './use-restorer.ts'

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
  /** Told of each plan before it is in force: the first one, and those of reloads that are not refused. */
  readonly takePlan?: (plan: Plan) => void
  /** Runs the embedded database and projects the journal into it. */
  readonly records: boolean
}

const LOOPBACK_HOSTS = new Set(['127.0.0.1', '::1', 'localhost'])

export async function startServing(options: ServingOptions, environment: Environment): Promise<Serving> {
  const undo: Undo[] = []
  try {
    return await startParts(options, environment, undo)
  } catch (error) {
    await unwind(undo)
    throw error
  }
}

/** How to end what was started; the last one first. */
type Undo = () => Promise<unknown> | void

async function unwind(undo: Undo[]): Promise<void> {
  for (let end = undo.pop(); end !== undefined; end = undo.pop()) await end()
}

/**
 * In this order, so that the reverse is the order of stopping: no more reloads, no new work, open answers end, then
 * what they wrote is flushed, then what follows the journal and what was called.
 */
async function startParts(options: ServingOptions, environment: Environment, undo: Undo[]): Promise<Serving> {
  const { log } = options
  const { clock, random, pid } = environment
  const file = path.resolve(environment.cwd, options.file)
  const { text, plan } = await firstPlan(file, options, environment)
  const takePlan = options.takePlan ?? (() => {})
  takePlan(plan)
  const state = await openStateFolder(stateFolderOf(file, plan, options, environment))
  undo.push(await lockStateFolder(state, environment))
  const raises = await LimitRaises.open(state, clock)
  const keys = await openKeyFile(state.keys, { pid, clock, log })
  undo.push(() => keys.close())
  refuseOpenBind(plan, keys.liveKeys())
  const simulated = new SimulatedAccounts({ clock, random, log })
  undo.push(() => simulated.close())
  const resolver = new Resolver(environment, log)
  undo.push(() => resolver.close())
  const { metrics: metricSettings } = plan.telemetry
  const registry = new MetricRegistry({ clock, maxSeries: metricSettings.maxSeries })
  const metrics = gatewayMetrics(registry, metricSettings)
  const prices = { current: pricing(plan.prices, findModelPrice) }
  const makeFleet = async (next: Plan, previous: Fleet | null): Promise<Fleet> => {
    await simulated.serve(next)
    const resolved = await resolver.accounts(next, (account) => simulated.url(account))
    prices.current = pricing(next.prices, findModelPrice)
    return buildFleet(next, resolved, previous, {
      clock,
      metrics,
      pricing: prices.current,
      raises: raises.byLimit(),
    })
  }
  const fleet = await makeFleet(plan, null)
  const database = await ledgerDatabase(plan, resolver)
  const hadLedger = database !== null || hasLedger(state)
  const recordsOptions = { stateFolder: state.path, database, log, clock }
  const records = options.records ? startRecordsProcess(recordsOptions) : null
  if (records !== null) exposeDatabase(metrics.registry, () => records.status())
  undo.push(() => records?.stop())
  const journal = openPlanJournal(plan, state, prices, environment, log)
  undo.push(() => journal.close())
  let limitsInForce = (): readonly BoundLimit[] => fleet.limits.all()
  const opened = await openCounters(plan, { resolver, environment, log, limits: () => limitsInForce() })
  const { counters } = opened
  undo.push(() => opened.close())
  const restorer = new UseRestorer({
    counters,
    reader: records ?? recordsOnDemand(recordsOptions),
    clock,
    log,
  })
  undo.push(() => restorer.close())
  const notices = new BudgetWebhooks({
    resolve: (reference) => resolver.value(reference),
    workload: () => gateway.fleet.plan.workload,
    clock,
    random,
    log,
  })
  undo.push(() => notices.close())
  const gateway = new Gateway({
    fleet,
    counters,
    notices,
    replicas: opened.replicas,
    keys,
    journal,
    pricing: { ratesFor: (model, type) => prices.current.ratesFor(model, type) },
    metrics,
    clock,
    random,
    log,
    warnings: () => [
      ...(restorer.isBehind ? [BEHIND] : []),
      ...opened.warnings(),
      ...databaseWarnings(records?.status() ?? null),
    ],
    signingKey: await signingKey(plan, state, resolver),
    group: null,
  })
  limitsInForce = () => gateway.fleet.limits.all()
  if (!hadLedger) restorer.assume(fleet.limits.all())
  else if (!(await restorer.bring(fleet.limits.all(), RESTORE_WAIT_MS))) log.warn({}, BEHIND)
  let pushed: OtlpMetrics | null = null
  undo.push(() => pushed?.close())
  await listen(gateway, await tlsOf(plan, resolver))
  undo.push(async () => {
    const { cut } = await gateway.drain(gateway.fleet.plan.gateway.drainDeadlineMs)
    if (cut > 0) log.warn({ exchanges: cut }, 'the drain deadline passed; these exchanges were cut')
  })
  const instance = `${environment.host}:${gateway.address.port}`
  pushed = await pushMetrics(plan, { registry, resolver, environment, log, instance })
  const reloader = new Reloader(file, options.file, gateway, makeFleet, takePlan, environment, log, () => {
    // Of a budget that a reload brings the ledger may know already.
    void restorer.bring(gateway.fleet.limits.all(), RESTORE_WAIT_MS)
  })
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
      limits: async () => ({ limits: (await gateway.limitReports()).map(shownLimit) }),
      raises: () => ({ raises: raises.made.map((raise) => shownRaise(raise, gateway.fleet.limits.all())) }),
      async raise(order) {
        const { limits, plan: running } = gateway.fleet
        const answer = await raises.add(order, limits, running.limits.timeZone)
        if (!answer.ok) return { problem: answer.problem }
        gateway.swap(withRaises(gateway.fleet, raises.byLimit()))
        const shown = shownRaise(answer.raise, limits.all())
        log.warn({ ...shown }, 'a limit was raised')
        return { made: shown }
      },
    },
    log,
  )
  undo.push(() => admin.close())
  undo.push(watchFile(file, text, clock, log, () => void reloader.reload('file change')))
  undo.push(environment.onSignal('SIGHUP', () => void reloader.reload('SIGHUP')))
  const { host, port } = gateway.address
  const shownHost = host.includes(':') ? `[${host}]` : host
  log.info({ host, port, plan: plan.revision, workload: plan.workload }, 'the gateway listens')
  return {
    gateway,
    plan,
    state,
    simulated,
    address: `${plan.gateway.tls === null ? 'http' : 'https'}://${shownHost}:${port}`,
    async stop() {
      await unwind(undo)
      log.info({}, 'stopped')
    },
  }
}

const BEHIND = 'the ledger does not answer yet: quotas and budgets count from the start only'

function hasLedger(state: StateFolder): boolean {
  return existsSync(state.database) || (existsSync(state.journal) && readdirSync(state.journal).length > 0)
}

/** Where no records process runs beside the gateway: one is started for each question. */
function recordsOnDemand(options: RecordsOptions): UsedSinceReader {
  return {
    async usedSince(query) {
      const records = await openRecords(options)
      try {
        return await records.usedSince(query)
      } finally {
        await records.close()
      }
    },
  }
}

/** Relative to the workload file where the file says it, to the working folder where the command line does. */
function stateFolderOf(
  file: string,
  plan: Plan,
  { stateFolder }: ServingOptions,
  { cwd }: Environment,
): string {
  return stateFolder === null
    ? path.resolve(path.dirname(file), plan.gateway.stateFolder)
    : path.resolve(cwd, stateFolder)
}

function openPlanJournal(
  plan: Plan,
  state: StateFolder,
  prices: { readonly current: Pricing },
  { clock }: Environment,
  log: Log,
): Journal {
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
    const attempts = interrupted.length
    log.warn(
      { attempts },
      'the last run ended in the middle of attempts; they are in the ledger as interrupted',
    )
  }
  return journal
}

async function signingKey(plan: Plan, state: StateFolder, resolver: Resolver): Promise<Buffer> {
  const reference = plan.gateway.signingKey
  if (reference === null) return localSigningKey(state.signingKey)
  const key = Buffer.from(await resolver.value(reference))
  if (key.length >= SIGNING_KEY_BYTES) return key
  throw new NegativeAnswer(
    `gateway.signing_key has ${key.length} bytes; it needs at least ${SIGNING_KEY_BYTES}`,
  )
}

async function tlsOf(
  { gateway: { tls } }: Plan,
  resolver: Resolver,
): Promise<{ certificate: string; key: string } | null> {
  if (tls === null) return null
  const certificate = await resolver.value(tls.certificate)
  const key = await resolver.value(tls.key)
  try {
    createSecureContext({ cert: certificate, key })
  } catch (error) {
    throw new NegativeAnswer(
      `gateway.tls cannot be used: ${(error as Error).message}; the certificate and its own private key are PEM`,
      { cause: error },
    )
  }
  return { certificate, key }
}

async function firstPlan(
  file: string,
  options: ServingOptions,
  environment: Environment,
): Promise<{ text: string; plan: Plan }> {
  const read = await readPlan(file, options.file, environment.clock).catch((error: unknown) => {
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
    throw new CouldNotRun(`cannot listen on ${host}:${port}: ${hint}`, { cause: error })
  }
}
