import { COST_CENTER, type AccountEstate, type Estate } from '../estate.ts'
import type { Body } from '../resource-graph.ts'

/** Of an account of models: its cost center, too, where all who may call what it serves have the same. */
export function accountTags(
  { plan, tags }: Pick<Estate, 'plan' | 'tags'>,
  { deployments }: Pick<AccountEstate, 'deployments'>,
): Body {
  if (Object.keys(tags).some((name) => name.toLowerCase() === COST_CENTER)) return tags
  const callers = [...plan.consumers.values()].filter(({ models }) =>
    deployments.some(({ model }) => models.has(model)),
  )
  const [center, ...others] = new Set(callers.map(({ costCenter }) => costCenter))
  return typeof center === 'string' && others.length === 0 ? { ...tags, [COST_CENTER]: center } : tags
}
