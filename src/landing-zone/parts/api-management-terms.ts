import type { ConsumerPath } from '../../base/index.ts'
import type { Limit } from '../../workload/index.ts'
import type { Estate } from '../estate.ts'
import type { PolicyLimit } from './api-management-policy.ts'

/** A consumer as API Management can hold it to its terms. */
interface ConsumerTerms {
  readonly path: ConsumerPath
  readonly models: ReadonlySet<string>
  /** Its own and those of the paths above it, which all below share. */
  readonly limits: readonly PolicyLimit[]
}

export function apiManagementConsumers({ plan }: Estate): readonly ConsumerTerms[] {
  return [...plan.consumers.values()]
    .filter(({ models }) => models.size > 0)
    .map(({ path, models }) => ({
      path,
      models,
      limits: [...plan.limits.consumers].flatMap(([above, limits]) =>
        above === path || path.startsWith(`${above}/`)
          ? limits.filter(isExpressible).map(({ amount }) => ({ path: above, tokensPerMinute: amount }))
          : [],
      ),
    }))
}

/** Whether a policy of API Management means the same by it, but for raises and weights. */
export function isExpressible({ name, node, mode }: Limit): boolean {
  return node.kind === 'consumer' && name === 'tokens_per_minute' && mode === 'enforce'
}
