import {
  type Clock,
  type Log,
  MemoryReplicas,
  mergedExposition,
  type MetricRegistry,
  withoutGauges,
} from '../base/index.ts'
import {
  combineOf,
  type Drain,
  type HealthReport,
  type LiveTotals,
  mergedStanding,
  mergedTotals,
  type ModelReport,
} from '../gateway/index.ts'
import type { Plan, Raise } from '../workload/index.ts'
import { GroupWorker, type WorkerEnd } from './group-worker.ts'
import { relayTo } from './parent-link.ts'
import type { Listening, ParentWords, PlanText, WorkerLook, WorkerStart } from './worker-words.ts'

/**
 * The workers of one machine, as their parent keeps them: started, started again when they die, brought to the same
 * plan, raises and drained deployments, and asked how they stand.
 */
export interface WorkerGroupParts {
  readonly workers: number
  readonly clock: Clock
  readonly log: Log
  readonly forward: (lines: Buffer) => void
  /** What is the same for all workers and as long as the program runs. */
  readonly common: Pick<WorkerStart, 'shownAs' | 'stateFolder' | 'countersSocket'>
  readonly plan: Plan
  readonly planText: PlanText
  readonly raises: () => ReadonlyMap<string, readonly Raise[]>
  readonly crossed: (crossed: ParentWords['crossed']['asks']) => void
  /** What an operator should know of the parent itself. */
  readonly warnings: () => readonly string[]
  /** A worker that had died serves again; what it had under way is in its journal as interrupted. */
  readonly restarted: () => void
  readonly registry: MetricRegistry
}

export interface WorkerState {
  readonly worker: number
  readonly pid: number | null
  readonly restarts: number
  /** Null where it does not serve, or does not answer. */
  readonly look: WorkerLook | null
}

/** Making a fleet may fetch secrets and tokens. Besides, a journal may be another's until that one has drained. */
const START_DEADLINE_MS = 60_000
const PREPARE_DEADLINE_MS = 60_000
const LOOK_DEADLINE_MS = 2_000
/** Long, because whoever does not follow in time is ended: a busy machine is no reason. */
const FOLLOW_DEADLINE_MS = 30_000
const FIRST_RESTART_MS = 100
const LONGEST_RESTART_MS = 30_000
/** Past the drain deadline, for what is flushed after it. */
const STOP_MARGIN_MS = 10_000

interface Member {
  readonly number: number
  process: GroupWorker | null
  /** In a row; a long life starts the count anew. */
  failures: number
  restarts: number
  cancelRestart: (() => void) | null
  /** The last metrics that were seen of this process. */
  metrics: string
}

export class WorkerGroup {
  readonly #parts: WorkerGroupParts
  readonly #members: readonly Member[]
  readonly #drained = new Map<string, Drain>()
  readonly #replicas: MemoryReplicas
  #plan: Plan
  #planText: PlanText
  #listening: Listening | null = null
  /** One after another: what is in force changes, or a worker is brought to it. */
  #changes: Promise<unknown> = Promise.resolve()
  /** Counters and histograms of processes that ended, as they were last seen. */
  #leftBehind = ''
  #isBegun = false
  #isStopping = false

