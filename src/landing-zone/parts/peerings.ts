import type { Estate, RegionEstate } from '../estate.ts'
import { idOf, type Reason, type Resource, resource, type Stage, type Text } from '../resource-graph.ts'
import type { RegionHub } from './hub.ts'
import type { RegionNetwork } from './networks.ts'

/** A region with what was made of it. */
export interface RegionNetworks {
  readonly estate: RegionEstate
  readonly hub: RegionHub
  readonly spoke: RegionNetwork
}

interface Peer {
  readonly name: string
  readonly networkId: Text
  /** Whether it passes on what does not come from itself. */
  readonly forwards: boolean
  readonly because: Reason
}

/**
 * Each spoke sees its hub, by which everything leaves, and the spokes of the other regions, so that a gateway reaches
 * their models privately. A peering has two halves, one in each network.
 */
export function peeringStages(estate: Estate, regions: readonly RegionNetworks[]): readonly Stage[] {
  return regions.flatMap(({ estate: { region, groups }, hub, spoke }) => {
    const toHub: Peer = {
      name: 'hub',
      networkId: hub.networkId,
      forwards: true,
      because: { rule: 'NET-20', why: 'what leaves goes by the hub.' },
    }
    const toOthers = regions
      .filter((other) => other.estate.region !== region)
      .map((other): Peer => ({
        name: other.estate.region,
        networkId: idOf(other.spoke.network),
        forwards: false,
        because: { rule: 'REL-02', why: 'when one region fails, the gateway of the other goes on.' },
      }))
    const toSpoke: Peer = {
      name: 'spoke',
      networkId: idOf(spoke.network),
      forwards: true,
      because: { rule: 'NET-20', why: 'the firewall answers the spoke.' },
    }
    return [
      stage(estate, `25-peering-${region}`, groups.network, spoke.network, [toHub, ...toOthers]),
      ...(hub.network === null
        ? []
        : [stage(estate, `26-peering-hub-${region}`, groups.hub, hub.network, [toSpoke])]),
    ]
  })
}

function stage(estate: Estate, name: string, group: string, from: Resource, peers: readonly Peer[]): Stage {
  return {
    name,
    purpose: `From one network to ${peers.length === 1 ? 'another' : 'others'}: ${peers.map((peer) => peer.name).join(', ')}.`,
    scope: estate.groupScope(group),
    parameters: [],
    outputs: [],
    resources: peers.map(({ name: to, networkId, forwards, because }) =>
      resource({
        symbol: estate.symbols.of('peering', from.symbol, 'to', to),
        type: 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings',
        apiVersion: '2025-09-01',
        name: `to-${to}`,
        parent: from,
        body: {
          properties: {
            remoteVirtualNetwork: { id: networkId },
            allowVirtualNetworkAccess: true,
            allowForwardedTraffic: forwards,
            allowGatewayTransit: false,
            useRemoteGateways: false,
          },
        },
        because: [because],
      }),
    ),
  }
}
