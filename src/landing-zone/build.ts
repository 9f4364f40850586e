import { type Design, type Estate, estateOf, type Unbuildable } from './estate.ts'
import { apiManagementStages } from './parts/api-management.ts'
import { alertsStage } from './parts/alerts.ts'
import { budgetStage } from './parts/budgets.ts'
import { dataStages } from './parts/data-stages.ts'
import { managementGroupStage } from './parts/management-groups.ts'
import { machineLearningStages } from './parts/machine-learning.ts'
import { modelServicesStage } from './parts/model-services.ts'
import { dnsPolicyStage } from './parts/dns-policies.ts'
import { existingHub } from './parts/existing-hub.ts'
import { fineTunedStages } from './parts/fine-tuned-copies.ts'
import { bastionStage } from './parts/bastion.ts'
import { gatewayStages } from './parts/gateway-stages.ts'
import { linkGatewayStage } from './parts/link-gateways.ts'
import { entranceStages } from './parts/entrance-stages.ts'
import { hubStage } from './parts/hub.ts'
import { jumpboxStage } from './parts/jumpbox.ts'
import { resolverStage } from './parts/name-resolution.ts'
import { withDiagnostics } from './parts/network-diagnostics.ts'
import { monitorLinkStage } from './parts/monitor-link.ts'
import { networkStage } from './parts/networks.ts'
import { operationsStage } from './parts/operations.ts'
import { peeringStages, type RegionNetworks } from './parts/peerings.ts'
import { retrievalStages } from './parts/retrieval.ts'
import { policyStages } from './parts/policies.ts'
import { type LinkedNetwork, privateDns } from './parts/private-dns.ts'
import { flowLogStages } from './parts/flow-logs.ts'
import { portalStage, portalZoneNames } from './parts/portals.ts'
import { resourceGroupStage } from './parts/resource-groups.ts'
import { tellOfWaysOutside } from './parts/ways-outside.ts'
import type { ResourceGraph } from './resource-graph.ts'

/** The landing zone that a design asks for, or why it has none. */
export function buildGraph(design: Design): ResourceGraph | Unbuildable {
  const estate = estateOf(design)
  if ('kind' in estate) return estate
  const operations = operationsStage(estate)
  const regions = estate.regions.map((region) => {
    const hub =
      region.existingHub === null
        ? hubStage(estate, region, operations.workspaceId)
        : existingHub(estate, region, region.existingHub)
    const linkGateway = linkGatewayStage(estate, region, hub, operations.workspaceId)
    return { estate: region, hub, linkGateway, spoke: networkStage(estate, region, hub) }
  })
  const dns = privateDns(estate, linkedNetworks(estate, regions))
  const data = dataStages(
    estate,
    operations,
    dns,
    regions.map(({ spoke }) => spoke),
  )
  const managementGroups = managementGroupStage(estate)
  const models = regions.map(({ estate: region, spoke }) =>
    modelServicesStage(estate, region, operations, dns, spoke, data.sites),
  )
  const gateway = gatewayStages(estate, regions, operations, dns, models)
  const apiManagement = apiManagementStages(estate, regions, operations, dns, models)
  tellOfWaysOutside(estate)
  const monitorLink = monitorLinkStage(
    estate,
    operations,
    dns,
    regions.map(({ spoke }) => spoke),
  )
  const dnsPolicies = dnsPolicyStage(estate, operations, dns)
  const built = [
    ...(managementGroups === null ? [] : [managementGroups]),
    resourceGroupStage(estate),
    ...policyStages(estate),
    operations.stage,
    ...regions.flatMap(({ hub }) => hub.stage ?? []),
    ...regions.flatMap(({ linkGateway }) => linkGateway ?? []),
    ...regions.map(({ spoke }) => spoke.stage),
    ...regions.flatMap(({ estate: region, hub, spoke }) =>
      [
        bastionStage(estate, region, hub, spoke, operations.workspaceId) ?? [],
        jumpboxStage(estate, region, hub, spoke) ?? [],
      ].flat(),
    ),
    ...peeringStages(estate, regions),
    ...regions.flatMap(({ estate: region, hub, spoke }) => resolverStage(estate, region, hub, spoke) ?? []),
    ...regions.flatMap(({ estate: region, hub, spoke }) =>
      flowLogStages(estate, region, hub, spoke, operations.workspaceId),
    ),
    ...(dns.stage === null ? [] : [dns.stage]),
    ...data.stages,
    ...models,
    ...fineTunedStages(estate, models),
    ...regions.flatMap(({ estate: region, hub }) => portalStage(estate, region, hub, models) ?? []),
    ...machineLearningStages({
      estate,
      workspaceId: operations.workspaceId,
      dns,
      networks: regions.map(({ spoke }) => spoke),
      sites: data.sites,
      models,
    }),
    ...retrievalStages(estate, data.sites, models),
    ...gateway.stages,
    ...apiManagement.stages,
    ...entranceStages(estate, regions, operations, estate.gateway === null ? apiManagement : gateway),
    ...(monitorLink === null ? [] : [monitorLink]),
    ...(dnsPolicies === null ? [] : [dnsPolicies]),
  ]
  const alerts = alertsStage(
    estate,
    built.flatMap(({ resources }) => resources),
    operations.workspaceId,
  )
  const budget = budgetStage(estate, alerts.actionGroup)
  const watched = withDiagnostics(estate, built, operations.workspaceId)
  const stages = [...watched, alerts.stage, ...(budget === null ? [] : [budget])]
  // Last, since every part may have something to tell.
  return { workload: design.plan.workload, stages, notes: estate.notes.all(), files: gateway.files }
}

const NONE: ReadonlySet<string> = new Set()

/** Hubs as well: firewalls and resolvers there answer for the networks, and for those on premises. */
function linkedNetworks(estate: Estate, regions: readonly RegionNetworks[]): readonly LinkedNetwork[] {
  const hubs = regions.flatMap(({ estate: { region }, hub: { network } }) =>
    network === null ? [] : [{ words: ['hub', region], network, without: portalZoneNames(estate, region) }],
  )
  const spokes = regions.map(({ spoke: { region, network } }) => ({
    words: [region],
    network,
    without: NONE,
  }))
  return [...spokes, ...hubs]
}
