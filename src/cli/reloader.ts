import type { Log } from '../base/index.ts'
import { formatDiagnostic, type Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { type PlanTexts, readPlan } from './plan-source.ts'

export type ReloadOutcome =
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

/** What serves, in one process or several. */
export interface InForce {
  readonly plan: Plan
  /** Puts a plan in force, everywhere; throws where it cannot be, and then what was in force stays so everywhere. */
  take(plan: Plan, texts: PlanTexts): Promise<void>
}

export interface ReloaderParts {
  readonly file: string
  readonly shownAs: string
  readonly inForce: InForce
  readonly environment: Pick<Environment, 'clock'>
  readonly log: Log
}

/** One reload at a time; a file with errors, or whose references lead nowhere, keeps the plan that runs. */
export class Reloader {
  last: ReloadOutcome | null = null
  readonly #parts: ReloaderParts
  #queue: Promise<unknown> = Promise.resolve()

  constructor(parts: ReloaderParts) {
    this.#parts = parts
  }

  reload(cause: string): Promise<ReloadOutcome> {
    const next = this.#queue.then(() => this.#reload(cause))
    this.#queue = next
    return next
  }

  async #reload(cause: string): Promise<ReloadOutcome> {
    const { file, shownAs, inForce, environment, log } = this.#parts
    const { clock } = environment
    const before = inForce.plan.revision
    const refused = (errors: readonly string[]): ReloadOutcome => {
      log.error({ cause, errors, plan: before }, 'the workload file was refused; the plan stays')
      return { outcome: 'refused', plan: before, atMs: clock.nowMs(), cause, errors }
    }
    try {
      const { loaded, texts } = await readPlan(file, shownAs, clock)
      if (!loaded.ok) {
        this.last = refused(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)))
        return this.last
      }
      const atMs = clock.nowMs()
      const { revision } = loaded.plan
      await inForce.take(loaded.plan, texts)
      this.last = { outcome: revision === before ? 'unchanged' : 'swapped', plan: revision, atMs, cause }
      log.info({ cause, plan: revision, outcome: this.last.outcome }, 'the workload file was loaded again')
    } catch (error) {
      this.last = refused([error instanceof Error ? error.message : String(error)])
    }
    return this.last
  }
}
