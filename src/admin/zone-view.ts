import type { z } from 'zod'

import {
  type CostEstimate,
  estimateCost,
  type PrintedFile,
  PRINTERS,
  type Resource,
  type ResourceGraph,
} from '../landing-zone/index.ts'
import type { Plan } from '../workload/index.ts'
import { type DESIGN, ZONE_FORMATS } from './api/design.ts'

export type ZoneView = z.output<(typeof DESIGN)['landing-zone.show']['answer']['schema']>
type ZoneResource = ZoneView['resources'][number]
export type ZoneFormat = (typeof ZONE_FORMATS)[number]

/** A landing zone as it was computed: what is shown of it, and its files. */
export interface Zone {
  readonly view: ZoneView
  /** None where nothing can be built. */
  readonly files: readonly PrintedFile[]
}

export function emptyZone({ revision }: Plan, problem: string): Zone {
  const view = {
    planRevision: revision,
    problem,
    stages: [],
    resources: [],
    notes: [],
    usdPerMonth: null,
    unknownCosts: [],
  }
  return { view, files: [] }
}

export function zoneOf(graph: ResourceGraph, plan: Plan, files: readonly PrintedFile[]): Zone {
  const cost = estimateCost(graph, plan.facts)
  const view = {
    planRevision: plan.revision,
    problem: null,
    stages: graph.stages.map(({ name, scope, resources }) => ({
      name,
      scope: scope.kind,
      resources: resources.length,
    })),
    resources: graph.stages.flatMap(({ name, resources }) =>
      resources.map((resource) => shownResource(resource, name, cost)),
    ),
    notes: [...graph.notes],
    usdPerMonth: cost.totalCents / 100,
    unknownCosts: cost.unknown.map(({ resource, why }) => `${resource.symbol}: ${why}`),
  }
  return { view, files }
}

function shownResource(resource: Resource, stage: string, cost: CostEstimate): ZoneResource {
  const { symbol, type, name, body, because } = resource
  const priced = cost.priced.find((one) => one.resource === resource)
  const unpriced = [...cost.byUse, ...cost.unknown].find((one) => one.resource === resource)
  const { location } = body
  return {
    symbol,
    type,
    // A name that is known when it is deployed has none to show before.
    name: typeof name === 'string' ? name : symbol,
    stage,
    region: typeof location === 'string' ? location : null,
    because: because.map(({ rule, why }) => ({ rule, why })),
    usdPerMonth: priced === undefined ? (unpriced === undefined ? 0 : null) : priced.centsPerMonth / 100,
    costNote: priced?.perUse ?? unpriced?.why ?? null,
  }
}

/** What `causeway build` writes, without what other printers wrote where one is wanted. */
export function filesOf({ files }: Zone, format: ZoneFormat): readonly PrintedFile[] {
  const others = PRINTERS.map(({ name }) => name).filter((name) => format !== 'all' && name !== format)
  return files.filter(({ path }) => !others.some((name) => path.startsWith(`${name}/`)))
}
