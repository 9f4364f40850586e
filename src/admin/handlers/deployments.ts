import type { z } from 'zod'

import type { deployment as deploymentSchema, regionPlace } from '../api/models.ts'
import type { Handlers } from '../call.ts'
import { askGateway } from '../gateway-control.ts'
import type { ApiPorts } from '../ports.ts'
import type { Deployment, Plan } from '../../workload/index.ts'

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
  'deployment' | 'region' | 'status' | 'reason' | 'breaker' | 'inFlight' | 'ptuUtilization' | 'isDrained'
> & { readonly tokensLeft: number | null }

export const DEPLOYMENT_HANDLERS: Handlers<'deployments.list' | 'deployments.drain' | 'deployments.undrain'> =
  {
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
    'deployments.drain': ({ params: { id }, ports }) => setDrained(id, true, ports),
    'deployments.undrain': ({ params: { id }, ports }) => setDrained(id, false, ports),
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
  { status, reason, breaker, isDrained, inFlight, ptuUtilization, tokensLeft }: ControlDeployment,
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
    latitude: null,
    longitude: null,
  }
}

async function setDrained(
  id: string,
  isDrained: boolean,
  ports: ApiPorts,
): Promise<{ deployment: string; isDrained: boolean }> {
  const order = isDrained ? 'drain' : 'undrain'
  await askGateway(ports, 'POST', `/deployments/${encodeURIComponent(id)}/${order}`)
  return { deployment: id, isDrained }
}
