import { createHash } from 'node:crypto'

import { isBatchType } from '../azure/index.ts'
import type { Clock, ConsumerPath } from '../base/index.ts'
import type { Pricing, Rates } from '../ledger/index.ts'
import type { Credential, Operation, Provider, Target } from '../providers/index.ts'
import { providerOf } from '../providers/index.ts'
import {
  type Account,
  allowsProcessing,
  type Consumer,
  type Deployment,
  type Model,
  type Plan,
  type Raise,
} from '../workload/index.ts'
import { EstimateFactor } from './bytes/prompt-estimate.ts'
import { LimitBook } from '../limits/index.ts'
import { UpstreamPool } from './http-client.ts'
import { ConsumerMetrics, DeploymentMetrics, type GatewayMetrics, ModelMetrics } from './metrics.ts'
import { AccountHealth, DeploymentHealth, QuotaGroup } from './routing/deployment-health.ts'

/**
 * A plan made ready to serve: each account with its connections and credential, each deployment with its target and
 * health, each consumer with the routes it may take. A reload builds a new fleet; health, connections and credentials
 * of what did not change are carried over, and an exchange keeps the fleet it began with.
 */
export interface Fleet {
  readonly plan: Plan
  readonly accounts: ReadonlyMap<string, FleetAccount>
  readonly deployments: ReadonlyMap<string, FleetDeployment>
  readonly models: ReadonlyMap<string, FleetModel>
  readonly consumers: ReadonlyMap<ConsumerPath, FleetConsumer>
  readonly limits: LimitBook
}

export interface FleetAccount {
  readonly account: Account
  readonly baseUrl: string
  /** 12 hex digits of the SHA-256 of the name: what signed response ids carry. */
  readonly fingerprint: string
  readonly provider: Provider
  readonly credential: Credential
  readonly upstream: UpstreamPool
  /** For calls on the account itself, such as reading a stored response. */
  readonly target: Target
  readonly health: AccountHealth
}

export interface FleetDeployment {
  readonly deployment: Deployment
  readonly model: Model
  readonly account: FleetAccount
  readonly target: Target
  readonly health: DeploymentHealth
  /** Null where no price is known. */
  readonly rates: Rates | null
  /** Correction of token estimates, shared by the deployments of a model. */
  readonly estimates: EstimateFactor
  readonly metrics: DeploymentMetrics
  /** Spreads prompt prefixes over deployments. */
  readonly seed: number
}

export interface FleetModel {
  readonly model: Model
  readonly deployments: readonly FleetDeployment[]
  readonly estimates: EstimateFactor
  readonly metrics: ModelMetrics
}

/** Deployments of equal standing, tried before those of the next tier. */
export type Tier = readonly FleetDeployment[]

export interface Route {
  readonly tiers: readonly Tier[]
  /** What hard rules exclude, with the reason. */
  readonly excluded: readonly string[]
  /** Names the line in which those wait who may use just these deployments, the same on every replica. */
  readonly line: string
}

/** What the composition root resolves: addresses and secrets never stand in the plan. */
export interface ResolvedAccount {
  readonly baseUrl: string
  readonly credential: Credential
}

export class FleetConsumer {
  readonly consumer: Consumer
  readonly metrics: ConsumerMetrics
  readonly #fleet: Fleet
  readonly #routes = new Map<string, Map<Operation, Route>>()

  constructor(consumer: Consumer, fleet: Fleet, metrics: GatewayMetrics) {
    this.consumer = consumer
    this.#fleet = fleet
    this.metrics = new ConsumerMetrics(metrics, consumer.path)
  }

  /**
   * Where this consumer's calls to `model` may go by the hard rules: its rights, residency, and what providers offer.
   * Computed once; the number of entries is bounded by models times operations.
   */
  route(model: FleetModel, operation: Operation): Route {
    let byOperation = this.#routes.get(model.model.name)
    if (byOperation === undefined) {
      byOperation = new Map()
      this.#routes.set(model.model.name, byOperation)
    }
    let route = byOperation.get(operation)
    if (route === undefined) {
      route = this.#makeRoute(model, operation)
      byOperation.set(operation, route)
    }
    return route
  }

