import { type AzureFacts, QUOTA_TIERS } from '../azure/index.ts'
import { formatCount } from '../base/index.ts'
import type { Observation } from './finding.ts'

export interface WantedQuota {
  readonly baseModel: string
  /** By the workload file's name. */
  readonly type: string
  readonly tokensPerMinute: number
}

/** Whether that many tokens per minute fit what a subscription has, whichever tier it is in. */
export function fitOfQuota(
  { quotas: published }: AzureFacts,
  { baseModel, type, tokensPerMinute }: WantedQuota,
): Pick<Observation, 'verdict' | 'message'> {
  const quotas = QUOTA_TIERS.map((tier) => published.find(baseModel, type, tier)?.tokensPerMinute ?? null)
  const known = quotas.filter((quota) => quota !== null)
  const least = quotas[0] ?? null
  const what = `${formatCount(tokensPerMinute)} tokens per minute of ${baseModel} as ${type}`
  const asOf = `tables of ${published.asOf('1')}`
  if (least !== null && tokensPerMinute <= least) {
    const message = `${what} fit the quota of every subscription, ${formatCount(least)} (${asOf})`
    return { verdict: 'pass', message }
  }
  if (known.length === QUOTA_TIERS.length && tokensPerMinute > Math.max(...known)) {
    const message = `${what} are more than any subscription has by itself, ${formatCount(Math.max(...known))} (${asOf})`
    return { verdict: 'fail', message }
  }
  const message = `whether ${what} fit depends on the tier of the subscription (${asOf})`
  return { verdict: 'undetermined', message }
}
