import type { Deployment, Plan } from './plan.ts'

/** In the order of the file; empty for a model that the plan does not have. */
export function deploymentsOf(plan: Plan, model: string): readonly Deployment[] {
  return plan.models.get(model)?.deployments ?? []
}
