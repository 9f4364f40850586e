import { formatCount } from '../base/index.ts'
import type { Capacity, Deployment, Plan } from '../workload/index.ts'
import { formatTable } from './table.ts'

/** What a plan comes to, for `causeway check`: in JSON as it stands, for people through `formatPlanSummary`. */
export interface PlanSummary {
  readonly workload: string
  readonly revision: string
  readonly environment: string
  readonly exposure: string
  readonly residency: string
  readonly regions: { readonly primary: string; readonly secondary: string | null } | null
  readonly listen: { readonly host: string; readonly port: number; readonly tls: boolean }
  readonly models: readonly ModelSummary[]
  readonly consumers: readonly ConsumerSummary[]
}

interface ModelSummary {
  readonly name: string
  readonly task: string
  /** In the order in which they are tried while all are healthy and none is full. */
  readonly deployments: readonly DeploymentSummary[]
  readonly fallback: readonly string[]
}

interface DeploymentSummary {
  readonly id: string
  readonly priority: number
  readonly account: string
  readonly provider: string
  readonly region: string | null
  readonly type: string | null
  readonly capacity: Capacity
}

interface ConsumerSummary {
  readonly path: string
  readonly costCenter: string | null
  readonly priority: string
  readonly models: readonly string[]
}

export function planSummary(plan: Plan): PlanSummary {
  const { workload, revision, environment, exposure, residency, regions, gateway } = plan
  return {
    workload,
    revision,
    environment,
    exposure,
    residency,
    regions,
    listen: { ...gateway.listen, tls: gateway.tls !== null },
    models: [...plan.models.values()].map(({ name, task, deployments, fallback }) => ({
      name,
      task,
      deployments: inOrder(deployments).map((deployment) => ({
        id: deployment.id,
        priority: deployment.priority,
        account: deployment.account,
        provider: plan.accounts.get(deployment.account)?.provider ?? 'unknown',
        region: plan.accounts.get(deployment.account)?.region ?? null,
        type: deployment.type,
        capacity: deployment.capacity,
      })),
      fallback,
    })),
    consumers: [...plan.consumers.values()].map(({ path, costCenter, priority, models }) => ({
      path,
      costCenter,
      priority,
      models: [...models].sort(),
    })),
  }
}

/** By priority; within one, as the file has them. */
function inOrder(deployments: readonly Deployment[]): readonly Deployment[] {
  return [...deployments].sort((a, b) => a.priority - b.priority)
}

export function formatPlanSummary(summary: PlanSummary): string {
  const { workload, environment, exposure, residency, regions, listen } = summary
  const places = regions === null ? 'none' : [regions.primary, regions.secondary].filter(Boolean).join(', ')
  const models = summary.models.flatMap(({ name, task, deployments, fallback }) => [
    ...deployments.map((one, i) => [
      i === 0 ? name : '',
      i === 0 ? task : '',
      String(one.priority),
      one.id,
      one.region ?? one.provider,
      one.type ?? '-',
      formatCapacity(one.capacity),
    ]),
    ...fallback.map((model) => ['', '', 'then', model, '(fallback)', '', '']),
  ])
  const consumers = summary.consumers.map(({ path, costCenter, priority, models: names }) => [
    path,
    costCenter ?? '-',
    priority,
    names.join(', ') || '(none)',
  ])
  return [
    `workload    ${workload} (${environment}, ${exposure}), revision ${summary.revision}\n`,
    `residency   ${residency}\n`,
    `regions     ${places}\n`,
    `listens on  ${listen.tls ? 'https' : 'http'}://${listen.host}:${listen.port}\n\n`,
    formatTable(
      [
        { title: 'MODEL' },
        { title: 'TASK' },
        { title: 'TRY', align: 'right' },
        { title: 'DEPLOYMENT' },
        { title: 'REGION' },
        { title: 'TYPE' },
        { title: 'CAPACITY', align: 'right' },
      ],
      models,
    ),
    '\n',
    formatTable(
      [{ title: 'CONSUMER' }, { title: 'COST CENTER' }, { title: 'PRIORITY' }, { title: 'MODELS' }],
      consumers,
    ),
  ].join('')
}

export function formatCapacity(capacity: Capacity): string {
  if (capacity.kind === 'unlimited') return 'no quota'
  if (capacity.kind === 'provisioned') return `${formatCount(capacity.units)} PTU`
  return `${formatCount(capacity.tokensPerMinute)} tokens/min`
}