  #makeRoute(asked: FleetModel, operation: Operation): Route {
    const tiers: FleetDeployment[][] = []
    const excluded: string[] = []
    const models = [asked]
    for (const name of asked.model.fallback) {
      const fallback = this.#fleet.models.get(name)
      if (fallback === undefined) continue
      if (this.consumer.models.has(name)) models.push(fallback)
      else excluded.push(`${name}: fallback that this consumer may not use`)
    }
    const residencies = [this.#fleet.plan.residency, ...this.consumer.residencies]
    for (const model of models) {
      const byPriority = new Map<number, FleetDeployment[]>()
      for (const deployment of model.deployments) {
        const { id, priority, processing } = deployment.deployment
        const forbidding = residencies.find((residency) => !allowsProcessing(residency, processing))
        if (forbidding !== undefined) excluded.push(`${id}: outside residency ${forbidding}`)
        else if (isBatchType(deployment.deployment.type)) excluded.push(`${id}: takes batches only`)
        else if (!deployment.account.provider.offers.has(operation))
          excluded.push(`${id}: does not offer ${operation}`)
        else {
          const tier = byPriority.get(priority)
          if (tier === undefined) byPriority.set(priority, [deployment])
          else tier.push(deployment)
        }
      }
      for (const [, tier] of [...byPriority].sort(([a], [b]) => a - b)) tiers.push(tier)
    }
    const ids = tiers
      .flat()
      .map(({ deployment }) => deployment.id)
      .join(' ')
    const line = createHash('sha256').update(ids).digest('hex').slice(0, 16)
    return { tiers, excluded, line }
  }
}

export interface FleetDependencies {
  readonly clock: Clock
  readonly metrics: GatewayMetrics
  readonly pricing: Pricing
  /** That are not in the file, by key of limit. */
  readonly raises: ReadonlyMap<string, readonly Raise[]>
}

export function buildFleet(
  plan: Plan,
  resolved: ReadonlyMap<string, ResolvedAccount>,
  previous: Fleet | null,
  { clock, metrics, pricing, raises }: FleetDependencies,
): Fleet {
  const accounts = new Map<string, FleetAccount>()
  const pools = new Map<string, UpstreamPool>()
  for (const account of previous?.accounts.values() ?? [])
    pools.set(poolKey(account.upstream.origin, previous?.plan), account.upstream)
  for (const account of plan.accounts.values()) {
    const made = resolved.get(account.name)
    if (made === undefined) throw new Error(`account ${account.name} was not resolved`)
    accounts.set(
      account.name,
      fleetAccount(account, made, plan, pools, previous?.accounts.get(account.name), clock),
    )
  }
  const quotas = new Map<string, QuotaGroup>()
  for (const { deployment, health } of previous?.deployments.values() ?? [])
    quotas.set(deployment.quotaGroup, health.quota)
  const models = new Map<string, FleetModel>()
  const deployments = new Map<string, FleetDeployment>()
  for (const model of plan.models.values()) {
    const estimates = previous?.models.get(model.name)?.estimates ?? new EstimateFactor()
    const ready = model.deployments.map((deployment) => {
      const account = accounts.get(deployment.account)
      if (account === undefined) throw new Error(`deployment ${deployment.id} names no account of the plan`)
      const known = previous?.deployments.get(deployment.id)
      const keeps =
        known !== undefined && isSame(known.deployment, deployment) && known.account.health === account.health
      const quota = quotas.get(deployment.quotaGroup) ?? new QuotaGroup()
      quotas.set(deployment.quotaGroup, quota)
      const health = keeps
        ? known.health
        : new DeploymentHealth(deployment, quota, account.health, plan.gateway.breaker)
      // An operator's word stands until he takes it back, whatever the file says of the deployment now.
      health.drain = known?.health.drain ?? null
      return {
        deployment,
        model,
        account,
        target: account.provider.target(account.account, deployment, account.baseUrl),
        health,
        rates: pricing.ratesFor(model.baseModel, deployment.type),
        estimates,
        metrics: new DeploymentMetrics(
          metrics,
          {
            deployment: deployment.id,
            model: model.name,
            region: account.account.region,
            provider: account.account.provider,
          },
          plan.telemetry.objectives.firstTokenMs,
        ),
        seed: createHash('sha256').update(deployment.id).digest().readUInt32BE(),
      }
    })
    for (const deployment of ready) deployments.set(deployment.deployment.id, deployment)
    models.set(model.name, {
      model,
      deployments: ready,
      estimates,
      metrics: new ModelMetrics(metrics, model.name),
    })
  }
  const consumers = new Map<ConsumerPath, FleetConsumer>()
  const limits = new LimitBook(plan, raises)
  const fleet: Fleet = { plan, accounts, deployments, models, consumers, limits }
  for (const consumer of plan.consumers.values()) {
    consumers.set(consumer.path, new FleetConsumer(consumer, fleet, metrics))
  }
  return fleet
}

