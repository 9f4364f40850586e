import { deploymentsIn } from '../workload/index.ts'
import type { Workload } from './workload-target.ts'

/** What is reviewed, as a picture: boxes in columns from callers to data, and who reaches whom. */
export interface Topology {
  readonly columns: readonly Column[]
  /** By the ids of boxes. */
  readonly edges: readonly (readonly [string, string])[]
}

export interface Column {
  readonly title: string
  readonly boxes: readonly Box[]
}

export interface Box {
  readonly id: string
  readonly title: string
  /** Region, type or the like. */
  readonly note: string
  /** Subjects whose findings are about this box, with all below them. */
  readonly subject: string
}

/** A picture of more is no picture; the last box of a column says how many are left out. */
const MAX_BOXES = 24

export function workloadTopology({ declaration, plan }: Workload): Topology {
  const edges: [string, string][] = []
  const { network, data } = declaration
  const entrance = network?.ingress?.via
  const callers = [...plan.consumers.values()]
    .filter(({ models }) => models.size > 0)
    .map(({ path }) => box(`consumer ${path}`, path, '', `consumers.${path}`))
  const gateways = [
    box('gateway', plan.workload, (network?.gateway_regions ?? []).join(', ') || 'gateway', 'gateway'),
  ]
  const entrances =
    entrance === undefined || entrance === 'none'
      ? []
      : [box('entrance', entrance, `waf ${network?.ingress?.waf ?? 'not said'}`, 'network.ingress')]
  for (const { id } of callers) edges.push([id, entrances[0]?.id ?? 'gateway'])
  if (entrances.length > 0) edges.push(['entrance', 'gateway'])
  const models = [...plan.models.values()].map(({ name, task }) =>
    box(`model ${name}`, name, task, `models.${name}`),
  )
  for (const { id } of models) edges.push(['gateway', id])
  const accounts = Object.entries(declaration.accounts).map(([name, { region }]) =>
    box(`account ${name}`, name, region ?? 'outside Azure', `accounts.${name}`),
  )
  const drawn = new Set<string>()
  for (const { model, deployment } of deploymentsIn(declaration)) {
    const edge = [`model ${model}`, `account ${deployment.account}`] as [string, string]
    if (!drawn.has(edge.join('\n'))) edges.push(edge)
    drawn.add(edge.join('\n'))
  }
  const stores = Object.entries(data?.stores ?? {}).map(([name, { kind, region }]) =>
    box(`store ${name}`, name, [kind, region].filter(Boolean).join(', '), `data.stores.${name}`),
  )
  return picture(
    [
      { title: 'Consumers', boxes: callers },
      { title: 'Entrance', boxes: entrances },
      { title: 'Gateway', boxes: gateways },
      { title: 'Models', boxes: models },
      { title: 'Accounts', boxes: accounts },
      { title: 'Data', boxes: stores },
    ],
    edges,
  )
}

function box(id: string, title: string, note: string, subject: string): Box {
  return { id, title, note, subject }
}

function picture(columns: readonly Column[], edges: readonly (readonly [string, string])[]): Topology {
  const shown = columns
    .filter(({ boxes }) => boxes.length > 0)
    .map(({ title, boxes }) => ({
      title: boxes.length > MAX_BOXES ? `${title} (${MAX_BOXES} of ${boxes.length})` : title,
      boxes: boxes.slice(0, MAX_BOXES),
    }))
  const ids = new Set(shown.flatMap(({ boxes }) => boxes.map(({ id }) => id)))
  return { columns: shown, edges: edges.filter(([from, to]) => ids.has(from) && ids.has(to)) }
}
