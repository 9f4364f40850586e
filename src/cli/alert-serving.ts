import type { Log, MetricRegistry, ReplicaLink } from '../base/index.ts'
import type { Readings } from '../monitoring/index.ts'
import { AlertFile, Alerts } from '../telemetry/index.ts'
import type { Plan } from '../workload/index.ts'
import type { Environment } from './environment.ts'
import type { Resolver } from './resolution.ts'
import type { StateFolder } from './state-folder.ts'

export interface AlertParts {
  readonly state: Pick<StateFolder, 'alerts'>
  readonly resolver: Pick<Resolver, 'value'>
  readonly registry: MetricRegistry
  /** Metrics of the machine of these names, and maybe more. */
  readonly read: (names: ReadonlySet<string>) => Readings | Promise<Readings>
  /** The plan in force. */
  readonly plan: () => Plan
  /** To other gateways of the workload. */
  readonly link: ReplicaLink
  readonly environment: Pick<Environment, 'clock' | 'random' | 'host'>
  readonly log: Log
}

/** Whoever serves watches itself, whether anybody else does or not. */
export function startAlerts({
  state,
  resolver,
  registry,
  read,
  plan,
  link,
  environment,
  log,
}: AlertParts): Alerts {
  const { webhooks, rules } = plan().telemetry.alerts
  const { clock, random, host } = environment
  return new Alerts({
    read,
    webhooks,
    rules,
    resolve: (reference) => resolver.value(reference),
    workload: () => plan().workload,
    instance: host,
    clock,
    random,
    log,
    registry,
    link,
    file: new AlertFile(state.alerts, log),
  })
}
