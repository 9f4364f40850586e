import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { idOf, type Resource, resource, type Stage, type Text } from '../resource-graph.ts'
import type { HubSlot } from '../subnet-slots.ts'
import { ddosProtectionOf } from './ddos-protection.ts'
import { diagnosticsOf } from './diagnostics.ts'
import { firewallAddress, firewallOf } from './firewall.ts'
import { firewallTier } from './firewall-tier.ts'
import { hubSubnets } from './hub-subnets.ts'

/** The hub of a region: the way out, and the ways in of people and of networks on premises. */
export interface RegionHub {
  /** Null where nothing is built here. */
  readonly stage: Stage | null
  readonly networkId: Text
  /** The network itself; null where it is not built here. */
  readonly network: Resource | null
  /** Private address of the firewall, to which spokes send what leaves; null where there is none. */
  readonly firewallAddress: string | null
  /** Throws for a slot that no part asked for. */
  subnet(this: void, slot: HubSlot): Resource
}

export function hubStage(estate: Estate, region: RegionEstate, workspaceId: Text): RegionHub {
  const network = resource({
    symbol: estate.symbols.of('hub', region.region),
    type: 'Microsoft.Network/virtualNetworks',
    apiVersion: '2025-09-01',
    name: estate.name('virtualNetwork', 'hub', region.region),
    body: {
      location: region.region,
      tags: estate.tags,
      properties: {
        addressSpace: { addressPrefixes: [formatRange(region.hubAddresses)] },
        ...ddosProtectionOf(estate),
      },
    },
  })
  const subnets = hubSubnets(estate, region, network)
  const tier = firewallTier(estate)
  const firewall = tier === null ? null : firewallOf(estate, region, tier, subnets.subnet)
  return {
    networkId: idOf(network),
    network,
    firewallAddress: firewall === null ? null : firewallAddress(region),
    subnet: subnets.subnet,
    stage: {
      name: `15-hub-${region.region}`,
      purpose: `The hub of ${estate.plan.workload} in ${region.region}${firewall === null ? '' : ', with a firewall that lets out what is on its list'}.`,
      scope: estate.groupScope(region.groups.hub),
      parameters: [],
      resources: [
        network,
        ...subnets.resources,
        ...(firewall === null
          ? []
          : [
              ...firewall.resources,
              diagnosticsOf(estate, ['firewall', region.region], firewall.firewall, workspaceId),
            ]),
      ],
      outputs: [],
    },
  }
}
