import path from 'node:path'

import { startAdminServer } from '../admin/index.ts'
import { type Log, MetricRegistry, noReplicas } from '../base/index.ts'
import { exposeStart, limitReports, limitUsedGauge, readLimitGauges } from '../gateway/index.ts'
import { type JournalState, type JournalStats, pricing } from '../ledger/index.ts'
import { type BoundLimit, LimitBook, MemoryCounterStore } from '../limits/index.ts'
import { readingsOfText } from '../monitoring/index.ts'
import { openKeyFile, serveCounters, startRecordsProcess } from '../storage/index.ts'
import { BudgetWebhooks, NoticeFile, type PinoLog } from '../telemetry/index.ts'
import type { Plan } from '../workload/index.ts'
import { type AdminServing, startAdminServing } from './admin-serving.ts'
import { startAlerts } from './alert-serving.ts'
import { type OpenedCounters, openCounters, takeOverCrossings } from './counters.ts'
import type { Environment } from './environment.ts'
import { databaseWarnings, exposeDatabase, ledgerDatabase } from './ledger-database.ts'
import { recoverLeftJournals } from './left-journals.ts'
import { LimitRaises } from './limit-raises.ts'
import { openTelemetry } from './opened-telemetry.ts'
import { type PlanTexts, watchFile } from './plan-source.ts'
import { refuseTakenPorts } from './port-probe.ts'
import { Reloader } from './reloader.ts'
import { Resolver } from './resolution.ts'
import {
  BEHIND,
  firstPlan,
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
import { WorkerGroup, type WorkerState } from './worker-group.ts'
import type { PlanText } from './worker-words.ts'

/**
 * Several processes that serve one port together, and their parent, which serves no client: it has what is one for the
 * machine. `docs/decisions/2026-11-21-workers-are-processes.md` says why so.
 */
export interface GroupServing {
  /** Such as `http://127.0.0.1:8080`. */
  readonly address: string
  stop(): Promise<void>
}

export interface GroupOptions extends ServingOptions {
  readonly log: PinoLog
  readonly workers: number
}

export async function startGroup(options: GroupOptions, environment: Environment): Promise<GroupServing> {
  const undo: Undo[] = []
  try {
    return await startParts(options, environment, undo)
  } catch (error) {
    await unwind(undo)
    throw error
  }
}

/** In this order, so that the reverse is the order of stopping: the workers end before what they ask. */
async function startParts(
  options: GroupOptions,
  environment: Environment,
  undo: Undo[],
): Promise<GroupServing> {
  const { workers } = options
  const { clock, random } = environment
  const file = path.resolve(environment.cwd, options.file)
  const { texts, plan } = await firstPlan(file, options, environment)
  const takePlan = options.takePlan ?? (() => {})
  takePlan(plan)
  const state = await openStateFolder(stateFolderOf(file, plan, options, environment))
  undo.push(await lockStateFolder(state, environment))
  const resolver = new Resolver(environment, options.log)
  undo.push(() => resolver.close())
  const registry = new MetricRegistry({ clock, maxSeries: plan.telemetry.metrics.maxSeries })
  // Ended after all that is told of. Workers tell of themselves: what is counted there is not in this registry.
  const telemetry = openTelemetry(plan, { registry, resolver, environment, log: options.log })
  undo.push(() => telemetry.close())
  const { log } = telemetry
  await refuseTakenPorts(plan)
  const raises = await LimitRaises.open(state, environment)
  await refuseOpenBindWithoutKeys(plan, state, environment, log)
  const simulated = new SimulatedAccounts({ clock, random, log })
  undo.push(() => simulated.close())
  // Made here, if it has to be, so that no two workers make one each.
  const key = await signingKey(plan, state, resolver)
  const database = await ledgerDatabase(plan, resolver)
  const hadLedger = database !== null || hasLedger(state)
  const prices = { current: pricing(plan.prices, plan.facts.prices.find) }
  await recoverLeftJournals(state, 'all', { plan, prices, environment, log })
  const recordsOptions = { stateFolder: state.path, database, log, clock }
  const records = options.records ? startRecordsProcess(recordsOptions) : null
  undo.push(() => records?.stop())
  let group: WorkerGroup | null = null
  const books = new Books(raises)
  const book = (): LimitBook => books.of(group?.plan ?? plan)
  const limits = (): readonly BoundLimit[] => book().all()
  const opened = await groupCounters(plan, state, { resolver, environment, log, limits, registry: null })
  undo.push(() => opened.close())
  const notices = new BudgetWebhooks({
    resolve: (reference) => resolver.value(reference),
    workload: () => (group?.plan ?? plan).workload,
    clock,
    random,
    log,
    file: new NoticeFile(state.notices, clock.nowMs(), log),
    kept: ({ key }, crossing) => opened.untold?.kept(key, crossing),
  })
  takeOverCrossings(opened, limits, notices, log)
  undo.push(() => notices.close())
  const restorer = new UseRestorer({
    counters: opened.counters,
    reader: records ?? recordsOnDemand(recordsOptions),
    clock,
    log,
    // Counters that are shared know themselves what was told.
    notices: plan.storage.counters === null ? notices : null,
  })
  undo.push(() => restorer.close())
  const planText = async (of: Plan, { text, factsFiles }: PlanTexts): Promise<PlanText> => {
    await simulated.serve(of)
    const own = [...of.accounts.values()].filter(({ endpoint }) => endpoint === null)
    return {
      text,
      factsFiles: [...factsFiles],
      simulated: own.map(({ name }) => [name, simulated.url(name)]),
    }
  }
  exposeStart(registry)
  if (records !== null) exposeDatabase(registry, () => records.status())
  const limitUsed = limitUsedGauge(registry)
  registry.beforeCollect(() => {
    readLimitGauges({ counters: opened.counters, clock, log }, book(), limitUsed)
    registry.release({ limit: new Set(limits().map(({ key }) => key)) })
  })
  if (!hadLedger) restorer.assume(limits())
  else if (!(await restorer.bring(limits(), RESTORE_WAIT_MS))) log.warn({}, BEHIND)
  const running = new WorkerGroup({
    workers,
    clock,
    log,
    forward: (lines) => options.log.forward(lines),
    common: { shownAs: options.file, stateFolder: state.path, countersSocket: opened.socket },
    plan,
    planText: await planText(plan, texts),
    raises: () => raises.byLimit(),
    crossed: ({ limit, crossing }) => notices.crossed(limit, crossing),
    warnings: () => [
      ...(restorer.isBehind ? [BEHIND] : []),
      ...opened.warnings(),
      ...databaseWarnings(records?.status() ?? null),
    ],
    restarted: () => void restorer.bringAgain(limits(), RESTORE_WAIT_MS),
    registry,
  })
  group = running
  const alerts = startAlerts({
    state,
    resolver,
    registry,
    read: async (names) => readingsOfText(await running.metrics(), names),
    plan: () => running.plan,
    link: opened.alertLink,
    environment,
    log,
  })
  undo.push(() => alerts.close())
  undo.push(() => running.stop())
  await running.begin()
  await telemetry.start(`${environment.host}:${running.address.port}`)
  let adminServing: AdminServing | null = null
  const startedMs = clock.nowMs()
  const inForce = {
    get plan() {
      return running.plan
    },
    async take(next: Plan, from: PlanTexts) {
      // The listeners stay as they are: addresses and certificate follow at the next start.
      const { listen, operations } = running.plan.gateway
      const ready = { ...next, gateway: { ...next.gateway, listen, operations } }
      await running.take(ready, await planText(ready, from))
      takePlan(ready)
      adminServing?.child.takePlan(from)
      void restorer.bring(limits(), RESTORE_WAIT_MS)
    },
  }
  const reloader = new Reloader({ file, shownAs: options.file, inForce, environment, log })
  const admin = await startAdminServer(
    state.adminSocket,
    {
      status: async () => ({
        workload: running.plan.workload,
        plan: running.plan.revision,
        address: running.address,
        startedMs,
        simulator: simulated.simulator?.controlUrl ?? null,
        warnings: (await running.standing()).warnings,
        admin: adminServing?.child.state() ?? null,
        lastReload: reloader.last,
        records: records?.status() ?? null,
        counters: opened.state(),
        memory: environment.memory(),
        ...shownStates(await running.states()),
      }),
      deployments: async () => (await running.standing()).models,
      live: async () => ({ ...(await running.live()), alerts: alerts.current() }),
      incidents: () => ({ incidents: alerts.incidents(0), alerts: alerts.current() }),
      setDrain: (id, drain) => running.setDrain(id, drain),
      reload: () => reloader.reload('admin API'),
      async limits() {
        return { limits: (await limitReports(opened.counters, limits(), clock.nowMs())).map(shownLimit) }
      },
      raises: () => ({ raises: raises.made.map((raise) => shownRaise(raise, limits())) }),
      async raise(order) {
        const answer = await raises.add(order, book(), running.plan.limits.timeZone)
        if (!answer.ok) return { problem: answer.problem }
        await running.takeRaises()
        const shown = shownRaise(answer.raise, limits())
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
    gatewayCertificate: (await tlsOf('gateway', plan.gateway, resolver))?.certificate ?? null,
  })
  undo.push(() => adminServing?.child.stop())
  undo.push(watchFile(file, texts.text, clock, log, () => void reloader.reload('file change')))
  undo.push(environment.onSignal('SIGHUP', () => void reloader.reload('SIGHUP')))
  const { host, port } = running.address
  log.info({ host, port, workers, plan: plan.revision, workload: plan.workload }, 'the gateway listens')
  return {
    address: shownAddress(plan, running.address),
    async stop() {
      await unwind(undo)
      log.info({}, 'stopped')
    },
  }
}

/** The limits of the plan in force, with the raises in force. */
class Books {
  readonly #raises: LimitRaises
  #last: { readonly plan: Plan; readonly count: number; readonly book: LimitBook } | null = null

  constructor(raises: LimitRaises) {
    this.#raises = raises
  }

  of(plan: Plan): LimitBook {
    const { count } = this.#raises
    const last = this.#last
    if (last !== null && last.plan === plan && last.count === count) return last.book
    const book = new LimitBook(plan, this.#raises.byLimit())
    this.#last = { plan, count, book }
    return book
  }
}

/** In this process, for the workers to ask, or in Redis, where this process counts beside them. */
async function groupCounters(
  plan: Plan,
  state: StateFolder,
  parts: Parameters<typeof openCounters>[1],
): Promise<
  Pick<OpenedCounters, 'alertLink' | 'counters' | 'state' | 'untold' | 'warnings' | 'close'> & {
    readonly socket: string | null
  }
> {
  if (plan.storage.counters !== null) return { ...(await openCounters(plan, parts)), socket: null }
  const { clock } = parts.environment
  // A connection tells at once that a worker died, and a lease nothing more.
  const store = new MemoryCounterStore({ leaseMs: Number.MAX_SAFE_INTEGER })
  const server = await serveCounters(state.limitsSocket, { store, clock, log: parts.log })
  return {
    counters: store.open(),
    alertLink: noReplicas,
    socket: state.limitsSocket,
    state: () => null,
    untold: null,
    warnings: () => [],
    close: () => server.close(),
  }
}

async function refuseOpenBindWithoutKeys(
  plan: Plan,
  state: StateFolder,
  { pid, clock }: Environment,
  log: Log,
): Promise<void> {
  const keys = await openKeyFile(state.keys, { pid, clock, log })
  try {
    refuseOpenBind(plan, keys.liveKeys())
  } finally {
    keys.close()
  }
}

function shownStates(states: readonly WorkerState[]): object {
  const looks = states.flatMap(({ look }) => (look === null ? [] : [look]))
  return {
    exchangesUnderWay: looks.reduce((sum, { exchangesUnderWay }) => sum + exchangesUnderWay, 0),
    journal: mergedJournal(looks.map(({ journal }) => journal)),
    workers: states.map(({ worker, pid, restarts, look }) => ({
      worker,
      pid,
      restarts,
      plan: look?.standing.plan ?? null,
      exchangesUnderWay: look?.exchangesUnderWay ?? null,
      journal: look?.journal ?? null,
      memory: look?.memory ?? null,
    })),
  }
}

/** What was written adds up; one that cannot be written speaks for all. */
function mergedJournal(journals: readonly (JournalState & JournalStats)[]): object {
  const sum = (of: (journal: JournalState & JournalStats) => number) =>
    journals.reduce((total, journal) => total + of(journal), 0)
  const failed = journals.find(({ kind }) => kind === 'failed')
  const problem =
    failed?.kind === 'failed'
      ? {
          kind: 'failed',
          reason: failed.reason,
          sinceMs: failed.sinceMs,
          bufferedRecords: sum((one) => (one.kind === 'failed' ? one.bufferedRecords : 0)),
        }
      : { kind: 'ok' }
  return {
    ...problem,
    records: sum(({ records }) => records),
    bytes: sum(({ bytes }) => bytes),
    commits: sum(({ commits }) => commits),
  }
}
