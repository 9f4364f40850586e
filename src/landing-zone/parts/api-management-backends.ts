import type { Deployment, Model } from '../../workload/index.ts'
import type { Estate } from '../estate.ts'
import {
  type Body,
  idOf,
  joined,
  propertyOf,
  type Resource,
  resource,
  type Stage,
} from '../resource-graph.ts'
import { API, SERVICE } from './api-management-type.ts'
import { apiManagementRegions } from './api-management-wish.ts'

/** What `weight` of a backend in a pool may be. */
const HEAVIEST = 100
/** Of a pool (limits of Azure API Management, read 2026-11-21). */
const MOST_IN_POOL = 30
const SERVED_TASKS: ReadonlySet<Model['task']> = new Set(['generate', 'embed'])

/** What the calls for a model that come in by the gateway of a region go to. */
export interface ModelPool {
  readonly model: string
  readonly region: string
  readonly pool: Resource
  /** Of the pool in Azure. */
  readonly name: string
}

/** A backend for each deployment, which fails and is short of quota by itself, and a pool of each model's for each region. */
export function backendsOf(
  estate: Estate,
  service: Resource,
  models: readonly Stage[],
): { readonly backends: readonly Resource[]; readonly pools: readonly ModelPool[] } {
  const { plan, symbols, name } = estate
  const built = new Map(models.flatMap(({ resources }) => resources.map((one) => [one.symbol, one])))
  const accounts = new Map(
    estate.regions.flatMap(({ accounts: here }) =>
      here.flatMap(({ account }) => {
        const found = built.get(symbols.of('account', account.name))
        return found === undefined ? [] : [[account.name, found] as const]
      }),
    ),
  )
  const backends: Resource[] = []
  const pools: ModelPool[] = []
  for (const model of plan.models.values()) {
    if (!SERVED_TASKS.has(model.task)) continue
    const members = model.deployments.flatMap((deployment) => {
      const account = accounts.get(deployment.account)
      return account === undefined ? [] : [{ deployment, account }]
    })
    if (members.length === 0) continue
    const here = members.map(({ deployment, account }) => ({
      deployment,
      backend: resource({
        symbol: symbols.of('backend', deployment.id),
        type: `${SERVICE}/backends`,
        apiVersion: API,
        name: name('modelBackend', deployment.id),
        parent: service,
        body: {
          properties: {
            url: joined(
              propertyOf(account, 'endpoint'),
              `openai/deployments/${encodeURIComponent(deployment.upstreamName)}`,
            ),
            protocol: 'http',
            tls: { validateCertificateChain: true, validateCertificateName: true },
            circuitBreaker: { rules: [breakerOf(estate)] },
          },
        },
        because: [{ rule: 'REL-03', why: 'what fails, or is short of quota, is left alone for a while.' }],
      }),
    }))
    backends.push(...here.map(({ backend }) => backend))
    if (here.length > MOST_IN_POOL)
      estate.notes.add(
        `${model.name} has more deployments than a pool of API Management takes; it goes to the first ${MOST_IN_POOL}.`,
      )
    for (const { region } of apiManagementRegions(estate)) {
      const words = region === estate.homeRegion ? [model.name] : [model.name, region]
      const poolName = name('modelPool', ...words)
      const ranked = ranksIn(estate, region, here.slice(0, MOST_IN_POOL))
      const weights = weightsOf(ranked)
      pools.push({
        model: model.name,
        region,
        name: poolName,
        pool: resource({
          symbol: symbols.of('pool', ...words),
          type: `${SERVICE}/backends`,
          apiVersion: API,
          name: poolName,
          parent: service,
          body: {
            properties: {
              type: 'Pool',
              pool: {
                services: ranked.map(({ deployment, backend, rank }) => ({
                  id: idOf(backend),
                  priority: rank,
                  weight: weights.get(deployment) ?? 1,
                })),
              },
            },
          },
          because: [{ rule: 'REL-02', why: 'a model is served by all of its deployments, in their order.' }],
        }),
      })
    }
  }
  return { backends, pools }
}

interface Member {
  readonly deployment: Deployment
  readonly backend: Resource
}

interface RankedMember extends Member {
  /** From 1, the first that is asked; there are no more than members. */
  readonly rank: number
}

/** The priorities of the file; of those alike, deployments of the region itself come first. */
function ranksIn({ plan }: Estate, region: string, members: readonly Member[]): readonly RankedMember[] {
  const orderOf = ({ deployment: { account, priority } }: Member): number =>
    2 * priority + (plan.accounts.get(account)?.region === region ? 0 : 1)
  const orders = [...new Set(members.map(orderOf))].sort((a, b) => a - b)
  return members.map((member) => ({ ...member, rank: 1 + orders.indexOf(orderOf(member)) }))
}

function breakerOf({ plan }: Estate): Body {
  const { failures, openMs } = plan.gateway.breaker
  return {
    name: 'failing',
    failureCondition: {
      count: failures,
      interval: 'PT1M',
      statusCodeRanges: [
        { min: 429, max: 429 },
        { min: 500, max: 599 },
      ],
    },
    tripDuration: `PT${Math.max(1, Math.ceil(openMs / 1000))}S`,
    acceptRetryAfter: true,
  }
}

/** By capacity, where that of all deployments of a rank is counted in the same unit; otherwise all alike. */
function weightsOf(members: readonly RankedMember[]): ReadonlyMap<Deployment, number> {
  return new Map(
    members.map(({ deployment, rank }) => {
      const peers = members.filter((peer) => peer.rank === rank)
      const capacities = peers.map((peer) => peer.deployment.capacity)
      const amounts = capacities.map(amountOf)
      const isAlike =
        new Set(capacities.map(({ kind }) => kind)).size === 1 && amounts.every((one) => one > 0)
      const share = isAlike ? amountOf(deployment.capacity) / Math.max(...amounts) : 1
      return [deployment, Math.max(1, Math.round(share * HEAVIEST))]
    }),
  )
}

function amountOf(capacity: Deployment['capacity']): number {
  if (capacity.kind === 'provisioned') return capacity.units
  return capacity.kind === 'tokens' ? capacity.tokensPerMinute : 0
}
