import { daysSince, FACTS_AGE_LIMIT_DAYS } from '../azure/index.ts'
import type { Plan } from '../workload/index.ts'

/** Facts about Azure that a plan was held against and that may no longer be so. */
export interface StaleFacts {
  readonly facts: string
  /** Day on which they were so. */
  readonly asOf: string
  readonly ageDays: number
}

/** Oldest first; of the tables that say nothing of this plan, none. */
export function staleFacts(plan: Plan, nowMs: number): readonly StaleFacts[] {
  const { regions, prices, ptu, retirements, offers } = plan.facts
  const used = new Map<string, string>()
  const onAzure = [...plan.deployments.values()].filter(
    ({ account }) => plan.accounts.get(account)?.provider === 'azure-openai',
  )
  if ([...plan.accounts.values()].some(({ region }) => region !== null)) used.set('regions', regions.asOf)
  if (plan.deployments.size > 0) used.set('list prices', prices.asOf)
  if ([...plan.deployments.values()].some(({ capacity }) => capacity.kind === 'provisioned'))
    used.set('sizes and throughput of PTU', ptu.asOf)
  if (onAzure.length > 0) used.set('retirements of models', retirements.asOf)
  for (const { type } of onAzure) {
    const asOf = type === null ? null : offers.asOf(type)
    if (asOf !== null) used.set(`where models are offered as ${type}`, asOf)
  }
  return [...used]
    .map(([facts, asOf]) => ({ facts, asOf, ageDays: daysSince(asOf, nowMs) }))
    .filter(({ ageDays }) => ageDays > FACTS_AGE_LIMIT_DAYS)
    .sort((a, b) => b.ageDays - a.ageDays)
}

/** A paragraph for people; empty where nothing is stale. */
export function formatStaleFacts(stale: readonly StaleFacts[]): string {
  if (stale.length === 0) return ''
  const lines = stale.map(({ facts, asOf, ageDays }) => `  ${asOf} (${ageDays} days)  ${facts}\n`)
  return `Azure may have changed: these facts are older than ${FACTS_AGE_LIMIT_DAYS} days\n${lines.join('')}`
}
