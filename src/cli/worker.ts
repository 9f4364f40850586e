import { mkdir } from 'node:fs/promises'

import { MetricRegistry } from '../base/index.ts'
import { buildFleet, type Fleet, Gateway, gatewayMetrics, unusedPools, withRaises } from '../gateway/index.ts'
import { type Pricing, pricing, TextKeys } from '../ledger/index.ts'
import type { BoundLimit } from '../limits/index.ts'
import { openKeyFile, WorkerCounters } from '../storage/index.ts'
import type { PinoLog } from '../telemetry/index.ts'
import type { Plan } from '../workload/index.ts'
import { openBatchServing } from './batch-serving.ts'
import { type OpenedCounters, openCounters } from './counters.ts'
import type { Environment } from './environment.ts'
import { exposeKeyEnds } from './key-ends.ts'
import { lockJournal, workerJournal } from './left-journals.ts'
import { openTelemetry } from './opened-telemetry.ts'
import { ParentLink } from './parent-link.ts'
import type { Answers, ProcessTalk } from './process-talk.ts'
import { Resolver } from './resolution.ts'
import { listen, openPlanJournal, signingKey, tlsOf, type Undo, unwind } from './serving-parts.ts'
import { stateFolder } from './state-folder.ts'
import { workerPlan } from './worker-plan.ts'
import type { ParentWords, PlanText, WorkerStart, WorkerWords } from './worker-words.ts'

/**
 * One of the processes that serve one port together: a gateway with an event loop and a journal of its own. Whatever
 * is one for the machine (the file, the keys' lock, counters, the database, webhooks, the admin socket) is its parent's.
 */
export interface Worker {
  readonly answers: Omit<Answers<WorkerWords>, 'start' | 'drain'>
  /** Ends what is under way within the plan's drain deadline, and flushes the journal. */
  stop(): Promise<void>
}

export type ToParent = ProcessTalk<WorkerWords, ParentWords>

interface Prepared {
  readonly fleet: Fleet
  readonly pricing: Pricing
}

const COUNTERS_SILENT = 'the parent process, which counts, does not answer; what is limited is refused'

export interface WorkerParts {
  readonly toParent: ToParent
  readonly environment: Environment
  readonly log: PinoLog
  /** Nobody counts for it any more: it can serve no longer. */
  readonly lost: () => void
}

export async function startWorker(start: WorkerStart, parts: WorkerParts): Promise<Worker> {
  const undo: Undo[] = []
  try {
    return await startParts(start, parts, undo)
  } catch (error) {
    await unwind(undo)
    throw error
  }
}