function fleetAccount(
  account: Account,
  { baseUrl, credential }: ResolvedAccount,
  plan: Plan,
  pools: Map<string, UpstreamPool>,
  known: FleetAccount | undefined,
  clock: Clock,
): FleetAccount {
  const provider = providerOf(account.provider)
  const target = provider.target(account, null, baseUrl)
  const key = poolKey(target.origin, plan)
  let upstream = pools.get(key)
  if (upstream === undefined) {
    upstream = new UpstreamPool(target.origin, {
      connectMs: plan.gateway.deadlines.connectMs,
      maxConnections: plan.gateway.maxConnectionsPerAccount,
      clock,
    })
    pools.set(key, upstream)
  }
  const fingerprint = createHash('sha256').update(account.name).digest('hex').slice(0, 12)
  const keeps = known !== undefined && known.baseUrl === baseUrl && known.credential === credential
  const health = keeps ? known.health : new AccountHealth()
  return { account, baseUrl, fingerprint, provider, credential, upstream, target, health }
}

function poolKey(origin: string, plan: Plan | undefined): string {
  return `${origin} ${plan?.gateway.deadlines.connectMs} ${plan?.gateway.maxConnectionsPerAccount}`
}

function isSame(a: Deployment, b: Deployment): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/** The same fleet with other raises of its limits. */
export function withRaises(fleet: Fleet, raises: FleetDependencies['raises']): Fleet {
  return { ...fleet, limits: new LimitBook(fleet.plan, raises) }
}

/** Pools of `left` that none of the fleets still in use has an account for. */
export function unusedPools(left: Fleet, inUse: readonly Fleet[]): UpstreamPool[] {
  const used = new Set(inUse.flatMap(poolsOf))
  return [...new Set(poolsOf(left))].filter((pool) => !used.has(pool))
}

function poolsOf(fleet: Fleet): UpstreamPool[] {
  return [...fleet.accounts.values()].map((account) => account.upstream)
}

/** Every name of these fleets that is the value of a label. */
export function labelledNames(fleets: readonly Fleet[]): Readonly<Record<string, ReadonlySet<string>>> {
  const named = (names: (fleet: Fleet) => Iterable<string>) =>
    new Set(fleets.flatMap((fleet) => [...names(fleet)]))
  return {
    consumer: named(({ consumers }) => [...consumers.values()].map(({ metrics }) => metrics.consumer)),
    deployment: named(({ deployments }) => deployments.keys()),
    model: named(({ models }) => models.keys()),
    limit: named(({ limits }) => limits.all().map(({ key }) => key)),
    gen_ai_request_model: named(({ models }) => models.keys()),
  }
}
