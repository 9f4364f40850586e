import type { DeploymentReport, ModelReport } from './health.ts'

/** How a process that serves stands, and how all stand that serve one port together. */
export interface HealthReport {
  /** Why no request should be sent here; none where all is well. */
  readonly reasons: readonly string[]
  /** What an operator should know while requests may be sent here all the same. */
  readonly warnings: readonly string[]
  /** Revision of the plan. */
  readonly plan: string
  readonly models: readonly ModelReport[]
}

/** The port to whoever knows of all processes of the group. */
export interface GroupView {
  standing(): Promise<HealthReport>
  metrics(): Promise<string>
}

/** Gauges of which the group shows the highest, or the lowest, of its processes; all else adds up. */
const HIGHEST = new Set([
  'causeway_breaker_state',
  'causeway_limit_used_ratio',
  // Each process knows of what the others used.
  'causeway_ptu_utilization_ratio',
  'causeway_shared_counters_replicas',
  'causeway_shared_counters_round_trip_seconds',
  'causeway_shared_counters_since_seconds',
])
const LOWEST = new Set([
  'causeway_certificate_end_timestamp_seconds',
  'causeway_consumer_keys_end_timestamp_seconds',
  'causeway_deployment_available',
  'causeway_model_retirement_timestamp_seconds',
  'causeway_objective_ratio',
  'causeway_shared_counters_up',
  'process_start_time_seconds',
])

/** How figures of several processes become one. */
export function combineOf(metric: string): 'sum' | 'highest' | 'lowest' {
  if (HIGHEST.has(metric)) return 'highest'
  return LOWEST.has(metric) ? 'lowest' : 'sum'
}

/**
 * A group takes requests where each of its processes does: any of them may get the next connection. `standings` is not
 * empty; all are of one plan but for the instant of a reload.
 */
export function mergedStanding(standings: readonly HealthReport[]): HealthReport {
  const [first] = standings
  if (first === undefined) throw new Error('a group without a process stands nowhere')
  return {
    reasons: [...new Set(standings.flatMap(({ reasons }) => reasons))],
    warnings: [...new Set(standings.flatMap(({ warnings }) => warnings))],
    plan: first.plan,
    models: mergedModels(standings.map(({ models }) => models)),
  }
}

function mergedModels(all: readonly (readonly ModelReport[])[]): readonly ModelReport[] {
  const byName = new Map<string, ModelReport[]>()
  for (const report of all.flat()) {
    const same = byName.get(report.model)
    if (same === undefined) byName.set(report.model, [report])
    else same.push(report)
  }
  return [...byName].map(([model, reports]) => {
    const statuses = new Set(reports.map(({ status }) => status))
    const [status] = statuses
    return {
      model,
      status: statuses.size === 1 && status !== undefined ? status : 'degraded',
      deployments: mergedDeployments(reports.map(({ deployments }) => deployments)),
    }
  })
}

/** From best to worst. */
const STATUSES = ['healthy', 'degraded', 'saturated', 'unavailable'] as const
const BREAKERS = ['closed', 'half-open', 'open']

function mergedDeployments(all: readonly (readonly DeploymentReport[])[]): readonly DeploymentReport[] {
  const byId = new Map<string, DeploymentReport>()
  for (const report of all.flat()) {
    const known = byId.get(report.deployment)
    byId.set(report.deployment, known === undefined ? report : mergedDeployment(known, report))
  }
  return [...byId.values()]
}

/** As good as the process to which it looks worst says; what is under way adds up, and each knows of all that was used. */
function mergedDeployment(a: DeploymentReport, b: DeploymentReport): DeploymentReport {
  const worst = STATUSES.indexOf(a.status) >= STATUSES.indexOf(b.status) ? a : b
  const breaker = BREAKERS.indexOf(a.breaker) >= BREAKERS.indexOf(b.breaker) ? a.breaker : b.breaker
  const ptuUtilization =
    a.ptuUtilization === null || b.ptuUtilization === null
      ? (a.ptuUtilization ?? b.ptuUtilization)
      : Math.max(a.ptuUtilization, b.ptuUtilization)
  const tokensLeft =
    a.tokensLeft === null || b.tokensLeft === null ? null : Math.min(a.tokensLeft, b.tokensLeft)
  const isDrained = a.isDrained || b.isDrained
  return { ...worst, breaker, inFlight: a.inFlight + b.inFlight, ptuUtilization, tokensLeft, isDrained }
}
