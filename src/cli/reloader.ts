import type { Log } from '../base/index.ts'
import type { Fleet, Gateway } from '../gateway/index.ts'
import { formatDiagnostic, type Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import { readPlan } from './plan-source.ts'

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

/** One reload at a time; a file with errors, or whose references lead nowhere, keeps the plan that runs. */
export class Reloader {
  last: ReloadOutcome | null = null
  readonly #file: string
  readonly #shownAs: string
  readonly #gateway: Gateway
  readonly #makeFleet: (plan: Plan, previous: Fleet) => Promise<Fleet>
  readonly #takePlan: (plan: Plan) => void
  readonly #environment: Environment
  readonly #log: Log
  readonly #loaded: () => void
  #queue: Promise<unknown> = Promise.resolve()

  constructor(
    file: string,
    shownAs: string,
    gateway: Gateway,
    makeFleet: (plan: Plan, previous: Fleet) => Promise<Fleet>,
    takePlan: (plan: Plan) => void,
    environment: Environment,
    log: Log,
    loaded: () => void,
  ) {
    this.#file = file
    this.#shownAs = shownAs
    this.#gateway = gateway
    this.#makeFleet = makeFleet
    this.#takePlan = takePlan
    this.#environment = environment
    this.#log = log
    this.#loaded = loaded
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
      const { loaded } = await readPlan(this.#file, this.#shownAs, this.#environment.clock)
      if (!loaded.ok) {
        this.last = refused(loaded.diagnostics.map((diagnostic) => formatDiagnostic(diagnostic)))
        return this.last
      }
      const atMs = this.#environment.clock.nowMs()
      const isSame = loaded.plan.revision === current.revision
      // The listener stays as it is: address and certificate follow at the next start.
      const plan = { ...loaded.plan, gateway: { ...loaded.plan.gateway, listen: current.gateway.listen } }
      const fleet = await this.#makeFleet(plan, this.#gateway.fleet)
      this.#takePlan(plan)
      this.#gateway.swap(fleet)
      this.#loaded()
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