  constructor(parts: WorkerGroupParts) {
    this.#parts = parts
    this.#replicas = new MemoryReplicas(parts.clock)
    this.#plan = parts.plan
    this.#planText = parts.planText
    this.#members = Array.from({ length: parts.workers }, (_, i) => ({
      number: i + 1,
      process: null,
      failures: 0,
      restarts: 0,
      cancelRestart: null,
      metrics: '',
    }))
    const { registry } = parts
    const serving = registry.gauge('causeway_workers', 'Worker processes that serve').with()
    const restarts = registry.counter(
      'causeway_worker_restarts_total',
      'Worker processes that were started again, because they had ended',
    )
    registry.beforeCollect(() => {
      serving.set(this.#serving().length)
      for (const { number, restarts: count } of this.#members)
        restarts.with({ worker: `${number}` }).value = count
    })
  }

  get plan(): Plan {
    return this.#plan
  }

  get address(): Listening {
    if (this.#listening === null) throw new Error('the gateway does not listen yet')
    return this.#listening
  }

  /** Rejects with what keeps a worker from starting. The first one finds the port, where any free one was asked for. */
  async begin(): Promise<void> {
    const [first, ...others] = this.#members
    if (first !== undefined) await this.#bring(first)
    await Promise.all(others.map((member) => this.#bring(member)))
    this.#isBegun = true
  }

  /** Puts a plan in force in all workers or, throwing, in none. */
  take(plan: Plan, planText: PlanText): Promise<void> {
    return this.#change(async () => {
      const serving = this.#serving()
      const prepared = await Promise.allSettled(
        serving.map(({ talk }) => talk.ask('prepare', planText, PREPARE_DEADLINE_MS)),
      )
      // One that died meanwhile is no reason: it is started again with what is in force then.
      const failed = prepared.find((one, i) => one.status === 'rejected' && serving[i]?.isServing === true)
      if (failed?.status === 'rejected') {
        for (const { talk } of serving) talk.tell('drop', null)
        throw failed.reason
      }
      this.#plan = plan
      this.#planText = planText
      for (const id of this.#drained.keys()) if (!plan.deployments.has(id)) this.#drained.delete(id)
      await this.#everywhere('commit', null)
    })
  }

  /** After raises were made or ended. */
  takeRaises(): Promise<void> {
    return this.#change(() => this.#everywhere('raises', [...this.#parts.raises()]))
  }

  /** False when the plan has no deployment with this id. */
  async setDrain(deployment: string, drain: Drain | null): Promise<boolean> {
    if (!this.#plan.deployments.has(deployment)) return false
    if (drain === null) this.#drained.delete(deployment)
    else this.#drained.set(deployment, drain)
    await this.#change(() => this.#everywhere('drained', { deployment, drain }))
    return true
  }

  async states(): Promise<readonly WorkerState[]> {
    return Promise.all(
      this.#members.map(async ({ number, process, restarts }) => ({
        worker: number,
        pid: process?.pid ?? null,
        restarts,
        look: process?.isServing === true ? await lookAt(process) : null,
      })),
    )
  }

  /** What all workers counted since they started, and how deployments stand. */
  async live(): Promise<{ readonly totals: LiveTotals; readonly models: readonly ModelReport[] }> {
    const states = await this.states()
    const looks = states.flatMap(({ look }) => (look === null ? [] : [look]))
    const totals = mergedTotals(looks.map((look) => look.totals))
    return { totals, models: this.#standingOf(states).models }
  }

  async standing(): Promise<HealthReport> {
    return this.#standingOf(await this.states())
  }

  #standingOf(states: readonly WorkerState[]): HealthReport {
    const reasons: string[] = []
    const warnings = [...this.#parts.warnings()]
    const standings: HealthReport[] = []
    for (const { worker, look } of states) {
      if (look !== null) standings.push(look.standing)
      // What does not run gets no connections; what runs and does not answer does.
      else if (this.#members[worker - 1]?.process?.isServing === true)
        reasons.push(`worker ${worker} does not answer`)
      else warnings.push(`worker ${worker} does not run; it is started again`)
    }
    if (standings.length === 0) reasons.push('no worker serves')
    const own = { reasons, warnings, plan: this.#plan.revision, models: [] }
    return mergedStanding([own, ...standings])
  }

  async metrics(): Promise<string> {
    const texts = this.#members.map(async (member) => {
      const { process } = member
      if (process?.isServing === true) {
        const text = await process.talk.ask('metrics', null, LOOK_DEADLINE_MS).catch(() => null)
        if (text !== null && member.process === process) member.metrics = text
      }
      return member
    })
    const members = await Promise.all(texts)
    // Read at one instant, so that nothing of a process that ended meanwhile is there twice, or not at all.
    const shown = [this.#leftBehind, ...members.map(({ metrics }) => metrics)]
    return mergedExposition([...shown, this.#parts.registry.expose()], combineOf)
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const deadlineMs = this.#plan.gateway.drainDeadlineMs + STOP_MARGIN_MS
    for (const { cancelRestart } of this.#members) cancelRestart?.()
    const processes = this.#members.flatMap(({ process }) => (process === null ? [] : [process]))
    await Promise.all(processes.map((process) => process.stop(deadlineMs)))
  }

  #serving(): GroupWorker[] {
    return this.#members.flatMap(({ process }) => (process?.isServing === true ? [process] : []))
  }

  #change<T>(change: () => Promise<T>): Promise<T> {
    const next = this.#changes.then(change)
    this.#changes = next.catch(() => {})
    return next
  }

  /** One that does not follow would serve by something else than the others: it is ended, and started again by what is. */
  async #everywhere<Name extends 'commit' | 'raises' | 'drained'>(
    name: Name,
    asks: Parameters<typeof GroupWorker.prototype.talk.ask<Name>>[1],
  ): Promise<void> {
    await Promise.all(
      this.#serving().map((worker) =>
        worker.talk.ask(name, asks, FOLLOW_DEADLINE_MS).catch((error: unknown) => {
          this.#parts.log.error(
            { worker: worker.number, err: error },
            'a worker does not follow; it is ended',
          )
          worker.kill()
        }),
      ),
    )
  }

  async #bring(member: Member): Promise<void> {
    const { clock, common, workers, forward, crossed } = this.#parts
    const link = this.#replicas.join()
    const process: GroupWorker = new GroupWorker({
      number: member.number,
      clock,
      forward,
      answers: {
        ...relayTo((heard) => process.talk.tell('heard', heard), link),
        standing: () => this.standing(),
        metrics: () => this.metrics(),
        crossed(asks) {
          crossed(asks)
          return null
        },
      },
      ended: (worker, how) => {
        void link.close()
        this.#ended(member, worker, how)
      },
    })
    member.process = process
    const planText = this.#planText
    const { gateway } = this.#plan
    const listening = this.#listening
    const start: WorkerStart = {
      ...common,
      number: member.number,
      workers,
      plan: planText,
      listen: listening ?? gateway.listen,
      operations: operationsOf(gateway.operations, listening),
      raises: [...this.#parts.raises()],
    }
    try {
      await process.talk.ask('start', start, START_DEADLINE_MS + gateway.drainDeadlineMs)
      await this.#change(() => this.#join(process, planText))
    } catch (error) {
      process.kill()
      throw error
    }
  }

  /** What changed while it started is told before it has the port. */
  async #join(process: GroupWorker, startedWith: PlanText): Promise<void> {
    const { talk } = process
    if (startedWith !== this.#planText) {
      await talk.ask('prepare', this.#planText, PREPARE_DEADLINE_MS)
      await talk.ask('commit', null, FOLLOW_DEADLINE_MS)
    }
    await talk.ask('raises', [...this.#parts.raises()], FOLLOW_DEADLINE_MS)
    for (const [deployment, drain] of this.#drained)
      await talk.ask('drained', { deployment, drain }, FOLLOW_DEADLINE_MS)
    const listening = await talk.ask('listen', null, FOLLOW_DEADLINE_MS)
    this.#listening ??= listening
    process.isServing = true
  }

  #ended(member: Member, worker: GroupWorker, { code, signal, error }: WorkerEnd): void {
    if (member.process !== worker) return
    member.process = null
    this.#leftBehind = mergedExposition([this.#leftBehind, withoutGauges(member.metrics)], combineOf)
    member.metrics = ''
    if (this.#isStopping || (!this.#isBegun && this.#listening === null)) return
    const { clock, log } = this.#parts
    const lived = clock.monotonicMs() - worker.startedMs
    member.failures = lived > LONGEST_RESTART_MS ? 1 : member.failures + 1
    const delayMs = Math.min(LONGEST_RESTART_MS, FIRST_RESTART_MS * 2 ** (member.failures - 1))
    log.error(
      { worker: member.number, pid: worker.pid, code, signal, delayMs, err: error ?? undefined },
      'a worker ended; what it had set aside is given back, and it is started again',
    )
    member.cancelRestart = clock.after(delayMs, () => this.#restart(member))
  }

  #restart(member: Member): void {
    member.cancelRestart = null
    if (this.#isStopping) return
    member.restarts++
    const { log, restarted } = this.#parts
    this.#bring(member).then(
      () => {
        log.info({ worker: member.number, pid: member.process?.pid }, 'a worker serves again')
        restarted()
      },
      (error: unknown) => log.error({ worker: member.number, err: error }, 'a worker could not be started'),
    )
  }
}

/** Where any free port was asked for, the first worker found it. */
function operationsOf(
  asked: WorkerStart['operations'],
  listening: Listening | null,
): WorkerStart['operations'] {
  const port = listening?.operationsPort ?? null
  return asked === null || port === null ? asked : { ...asked, port }
}

function lookAt({ talk }: GroupWorker): Promise<WorkerLook | null> {
  return talk.ask('look', null, LOOK_DEADLINE_MS).catch(() => null)
}
