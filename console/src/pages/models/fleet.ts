import type { Schemas } from '../../api/client.ts'
import type { Live } from '../../api/live.ts'

export type Deployment = Schemas['Deployment']
export type Region = Schemas['RegionPlace']
export type Health = Deployment['status']

/** A deployment as it is this moment, as far as live figures come. */
export interface DeploymentNow extends Deployment {
  readonly attemptsPerSecond: number | null
  readonly firstTokenP95Ms: number | null
  /** Of provisioned capacity, or of the quota of a minute; null where it has neither. */
  readonly used: number | null
}

export function deploymentsNow(
  deployments: readonly Deployment[],
  live: Live | null,
): readonly DeploymentNow[] {
  const now = new Map(live?.deployments.map((one) => [one.deployment, one]))
  return deployments.map((known) => {
    const seen = now.get(known.deployment)
    const quotaUsed = Math.max(...known.quota.map(({ used, most }) => (most === 0 ? 0 : used / most)))
    if (seen === undefined) {
      const used = known.ptuUtilization ?? (known.quota.length === 0 ? null : quotaUsed)
      return { ...known, attemptsPerSecond: null, firstTokenP95Ms: null, used }
    }
    const { status, reason, breaker, isDrained, inFlight, ptuUtilization } = seen
    return {
      ...known,
      status,
      reason,
      breaker,
      isDrained,
      inFlight,
      ptuUtilization,
      attemptsPerSecond: seen.attemptsPerSecond,
      firstTokenP95Ms: seen.firstTokenP95Ms,
      used: ptuUtilization ?? seen.quotaUsed,
    }
  })
}

const WORST_FIRST: readonly Health[] = ['unavailable', 'saturated', 'degraded', 'healthy']

/** Why it stands as it does, with what the operator said who drained it. */
export function reasonOf({ reason, isDrained, drainReason }: Deployment): string | null {
  return isDrained && drainReason !== null ? `${reason ?? 'drained'}: ${drainReason}` : reason
}

/** Nothing is sent there while anything else can serve. */
export function isOut({ status, breaker }: Pick<Deployment, 'status' | 'breaker'>): boolean {
  return status === 'unavailable' || breaker === 'open'
}

/** What a region is called that has some of these: degraded where any is worse than healthy, unavailable where all are. */
export function healthOf(deployments: readonly DeploymentNow[]): Health {
  if (deployments.every(isOut)) return 'unavailable'
  return deployments.some(({ status }) => status !== 'healthy') ? 'degraded' : 'healthy'
}

/** For sorting: the worst has the highest. */
export function severityOf({ status, breaker, isDrained }: Deployment): number {
  const rank = isOut({ status, breaker }) ? 0 : WORST_FIRST.indexOf(status)
  return (WORST_FIRST.length - rank) * 2 + (isDrained ? 1 : 0)
}
