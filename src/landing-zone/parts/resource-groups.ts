import type { Estate } from '../estate.ts'
import { gatewayRegions } from './entrance-wish.ts'
import { type Resource, resource, type Stage } from '../resource-graph.ts'

/** The resource groups that everything else is put into. */
export function resourceGroupStage(estate: Estate): Stage {
  const group = (name: string, location: string, ...words: readonly string[]): Resource =>
    resource({
      symbol: estate.symbols.of('group', ...words),
      type: 'Microsoft.Resources/resourceGroups',
      apiVersion: '2025-04-01',
      name,
      body: { location, tags: estate.tags },
    })
  const places = new Set(gatewayRegions(estate).map((place) => place.region))
  return {
    name: '00-resource-groups',
    purpose: `Resource groups of ${estate.plan.workload}: what lives and dies together, by region and purpose.`,
    scope: { kind: 'subscription', location: estate.homeRegion },
    parameters: [],
    outputs: [],
    resources: [
      group(estate.groups.operations, estate.homeRegion, 'operations'),
      ...(estate.existing.privateDnsZones === null
        ? [group(estate.groups.dns, estate.homeRegion, 'dns')]
        : []),
      ...estate.regions.flatMap(({ region, groups, existingHub }) => [
        ...(existingHub === null ? [group(groups.hub, region, 'hub', region)] : []),
        group(groups.network, region, 'network', region),
        group(groups.services, region, 'services', region),
        ...(places.has(region) ? [group(groups.gateway, region, 'gateway', region)] : []),
      ]),
    ],
  }
}