async function startParts(
  start: WorkerStart,
  { toParent, environment, log: ownLog, lost }: WorkerParts,
  undo: Undo[],
): Promise<Worker> {
  const { clock, random, pid } = environment
  const state = stateFolder(start.stateFolder)
  const planFrom = ({ text, factsFiles }: PlanText): Plan =>
    workerPlan({ text, factsFiles: new Map(factsFiles) }, { ...start, nowMs: clock.nowMs() })
  const plan = planFrom(start.plan)
  ownLog.setLevel(plan.gateway.log.level)
  const resolver = new Resolver(environment, ownLog)
  undo.push(() => resolver.close())
  const { metrics: metricSettings } = plan.telemetry
  const registry = new MetricRegistry({ clock, maxSeries: metricSettings.maxSeries })
  // Ended after all that is told of.
  const telemetry = openTelemetry(plan, { registry, resolver, environment, log: ownLog })
  undo.push(() => telemetry.close())
  const { log } = telemetry
  const journalFolder = workerJournal(state, start.number)
  await mkdir(journalFolder, { recursive: true, mode: 0o700 })
  undo.push(await lockJournal(journalFolder, plan.gateway.drainDeadlineMs, environment))
  const keys = await openKeyFile(state.keys, { pid, clock, log })
  undo.push(() => keys.close())
  const metrics = gatewayMetrics(registry, metricSettings)
  const prices = { current: pricing(plan.prices, plan.facts.prices.find) }
  let raises = new Map(start.raises)
  const prepare = async (from: PlanText, previous: Fleet | null): Promise<Prepared> => {
    const next = previous === null ? plan : planFrom(from)
    const simulated = new Map(from.simulated)
    const resolved = await resolver.accounts(next, (account) => simulatedUrl(simulated, account))
    const priced = pricing(next.prices, next.facts.prices.find)
    const parts = { clock, metrics, pricing: priced, raises }
    return { fleet: buildFleet(next, resolved, previous, parts), pricing: priced }
  }
  const { fleet } = await prepare(start.plan, null)
  const journal = openPlanJournal(plan, journalFolder, prices, environment, log)
  undo.push(() => journal.close())
  const textKeys = new TextKeys(state.textKeys, { clock, log })
  undo.push(() => textKeys.close())
  const others = new ParentLink({
    told: (telling) => toParent.tell('told', telling),
    listens: () => toParent.tell('listens', null),
  })
  let limitsInForce = (): readonly BoundLimit[] => fleet.limits.all()
  const opened = await workerCounters(start, { others, lost }, plan, {
    resolver,
    environment,
    log,
    registry,
    limits: () => limitsInForce(),
  })
  undo.push(() => opened.close())
  const batches = openBatchServing({
    state,
    metrics: registry,
    pid,
    clock,
    random,
    log,
    plan: () => gateway.fleet.plan,
  })
  const gateway: Gateway = new Gateway({
    fleet,
    counters: opened.counters,
    notices: { crossed: (limit, crossing) => toParent.tell('crossed', { limit, crossing }) },
    keys,
    journal,
    textKeys,
    pricing: { ratesFor: (model, type) => prices.current.ratesFor(model, type) },
    metrics,
    clock,
    random,
    log,
    warnings: () => opened.warnings(),
    signingKey: await signingKey(plan, state, resolver),
    replicas: opened.replicas,
    batching: batches.batching,
    spans: telemetry.spans,
    group: {
      standing: () => toParent.ask('standing', null),
      metrics: () => toParent.ask('metrics', null),
    },
  })
  limitsInForce = () => gateway.fleet.limits.all()
  exposeKeyEnds(registry, { keys: () => keys.list(), consumers: () => gateway.fleet.consumers, clock })
  const tls = await tlsOf('gateway', plan.gateway, resolver)
  let prepared: Prepared | null = null
  const drop = async (): Promise<null> => {
    const dropped = prepared
    prepared = null
    if (dropped !== null)
      await Promise.all(unusedPools(dropped.fleet, [gateway.fleet]).map((pool) => pool.close()))
    return null
  }
  return {
    answers: {
      async listen() {
        await listen(gateway, tls)
        undo.push(async () => {
          const { cut } = await gateway.drain(gateway.fleet.plan.gateway.drainDeadlineMs)
          if (cut > 0) log.warn({ exchanges: cut }, 'the drain deadline passed; these exchanges were cut')
        })
        undo.push(await batches.run(gateway))
        await telemetry.start(`${environment.host}:${gateway.address.port}/worker-${start.number}`)
        return { ...gateway.address, operationsPort: gateway.operationsAddress?.port ?? null }
      },
      async prepare(from) {
        await drop()
        prepared = await prepare(from, gateway.fleet)
        return null
      },
      commit() {
        if (prepared === null) throw new Error('no plan was prepared')
        prices.current = prepared.pricing
        gateway.swap(withRaises(prepared.fleet, raises))
        ownLog.setLevel(prepared.fleet.plan.gateway.log.level)
        prepared = null
        return null
      },
      drop,
      raises(byLimit) {
        raises = new Map(byLimit)
        gateway.swap(withRaises(gateway.fleet, raises))
        return null
      },
      drained({ deployment, drain }) {
        gateway.setDrain(deployment, drain)
        return null
      },
      look: () => ({
        standing: gateway.standing(),
        exchangesUnderWay: gateway.exchangesUnderWay,
        totals: gateway.liveTotals(),
        journal: { ...journal.state, ...journal.stats() },
        memory: environment.memory(),
      }),
      metrics: () => gateway.metricsText(),
      heard(asks) {
        others.hear(asks)
        return null
      },
    },
    stop: () => unwind(undo),
  }
}

/** With Redis a worker is one of the replicas that share it; else its parent stands between it and the others. */
async function workerCounters(
  { countersSocket }: WorkerStart,
  { others, lost }: { readonly others: ParentLink; readonly lost: () => void },
  plan: Plan,
  parts: Parameters<typeof openCounters>[1],
): Promise<Omit<OpenedCounters, 'alertLink' | 'state' | 'untold'>> {
  if (countersSocket === null) return openCounters(plan, parts)
  const { clock } = parts.environment
  const counters = new WorkerCounters({ socketPath: countersSocket, clock, log: parts.log, lost })
  return {
    counters,
    replicas: others,
    warnings: () => (counters.isUp ? [] : [COUNTERS_SILENT]),
    async close() {
      await others.close()
      await counters.close(clock.nowMs())
    },
  }
}

function simulatedUrl(urls: ReadonlyMap<string, string>, account: string): string {
  const url = urls.get(account)
  if (url === undefined) throw new TypeError(`no simulated account is called ${account}`)
  return url
}
