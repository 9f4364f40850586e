import type { ConsumerPath } from '../base/index.ts'
import type { AtEnd, Limit, Plan, Raise } from '../workload/index.ts'
import type { CountedLimit } from './counters.ts'

/**
 * Which limits bind an exchange: those of every node on the consumer's path, of the model and of the deployment. Worked
 * out once for each combination, so that a request only looks its list up.
 */
export interface BoundLimit extends Limit, CountedLimit {
  /** What happens for this consumer and model when the limit is used up; null for all but budgets. */
  readonly atEnd: AtEnd | null
}

/** The most combinations that are kept: when there are more, all are worked out anew. */
const MAX_KEPT = 50_000

type ByDeployment = Map<string | null, readonly BoundLimit[]>

export class LimitBook {
  readonly #plan: Plan
  readonly #raises: ReadonlyMap<string, readonly Raise[]>
  readonly #kept = new Map<ConsumerPath, Map<string, ByDeployment>>()
  #all: readonly BoundLimit[] | null = null
  #size = 0

  /** `raises` are those that are not in the file, by key of limit; they come after those that are, and so win. */
  constructor(plan: Plan, raises: ReadonlyMap<string, readonly Raise[]> = new Map()) {
    this.#plan = plan
    this.#raises = raises
  }

  /**
   * From the organisation down to the consumer, then the model, then the deployment; null leaves the deployment out.
   * The same list for the same names, so that whoever calls may keep things by it.
   */
  binding(consumer: ConsumerPath, model: string, deployment: string | null): readonly BoundLimit[] {
    const kept = this.#kept.get(consumer)?.get(model)?.get(deployment)
    if (kept !== undefined) return kept
    if (this.#size >= MAX_KEPT) {
      this.#kept.clear()
      this.#size = 0
    }
    const made = this.#bind(consumer, model, deployment)
    let byModel = this.#kept.get(consumer)
    if (byModel === undefined) this.#kept.set(consumer, (byModel = new Map<string, ByDeployment>()))
    let byDeployment = byModel.get(model)
    if (byDeployment === undefined) byModel.set(model, (byDeployment = new Map()))
    byDeployment.set(deployment, made)
    this.#size++
    return made
  }

  /** Every limit of the plan, as it binds where nothing more is known: for views, and for what a restart restores. */
  all(): readonly BoundLimit[] {
    return (this.#all ??= this.#bindAll())
  }

  #bindAll(): readonly BoundLimit[] {
    const { consumers, models, deployments } = this.#plan.limits
    return [...consumers.values(), ...models.values(), ...deployments.values()]
      .flat()
      .map((limit) => this.#bound(limit, limit.budget?.atEnd ?? null, limit.mode === 'enforce'))
  }

  #bind(consumer: ConsumerPath, model: string, deployment: string | null): readonly BoundLimit[] {
    const { limits } = this.#plan
    const own = [
      ...pathsDownTo(consumer).flatMap((path) => limits.consumers.get(path) ?? []),
      ...(limits.models.get(model) ?? []),
      ...(deployment === null ? [] : (limits.deployments.get(deployment) ?? [])),
    ]
    const type = deployment === null ? null : this.#plan.deployments.get(deployment)?.type
    const isProvisioned = type?.endsWith('provisioned-managed') === true
    return Object.freeze(
      own.map((limit) => {
        const atEnd = this.#atEnd(limit, consumer, model)
        const isSpared =
          (atEnd?.kind === 'fall-back' && atEnd.model === model) ||
          (atEnd?.kind === 'provisioned-only' && isProvisioned)
        return this.#bound(limit, atEnd, limit.mode === 'enforce' && !isSpared)
      }),
    )
  }

  /** Nobody falls back to a model of another task, or one that he may not use: such calls are refused. */
  #atEnd({ budget }: Limit, consumer: ConsumerPath, model: string): AtEnd | null {
    if (budget === null) return null
    if (budget.atEnd.kind !== 'fall-back') return budget.atEnd
    const target = budget.atEnd.model
    const { models, consumers } = this.#plan
    const isUsable =
      consumers.get(consumer)?.models.has(target) === true &&
      models.get(target)?.task === models.get(model)?.task
    return isUsable ? budget.atEnd : { kind: 'refuse' }
  }

  #bound(limit: Limit, atEnd: AtEnd | null, enforced: boolean): BoundLimit {
    const raises = this.#raises.get(limit.key)
    return Object.freeze({
      ...limit,
      raises: raises === undefined ? limit.raises : Object.freeze([...limit.raises, ...raises]),
      enforced,
      thresholds: limit.budget?.thresholds ?? [],
      atEnd,
    })
  }
}

/** `/a`, `/a/b`, `/a/b/c` */
function pathsDownTo(consumer: ConsumerPath): readonly ConsumerPath[] {
  const paths: ConsumerPath[] = []
  for (let end = consumer.indexOf('/', 1); end !== -1; end = consumer.indexOf('/', end + 1))
    paths.push(consumer.slice(0, end) as ConsumerPath)
  return [...paths, consumer]
}
