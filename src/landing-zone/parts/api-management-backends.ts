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

/** What `weight` of a backend in a pool may be. */
const HEAVIEST = 100
/** Of a pool (limits of Azure API Management, read 2026-11-21). */
const MOST_IN_POOL = 30
const SERVED_TASKS: ReadonlySet<Model['task']> = new Set(['generate', 'embed'])

/** A backend for each deployment, which fails and is short of quota by itself, and a pool of each model's. */
export function backendsOf(
  estate: Estate,
  service: Resource,
  models: readonly Stage[],
): { readonly backends: readonly Resource[]; readonly pools: ReadonlyMap<string, Resource> } {
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
  const pools = new Map<string, Resource>()
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
    const weights = weightsOf(here.map(({ deployment }) => deployment))
    pools.set(
      model.name,
      resource({
        symbol: symbols.of('pool', model.name),
        type: `${SERVICE}/backends`,
        apiVersion: API,
        name: name('modelPool', model.name),
        parent: service,
        body: {
          properties: {
            type: 'Pool',
            pool: {
              services: here.slice(0, MOST_IN_POOL).map(({ deployment, backend }) => ({
                id: idOf(backend),
                priority: Math.min(HEAVIEST, deployment.priority),
                weight: weights.get(deployment) ?? 1,
              })),
            },
          },
        },
        because: [{ rule: 'REL-02', why: 'a model is served by all of its deployments, in their order.' }],
      }),
    )
  }
  return { backends, pools }
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

/** By capacity, where that of all deployments of a priority is counted in the same unit; otherwise all alike. */
function weightsOf(deployments: readonly Deployment[]): ReadonlyMap<Deployment, number> {
  return new Map(
    deployments.map((deployment) => {
      const peers = deployments.filter(({ priority }) => priority === deployment.priority)
      const amounts = peers.map(({ capacity }) => amountOf(capacity))
      const isAlike =
        new Set(peers.map(({ capacity }) => capacity.kind)).size === 1 && amounts.every((one) => one > 0)
      const share = isAlike ? amountOf(deployment.capacity) / Math.max(...amounts) : 1
      return [deployment, Math.max(1, Math.round(share * HEAVIEST))]
    }),
  )
}

function amountOf(capacity: Deployment['capacity']): number {
  if (capacity.kind === 'provisioned') return capacity.units
  return capacity.kind === 'tokens' ? capacity.tokensPerMinute : 0
}
