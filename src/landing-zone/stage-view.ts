import {
  dependenciesOf,
  Expression,
  Identities,
  type Parameter,
  type Resource,
  type ResourceGraph,
  type Stage,
  type StageScope,
  type Value,
} from './resource-graph.ts'

/** A stage as its printers see it: which of the resources that it speaks of are its own, and where the others lie. */
export interface StageView {
  readonly stage: Stage
  isOwn(resource: Resource): boolean
  /** Resources of earlier stages that this one refers to, and their parents, which come first. */
  readonly foreign: readonly Resource[]
  /** What a resource lies in: what its stage is deployed to, but for types that lie in the tenant always. */
  placeOf(resource: Resource): Place
  /** Whether it is handed the id of the workload's subscription. */
  readonly needsSubscriptionId: boolean
}

export type Place = StageScope | { readonly kind: 'tenant' }

/** Management groups and what they hold lie in the tenant, whatever a template is deployed to. */
const TENANT_TYPES = /^Microsoft\.Management\/managementGroups(?:\/|$)/
/** A deployment to a management group or the tenant is in no subscription that it could refer into. */
const ABOVE_SUBSCRIPTIONS: ReadonlySet<StageScope['kind']> = new Set(['tenant', 'management-group'])

/** Throws where a resource is referred to that no earlier stage has, which is a fault of whoever built the graph. */
export function viewsOf({ stages }: ResourceGraph): readonly StageView[] {
  const homes = new Map<Resource, Stage>()
  return stages.map((stage) => {
    for (const resource of stage.resources) homes.set(resource, stage)
    const foreign = new Set<Resource>()
    for (const resource of stage.resources) {
      for (const other of dependenciesOf(resource)) {
        if (!homes.has(other))
          throw new Error(`${resource.symbol} needs ${other.symbol}, which no earlier stage has`)
        const home = homes.get(other)
        if (home === stage) continue
        if (
          ABOVE_SUBSCRIPTIONS.has(stage.scope.kind) &&
          !ABOVE_SUBSCRIPTIONS.has(home?.scope.kind ?? 'tenant')
        )
          throw new Error(`${resource.symbol} lies above ${other.symbol} and cannot refer to it`)
        addWithParents(other, foreign)
      }
    }
    return {
      stage,
      isOwn: (resource) => homes.get(resource) === stage,
      foreign: [...foreign],
      placeOf: (resource) => {
        const { scope } = homes.get(resource) ?? stage
        return TENANT_TYPES.test(resource.type) ? { kind: 'tenant' } : scope
      },
      needsSubscriptionId: stage.resources.some(
        ({ name, body }) => saysSubscriptionId(name) || saysSubscriptionId(body),
      ),
    }
  })
}

/** What stages that lie in no subscription of their own are handed. */
export const SUBSCRIPTION_PARAMETER: Parameter = {
  name: 'subscriptionId',
  description: 'Id of the subscription of the workload',
  isSecret: false,
  default: null,
}

export function parametersOf({ stage, needsSubscriptionId }: StageView): readonly Parameter[] {
  return needsSubscriptionId ? [...stage.parameters, SUBSCRIPTION_PARAMETER] : stage.parameters
}

/** Whether both are the same place. */
export function isSamePlace(a: Place, b: Place): boolean {
  if (a.kind === 'resource-group') return b.kind === a.kind && a.resourceGroup === b.resourceGroup
  if (a.kind === 'management-group') return b.kind === a.kind && a.managementGroup === b.managementGroup
  return a.kind === b.kind
}

function saysSubscriptionId(value: Value): boolean {
  if (value === null || typeof value !== 'object' || value instanceof Identities) return false
  if (value instanceof Expression)
    return (
      value.of.kind === 'subscription-id' || ('parts' in value.of && value.of.parts.some(saysSubscriptionId))
    )
  return Object.values(value).some(saysSubscriptionId)
}

function addWithParents(resource: Resource, found: Set<Resource>): void {
  if (resource.parent !== null) addWithParents(resource.parent, found)
  found.add(resource)
}
