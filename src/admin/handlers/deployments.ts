import type { z } from 'zod'

import { placeOfRegion } from '../../azure/index.ts'
import { NANO_USD_PER_USD } from '../../base/index.ts'
import type { deployment as deploymentSchema, regionPlace } from '../api/models.ts'
import { ApiProblem } from '../api-problem.ts'
import type { Handlers } from '../call.ts'
import { askGateway } from '../gateway-control.ts'
import type { ApiPorts } from '../ports.ts'
import { shownSteps, shownTraffic, windowSpan } from '../window-span.ts'
import type { Deployment, Plan } from '../../workload/index.ts'

/** Steps of a window. */
const MOST_ROWS = 1_000
const MOST_FAILURES = 50
const MOST_CONSUMERS = 20

export type ShownDeployment = z.output<typeof deploymentSchema>
type RegionPlace = z.output<typeof regionPlace>

/** What the control socket says of a model and its deployments. */
export interface ControlModel {
  readonly model: string
  readonly status: 'healthy' | 'degraded' | 'unavailable'
  readonly deployments: readonly ControlDeployment[]
}

type ControlDeployment = Pick<
  ShownDeployment,
  | 'deployment'
  | 'region'
  | 'status'
  | 'reason'
  | 'breaker'
  | 'inFlight'
  | 'ptuUtilization'
  | 'isDrained'
  | 'drainReason'
> & { readonly tokensLeft: number | null }

export const DEPLOYMENT_HANDLERS: Handlers<
  'deployments.list' | 'deployments.show' | 'deployments.drain' | 'deployments.undrain'
> = {
  async 'deployments.list'({ ports }) {
    const { plan } = ports.design()
    const standing = await standingOf(ports)
    const deployments = shownDeployments(plan, standing)
    return {
      models: standing.flatMap(({ model: name, status }) => {
        const model = plan.models.get(name)
        return model === undefined
          ? []
          : [{ model: name, task: model.task, status, fallback: [...model.fallback] }]
      }),
      deployments,
      regions: [...new Set(deployments.flatMap(({ region }) => (region === null ? [] : [region])))].map(
        (region) => placeOf(region, plan),
      ),
    }
  },
  async 'deployments.show'({ params: { id }, query: { window }, ports }) {
    const { ledger, clock } = ports
    const span = windowSpan(window, clock.nowMs())
    const { fromMs, toMs, stepMs } = span
    const own = { kind: 'deployment', names: [id], fromMs, toMs, stepMs: null, limit: MOST_ROWS } as const
    const [deployments, total, steps, failures, consumers] = await Promise.all([
      deploymentsOf(ports),
      ledger.traffic(own),
      ledger.traffic({ ...own, stepMs }),
      ledger.failures({ kind: 'deployment', name: id, fromMs, toMs, limit: MOST_FAILURES }),
      ledger.consumersOf({ deployment: id, fromMs, toMs, limit: MOST_CONSUMERS }),
    ])
    const deployment = deployments.find((one) => one.deployment === id)
    if (deployment === undefined) throw new ApiProblem('not_found', `there is no deployment ${id}`)
    return {
      deployment,
      total: shownTraffic(total[0]),
      steps: shownSteps(span, steps),
      failures: failures.map(({ reason, count }) => ({ reason, attempts: count })),
      consumers: consumers.map(({ consumer, exchanges, nanoUsd }) => ({
        consumer,
        exchanges,
        usd: nanoUsd / NANO_USD_PER_USD,
      })),
    }
  },
  async 'deployments.drain'({ params: { id }, body: { reason }, ports, note }) {
    await askGateway(ports, 'POST', `/deployments/${encodeURIComponent(id)}/drain`, { reason })
    note({ details: {}, why: reason })
    return { deployment: id, isDrained: true }
  },
  async 'deployments.undrain'({ params: { id }, ports }) {
    await askGateway(ports, 'POST', `/deployments/${encodeURIComponent(id)}/undrain`)
    return { deployment: id, isDrained: false }
  },
}

/** All deployments as they stand now. */
export async function deploymentsOf(ports: ApiPorts): Promise<readonly ShownDeployment[]> {
  return shownDeployments(ports.design().plan, await standingOf(ports))
}

function standingOf(ports: ApiPorts): Promise<readonly ControlModel[]> {
  return askGateway<readonly ControlModel[]>(ports, 'GET', '/deployments')
}

function shownDeployments(plan: Plan, standing: readonly ControlModel[]): ShownDeployment[] {
  return standing.flatMap(({ deployments }) =>
    deployments.flatMap((report) => {
      // A reload may come between the two.
      const deployment = plan.deployments.get(report.deployment)
      return deployment === undefined ? [] : [shownDeployment(deployment, plan, report)]
    }),
  )
}

function shownDeployment(
  { id, model: modelName, account: accountName, type, priority, version, capacity }: Deployment,
  { models, accounts, facts }: Plan,
  {
    status,
    reason,
    breaker,
    isDrained,
    drainReason,
    inFlight,
    ptuUtilization,
    tokensLeft,
  }: ControlDeployment,
): ShownDeployment {
  const baseModel = models.get(modelName)?.baseModel ?? modelName
  const account = accounts.get(accountName)
  return {
    deployment: id,
    model: modelName,
    baseModel,
    version,
    provider: account?.provider ?? 'unknown',
    account: accountName,
    region: account?.region ?? null,
    type,
    priority,
    capacity: shownCapacity(capacity),
    status,
    reason,
    breaker,
    isDrained,
    drainReason,
    inFlight,
    ptuUtilization,
    quota:
      capacity.kind === 'tokens' && tokensLeft !== null
        ? [{ unit: 'tokens', most: capacity.tokensPerMinute, used: capacity.tokensPerMinute - tokensLeft }]
        : [],
    retires: version === null ? null : (facts.retirements.find(baseModel, version)?.retiresOn ?? null),
  }
}

function shownCapacity(capacity: Deployment['capacity']): ShownDeployment['capacity'] {
  switch (capacity.kind) {
    case 'tokens':
      return { unit: 'tokens_per_minute', amount: capacity.tokensPerMinute }
    case 'provisioned':
      return { unit: 'ptu', amount: capacity.units }
    case 'unlimited':
      return null
  }
}

function placeOf(region: string, { facts }: Plan): RegionPlace {
  const known = facts.regions.find(region)
  return {
    region,
    displayName: known?.displayName ?? region,
    geography: known?.geography ?? null,
    ...(placeOfRegion(region) ?? { latitude: null, longitude: null }),
  }
}
