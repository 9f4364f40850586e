import type { Telling } from '../base/index.ts'
import type { Drain, HealthReport, LiveTotals } from '../gateway/index.ts'
import type { JournalState, JournalStats } from '../ledger/index.ts'
import type { BoundLimit, Crossing } from '../limits/index.ts'
import type { FactsText, Raise } from '../workload/index.ts'
import type { ListenAddress } from './worker-plan.ts'

/** What the parent asks a worker. */
export interface WorkerWords {
  /** Makes everything ready but the listener. */
  start: { readonly asks: WorkerStart; readonly answers: null }
  listen: { readonly asks: null; readonly answers: Listening }
  /** Makes a fleet of another plan, for `commit` to put in force or `drop` to forget. */
  prepare: { readonly asks: PlanText; readonly answers: null }
  commit: { readonly asks: null; readonly answers: null }
  drop: { readonly asks: null; readonly answers: null }
  raises: { readonly asks: RaisesByLimit; readonly answers: null }
  drained: {
    readonly asks: { readonly deployment: string; readonly drain: Drain | null }
    readonly answers: null
  }
  look: { readonly asks: null; readonly answers: WorkerLook }
  metrics: { readonly asks: null; readonly answers: string }
  /** What another worker told all others. */
  heard: { readonly asks: { readonly text: string; readonly ageMs: number }; readonly answers: null }
  /** Takes no new work, ends what is under way, and then the process. */
  drain: { readonly asks: null; readonly answers: null }
}

/** What a worker asks its parent. */
export interface ParentWords {
  standing: { readonly asks: null; readonly answers: HealthReport }
  metrics: { readonly asks: null; readonly answers: string }
  /** For all other workers to hear. */
  told: { readonly asks: Telling; readonly answers: null }
  /** Wants to hear what others tell, and what of it stands. */
  listens: { readonly asks: null; readonly answers: null }
  crossed: {
    readonly asks: { readonly limit: BoundLimit; readonly crossing: Crossing }
    readonly answers: null
  }
}

export interface PlanText {
  readonly text: string
  /** What was read of the files of facts that it names. */
  readonly factsFiles: readonly (readonly [string, FactsText])[]
  /** Base URLs of the plan's simulated accounts, by name. */
  readonly simulated: readonly (readonly [string, string])[]
}

export type RaisesByLimit = readonly (readonly [string, readonly Raise[]])[]

export interface WorkerStart {
  /** From 1; it names the worker's journal. */
  readonly number: number
  /** How many there are, among whom bounds of the machine are divided. */
  readonly workers: number
  /** The workload file as messages show it. */
  readonly shownAs: string
  readonly plan: PlanText
  readonly listen: ListenAddress
  readonly operations: ListenAddress | null
  readonly stateFolder: string
  /** Where the parent counts; null where limits are counted in Redis. */
  readonly countersSocket: string | null
  readonly raises: RaisesByLimit
}

export interface Listening {
  readonly host: string
  readonly port: number
  readonly operationsPort: number | null
}

export interface WorkerLook {
  readonly standing: HealthReport
  readonly exchangesUnderWay: number
  readonly totals: LiveTotals
  readonly journal: JournalState & JournalStats
  readonly memory: { readonly rss: number; readonly heapUsed: number }
}
