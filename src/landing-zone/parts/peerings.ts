import type { Estate, RegionEstate } from '../estate.ts'
import { idOf, type Reason, type Resource, resource, type Stage, type Text } from '../resource-graph.ts'
import type { RegionHub } from './hub.ts'
import { isLinked, onPremisesLinks } from './on-premises.ts'
import type { RegionNetwork } from './networks.ts'

/** A region with what was made of it. */
export interface RegionNetworks {
  readonly estate: RegionEstate
  readonly hub: RegionHub
  readonly spoke: RegionNetwork
  /** Where the hub's gateway to networks on premises is made; null where none is. */
  readonly linkGateway: Stage | null
}

interface Peer {
  readonly name: string
  readonly networkId: Text
  /** Whether it passes on what does not come from itself. */
  readonly forwards: boolean
  /** What it has to do with gateways: lets the other use its own, or uses the other's. */
  readonly gateways: 'lends' | 'borrows' | 'none'
  readonly because: Reason
}

/**
 * Each spoke sees its hub, by which everything leaves, and the spokes of the other regions, so that a gateway reaches
 * their models privately. A peering has two halves, one in each network.
 */
export function peeringStages(estate: Estate, regions: readonly RegionNetworks[]): readonly Stage[] {
  const isAnyLinked = isLinked(onPremisesLinks(estate))
  return regions.flatMap(({ estate: { region, groups, existingHub }, hub, spoke, linkGateway }) => {
    const hasGateway = existingHub === null ? isAnyLinked : existingHub.hasGateway
    const toHub: Peer = {
      name: 'hub',
      networkId: hub.networkId,
      forwards: true,
      gateways: hasGateway ? 'borrows' : 'none',
      because: { rule: 'NET-20', why: 'what leaves goes by the hub.' },
    }
    const toOthers = regions
      .filter((other) => other.estate.region !== region)
      .map((other): Peer => ({
        name: other.estate.region,
        networkId: idOf(other.spoke.network),
        forwards: false,
        gateways: 'none',
        because: { rule: 'REL-02', why: 'when one region fails, the gateway of the other goes on.' },
      }))
    const toSpoke: Peer = {
      name: 'spoke',
      networkId: idOf(spoke.network),
      forwards: true,
      gateways: hasGateway ? 'lends' : 'none',
      because: { rule: 'NET-20', why: 'the firewall answers the spoke.' },
    }
    // The hub's half first: Azure refuses a half that borrows a gateway which the other does not lend.
    const hubHalf =
      hub.network === null
        ? null
        : stage(estate, `25-peering-hub-${region}`, groups.hub, hub.network, [toSpoke], [])
    const lent = [...(linkGateway?.resources ?? []), ...(hubHalf?.resources ?? [])]
    return [
      ...(hubHalf === null ? [] : [hubHalf]),
      stage(
        estate,
        `26-peering-${region}`,
        groups.network,
        spoke.network,
        [toHub, ...toOthers],
        lent.filter(({ type }) => BEFORE_BORROWING.includes(type)),
      ),
    ]
  })
}

const PEERINGS = 'Microsoft.Network/virtualNetworks/virtualNetworkPeerings'
const BEFORE_BORROWING = ['Microsoft.Network/virtualNetworkGateways', PEERINGS]

function stage(
  estate: Estate,
  name: string,
  group: string,
  from: Resource,
  peers: readonly Peer[],
  beforeBorrowing: readonly Resource[],
): Stage {
  return {
    name,
    purpose: `From one network to ${peers.length === 1 ? 'another' : 'others'}: ${peers.map((peer) => peer.name).join(', ')}.`,
    scope: estate.groupScope(group),
    parameters: [],
    outputs: [],
    resources: peers.map(({ name: to, networkId, forwards, gateways, because }) =>
      resource({
        symbol: estate.symbols.of('peering', from.symbol, 'to', to),
        type: PEERINGS,
        apiVersion: '2025-09-01',
        name: `to-${to}`,
        parent: from,
        after: gateways === 'borrows' ? beforeBorrowing : [],
        body: {
          properties: {
            remoteVirtualNetwork: { id: networkId },
            allowVirtualNetworkAccess: true,
            allowForwardedTraffic: forwards,
            allowGatewayTransit: gateways === 'lends',
            useRemoteGateways: gateways === 'borrows',
          },
        },
        because: [because],
      }),
    ),
  }
}
