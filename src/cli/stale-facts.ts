import {
  daysSince,
  FACTS_AGE_LIMIT_DAYS,
  MODEL_PRICES_AS_OF,
  MODEL_RETIREMENTS_AS_OF,
  modelAvailabilityAsOf,
  PTU_AS_OF,
  REGIONS_AS_OF,
} from '../azure/index.ts'
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
  const used = new Map<string, string>()
  const onAzure = [...plan.deployments.values()].filter(
    ({ account }) => plan.accounts.get(account)?.provider === 'azure-openai',
  )
  if ([...plan.accounts.values()].some(({ region }) => region !== null)) used.set('regions', REGIONS_AS_OF)
  if (plan.deployments.size > 0) used.set('list prices', MODEL_PRICES_AS_OF)
  if ([...plan.deployments.values()].some(({ capacity }) => capacity.kind === 'provisioned'))
    used.set('sizes and throughput of PTU', PTU_AS_OF)
  if (onAzure.length > 0) used.set('retirements of models', MODEL_RETIREMENTS_AS_OF)
  for (const { type } of onAzure) {
    const asOf = type === null ? null : modelAvailabilityAsOf(type)
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
