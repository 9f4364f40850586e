import { dependenciesOf, type Resource, type ResourceGraph, type Stage } from './resource-graph.ts'

/** A stage as its printers see it: which of the resources that it speaks of are its own, and where the others lie. */
export interface StageView {
  readonly stage: Stage
  isOwn(resource: Resource): boolean
  /** Resources of earlier stages that this one refers to, and their parents, which come first. */
  readonly foreign: readonly Resource[]
  /** Name of the resource group that a resource lies in; null for what lies in the subscription. */
  resourceGroupOf(resource: Resource): string | null
}

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
        if (homes.get(other) !== stage) addWithParents(other, foreign)
      }
    }
    return {
      stage,
      isOwn: (resource) => homes.get(resource) === stage,
      foreign: [...foreign],
      resourceGroupOf: (resource) => {
        const scope = homes.get(resource)?.scope
        return scope?.kind === 'resource-group' ? scope.resourceGroup : null
      },
    }
  })
}

function addWithParents(resource: Resource, found: Set<Resource>): void {
  if (resource.parent !== null) addWithParents(resource.parent, found)
  found.add(resource)
}
