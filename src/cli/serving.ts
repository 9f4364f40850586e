import path from 'node:path'

import { startAdminServer } from '../admin/index.ts'
import { MetricRegistry } from '../base/index.ts'
import {
  buildFleet,
  type Fleet,
  Gateway,
  gatewayMetrics,
  modelReports,
  withRaises,
} from '../gateway/index.ts'
import { pricing, TextKeys } from '../ledger/index.ts'
import type { BoundLimit } from '../limits/index.ts'
import { readingsOf } from '../monitoring/index.ts'
import { openKeyFile, startRecordsProcess } from '../storage/index.ts'
import { BudgetWebhooks, NoticeFile } from '../telemetry/index.ts'
import type { Plan } from '../workload/index.ts'
import { type AdminServing, startAdminServing } from './admin-serving.ts'
import { startAlerts } from './alert-serving.ts'
import { openBatchServing } from './batch-serving.ts'
import { openCounters, takeOverCrossings } from './counters.ts'
import type { Environment } from './environment.ts'
import { exposeKeyEnds } from './key-ends.ts'
import { databaseWarnings, exposeDatabase, ledgerDatabase } from './ledger-database.ts'
import { recoverLeftJournals } from './left-journals.ts'
import { LimitRaises } from './limit-raises.ts'
import { openTelemetry } from './opened-telemetry.ts'
import { type PlanTexts, watchFile } from './plan-source.ts'
import { Reloader } from './reloader.ts'
import { Resolver } from './resolution.ts'
import {
  BEHIND,
  firstPlan,
  listen,
  openPlanJournal,
  recordsOnDemand,
  refuseOpenBind,
  type ServingOptions,
  shownAddress,
  signingKey,
  stateFolderOf,
  tlsOf,
  type Undo,
  unwind,
} from './serving-parts.ts'
import { shownLimit, shownRaise } from './shown-limits.ts'
import { SimulatedAccounts } from './simulated-accounts.ts'
import { hasLedger, lockStateFolder, openStateFolder, type StateFolder } from './state-folder.ts'
import { RESTORE_WAIT_MS, UseRestorer } from './use-restorer.ts'

/** A running program: what `serve`, the quick start and the demo have in common. */
export interface Serving {
  readonly gateway: Gateway
  readonly plan: Plan
  readonly state: StateFolder
  readonly simulated: SimulatedAccounts
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string
  /** Of the admin API and the console; null where they are on the control socket alone. */
  readonly adminAddress: string | null
  /** Ends what is under way within the plan's drain deadline, flushes the journal, stops the records process. */
  stop(): Promise<void>
}

export async function startServing(options: ServingOptions, environment: Environment): Promise<Serving> {
  const undo: Undo[] = []
  try {
    return await startParts(options, environment, undo)
  } catch (error) {
    await unwind(undo)
    throw error
  }
}

/**
 * In this order, so that the reverse is the order of stopping: no more reloads, no new work, open answers end, then
 * what they wrote is flushed, then what follows the journal and what was called.
 */
async function startParts(options: ServingOptions, environment: Environment, undo: Undo[]): Promise<Serving> {
  const { clock, random, pid } = environment
  const file = path.resolve(environment.cwd, options.file)
  const { texts, plan } = await firstPlan(file, options, environment)
  const takePlan = options.takePlan ?? (() => {})
  takePlan(plan)
  const state = await openStateFolder(stateFolderOf(file, plan, options, environment))
  undo.push(await lockStateFolder(state, environment))
  const resolver = new Resolver(environment, options.log)
  undo.push(() => resolver.close())
  const { metrics: metricSettings } = plan.telemetry
  const registry = new MetricRegistry({ clock, maxSeries: metricSettings.maxSeries })
  // Ended after all that is told of.
  const telemetry = openTelemetry(plan, { registry, resolver, environment, log: options.log })
  undo.push(() => telemetry.close())
  const { log } = telemetry
  const raises = await LimitRaises.open(state, environment)
  const keys = await openKeyFile(state.keys, { pid, clock, log })
  undo.push(() => keys.close())
  refuseOpenBind(plan, keys.liveKeys())
  const simulated = new SimulatedAccounts({ clock, random, log })
  undo.push(() => simulated.close())
  const metrics = gatewayMetrics(registry, metricSettings)
  const prices = { current: pricing(plan.prices, plan.facts.prices.find) }
  const makeFleet = async (next: Plan, previous: Fleet | null): Promise<Fleet> => {
    await simulated.serve(next)
    const resolved = await resolver.accounts(next, (account) => simulated.url(account))
    prices.current = pricing(next.prices, next.facts.prices.find)
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
  await recoverLeftJournals(state, 'workers', { plan, prices, environment, log })
  const journal = openPlanJournal(plan, state.journal, prices, environment, log)
  undo.push(() => journal.close())
  const textKeys = new TextKeys(state.textKeys, { clock, log })
  undo.push(() => textKeys.close())
  let limitsInForce = (): readonly BoundLimit[] => fleet.limits.all()
  const opened = await openCounters(plan, {
    resolver,
    environment,
    log,
    registry,
    limits: () => limitsInForce(),
  })
  const { counters } = opened
  undo.push(() => opened.close())
  const notices = new BudgetWebhooks({
    resolve: (reference) => resolver.value(reference),
    workload: () => gateway.fleet.plan.workload,
    clock,
    random,
    log,
    file: new NoticeFile(state.notices, clock.nowMs(), log),
    kept: ({ key }, crossing) => opened.untold?.kept(key, crossing),
  })
  takeOverCrossings(opened, () => limitsInForce(), notices, log)
  undo.push(() => notices.close())
  const restorer = new UseRestorer({
    counters,
    reader: records ?? recordsOnDemand(recordsOptions),
    clock,
    log,
    // Counters that are shared know themselves what was told.
    notices: plan.storage.counters === null ? notices : null,
  })
  undo.push(() => restorer.close())
  const batches = openBatchServing({
    state,
    metrics: metrics.registry,
    pid,
    clock,
    random,
    log,
    plan: () => gateway.fleet.plan,
  })
  const key = await signingKey(plan, state, resolver)
  const gateway = new Gateway({
    fleet,
    counters,
    notices,
    replicas: opened.replicas,
    keys,
    journal,
    textKeys,
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
    signingKey: key,
    group: null,
    batching: batches.batching,
    spans: telemetry.spans,
  })
  limitsInForce = () => gateway.fleet.limits.all()
  exposeKeyEnds(registry, {
    keys: () => keys.list(),
    consumers: () => gateway.fleet.consumers,
    clock,
  })
  if (!hadLedger) restorer.assume(fleet.limits.all())
  else if (!(await restorer.bring(fleet.limits.all(), RESTORE_WAIT_MS))) log.warn({}, BEHIND)
  const alerts = startAlerts({
    state,
    resolver,
    registry,
    read: () => readingsOf(registry.collect()),
    plan: () => gateway.fleet.plan,
    link: opened.alertLink,
    environment,
    log,
  })
  undo.push(() => alerts.close())
  const tls = await tlsOf('gateway', plan.gateway, resolver)
  await listen(gateway, tls)
  undo.push(async () => {
    const { cut } = await gateway.drain(gateway.fleet.plan.gateway.drainDeadlineMs)
    if (cut > 0) log.warn({ exchanges: cut }, 'the drain deadline passed; these exchanges were cut')
  })
  await telemetry.start(`${environment.host}:${gateway.address.port}`)
  undo.push(await batches.run(gateway))
  let adminServing: AdminServing | null = null
  const startedMs = clock.nowMs()
  const inForce = {
    get plan() {
      return gateway.fleet.plan
    },
    async take(next: Plan, from: PlanTexts) {
      // The listener stays as it is: address and certificate follow at the next start.
      const { listen: at } = gateway.fleet.plan.gateway
      const ready = { ...next, gateway: { ...next.gateway, listen: at } }
      const nextFleet = await makeFleet(ready, gateway.fleet)
      takePlan(ready)
      gateway.swap(nextFleet)
      adminServing?.child.takePlan(from)
      // Of a budget that a reload brings the ledger may know already.
      void restorer.bring(gateway.fleet.limits.all(), RESTORE_WAIT_MS)
    },
  }
  const reloader = new Reloader({ file, shownAs: options.file, inForce, environment, log })
  const admin = await startAdminServer(
    state.adminSocket,
    {
      status: () => ({
        workload: gateway.fleet.plan.workload,
        plan: gateway.fleet.plan.revision,
        address: gateway.address,
        startedMs,
        simulator: simulated.simulator?.controlUrl ?? null,
        warnings: gateway.standing().warnings,
        admin: adminServing?.child.state() ?? null,
        exchangesUnderWay: gateway.exchangesUnderWay,
        lastReload: reloader.last,
        journal: { ...journal.state, ...journal.stats() },
        records: records?.status() ?? null,
        counters: opened.state(),
        memory: environment.memory(),
      }),
      deployments: () => modelReports(gateway.fleet, clock.monotonicMs()),
      live: () => ({
        totals: gateway.liveTotals(),
        models: modelReports(gateway.fleet, clock.monotonicMs()),
        alerts: alerts.current(),
      }),
      incidents: () => ({ incidents: alerts.incidents(0), alerts: alerts.current() }),
      setDrain: (id, drain) => gateway.setDrain(id, drain),
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
  adminServing = await startAdminServing(plan, options, {
    state,
    texts,
    resolver,
    environment,
    log,
    signingKey: key,
    gatewayCertificate: tls?.certificate ?? null,
  })
  undo.push(() => adminServing?.child.stop())
  undo.push(watchFile(file, texts.text, clock, log, () => void reloader.reload('file change')))
  undo.push(environment.onSignal('SIGHUP', () => void reloader.reload('SIGHUP')))
  const { host, port } = gateway.address
  log.info({ host, port, plan: plan.revision, workload: plan.workload }, 'the gateway listens')
  return {
    gateway,
    plan,
    state,
    simulated,
    address: shownAddress(plan, gateway.address),
    adminAddress: adminServing?.address ?? null,
    async stop() {
      await unwind(undo)
      log.info({}, 'stopped')
    },
  }
}
