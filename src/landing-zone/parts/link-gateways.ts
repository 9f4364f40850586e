import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import {
  type Body,
  idOf,
  joined,
  type Parameter,
  parameter,
  type Resource,
  resource,
  type Stage,
  tenantId,
  type Text,
} from '../resource-graph.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { RegionHub } from './hub.ts'
import { clientRange, isLinked, onPremisesLinks, onPremisesRanges } from './on-premises.ts'
import { publicAddress } from './public-address.ts'

const NETWORK_API = '2025-09-01'

const SHARED_KEY: Parameter = {
  name: 'vpnSharedKey',
  description: 'Key that the VPN device on premises shares with the gateways',
  isSecret: true,
  default: null,
}
const PEER_ADDRESS: Parameter = {
  name: 'vpnPeerAddress',
  description: 'Public address of the VPN device on premises',
  isSecret: false,
  default: null,
}
const CIRCUIT: Parameter = {
  name: 'expressRouteCircuit',
  description: 'Id of the ExpressRoute circuit',
  isSecret: false,
  default: null,
}
const AUTHORIZATION: Parameter = {
  name: 'expressRouteAuthorizationKey',
  description: "Authorization key of the circuit's owner",
  isSecret: true,
  default: null,
}
/** The application Azure VPN that Microsoft registered (VPN Gateway: "Configure P2S VPN Gateway for Microsoft Entra ID"). */
const AZURE_VPN_CLIENT = 'c632b3df-fb67-4d84-bdcf-b95ad541b5c8'

/** What a gateway is made of, and what it asks of whoever deploys it. */
interface Made {
  readonly resources: readonly Resource[]
  readonly asked: readonly Parameter[]
}

/** Gateways of a region's hub to networks on premises; null where none is wanted, or the hub is somebody else's. */
export function linkGatewayStage(
  estate: Estate,
  region: RegionEstate,
  hub: RegionHub,
  workspaceId: Text,
): Stage | null {
  const links = onPremisesLinks(estate)
  if (!isLinked(links)) return null
  if (hub.network === null) {
    estate.notes.add(
      `The hub of ${region.region} is the platform's: the link to networks on premises is its gateway's, if landing_zone.existing.hubs.${region.region}.gateway says that it has one.`,
    )
    return null
  }
  const made = links.expressRoute
    ? expressRoute(estate, region, hub, workspaceId)
    : vpn(estate, region, hub, workspaceId)
  return {
    name: `17-link-${region.region}`,
    purpose: `The gateway of the hub of ${region.region} to networks on premises. Azure takes up to 45 minutes to make one.`,
    scope: estate.groupScope(region.groups.hub),
    parameters: made.asked,
    resources: made.resources,
    outputs: [],
  }
}

function expressRoute(estate: Estate, region: RegionEstate, hub: RegionHub, workspaceId: Text): Made {
  const {
    circuit,
    circuit_authorization: isOfOthers = false,
    fast_path: fastPath = false,
    connects,
  } = estate.declaration.network?.on_premises ?? {}
  if (connects === 'devices' || connects === 'both')
    estate.notes.add(
      'ExpressRoute connects sites: for single devices, network.on_premises.link has to be a VPN.',
    )
  const address = publicAddress(estate, region, 'expressRoute', [])
  const gateway = resource({
    symbol: estate.symbols.of('expressRouteGateway', region.region),
    type: 'Microsoft.Network/virtualNetworkGateways',
    apiVersion: NETWORK_API,
    name: estate.name('expressRouteGateway', region.region),
    body: {
      location: region.region,
      tags: estate.tags,
      properties: {
        gatewayType: 'ExpressRoute',
        // FastPath wants the largest.
        sku: fastPath ? { name: 'ErGw3AZ', tier: 'ErGw3AZ' } : { name: 'ErGw1AZ', tier: 'ErGw1AZ' },
        ipConfigurations: [ipConfiguration('first', hub, address)],
      },
    },
    because: [{ rule: 'NET-07', why: 'its delay and throughput are steady.' }],
  })
  const connection = connectionOf(estate, region.region, 'expressRoute', {
    connectionType: 'ExpressRoute',
    virtualNetworkGateway1: { id: idOf(gateway), properties: {} },
    peer: { id: circuit ?? parameter(CIRCUIT) },
    expressRouteGatewayBypass: fastPath,
    ...(isOfOthers ? { authorizationKey: parameter(AUTHORIZATION) } : {}),
  })
  return {
    resources: [
      address,
      gateway,
      fastPath
        ? {
            ...connection,
            because: [{ rule: 'NET-08', why: 'packets take no way around through the gateway.' }],
          }
        : connection,
      diagnosticsOf(estate, ['expressRouteGateway', region.region], gateway, workspaceId),
    ],
    asked: [...(circuit === undefined ? [CIRCUIT] : []), ...(isOfOthers ? [AUTHORIZATION] : [])],
  }
}

function vpn(estate: Estate, region: RegionEstate, hub: RegionHub, workspaceId: Text): Made {
  const { sites, devices } = onPremisesLinks(estate)
  const clients = devices ? clientRange(estate, region.region) : null
  if (devices && clients === null)
    estate.notes.add(
      `Devices do not reach ${region.region}: network.on_premises.client_range has no /24 left for it.`,
    )
  // With devices a third address would be needed.
  const isActiveActive = sites && clients === null && estate.plan.environment === 'production'
  const addresses = (isActiveActive ? ['vpn', 'vpn-second'] : ['vpn']).map((use) =>
    publicAddress(estate, region, use, []),
  )
  const gateway = resource({
    symbol: estate.symbols.of('vpnGateway', region.region),
    type: 'Microsoft.Network/virtualNetworkGateways',
    apiVersion: NETWORK_API,
    name: estate.name('vpnGateway', region.region),
    body: {
      location: region.region,
      tags: estate.tags,
      properties: {
        gatewayType: 'Vpn',
        vpnType: 'RouteBased',
        vpnGatewayGeneration: 'Generation2',
        sku: { name: 'VpnGw2AZ', tier: 'VpnGw2AZ' },
        activeActive: isActiveActive,
        enableBgp: false,
        ipConfigurations: addresses.map((address, i) =>
          ipConfiguration(i === 0 ? 'first' : 'second', hub, address),
        ),
        ...(clients === null ? {} : { vpnClientConfiguration: clientConfiguration(clients) }),
      },
    },
    because: [{ rule: 'NET-09', why: 'networks come by a tunnel of their own, devices each by themselves.' }],
  })
  const tunnel = sites ? siteOf(estate, region.region, gateway) : { resources: [], asked: [] }
  return {
    resources: [
      ...addresses,
      gateway,
      ...tunnel.resources,
      diagnosticsOf(estate, ['vpnGateway', region.region], gateway, workspaceId),
    ],
    asked: tunnel.asked,
  }
}

function clientConfiguration(clients: string): Body {
  return {
    vpnClientAddressPool: { addressPrefixes: [clients] },
    vpnClientProtocols: ['OpenVPN'],
    vpnAuthenticationTypes: ['AAD'],
    aadTenant: joined('https://login.microsoftonline.com/', tenantId, '/'),
    aadAudience: AZURE_VPN_CLIENT,
    aadIssuer: joined('https://sts.windows.net/', tenantId, '/'),
  }
}

function siteOf(estate: Estate, region: string, gateway: Resource): Made {
  const { peer_address: peer } = estate.declaration.network?.on_premises ?? {}
  const ranges = onPremisesRanges(estate)
  if (ranges.length === 0) {
    estate.notes.add(
      'No tunnel leads to networks on premises until network.on_premises.ranges has their addresses.',
    )
    return { resources: [], asked: [] }
  }
  const isName = peer !== undefined && /[a-z]/i.test(peer)
  const there = resource({
    symbol: estate.symbols.of('localGateway', region),
    type: 'Microsoft.Network/localNetworkGateways',
    apiVersion: NETWORK_API,
    name: estate.name('localGateway', region),
    body: {
      location: region,
      tags: estate.tags,
      properties: {
        localNetworkAddressSpace: { addressPrefixes: ranges },
        ...(isName ? { fqdn: peer } : { gatewayIpAddress: peer ?? parameter(PEER_ADDRESS) }),
      },
    },
  })
  const connection = connectionOf(estate, region, 'site', {
    connectionType: 'IPsec',
    connectionProtocol: 'IKEv2',
    virtualNetworkGateway1: { id: idOf(gateway), properties: {} },
    localNetworkGateway2: { id: idOf(there), properties: {} },
    sharedKey: parameter(SHARED_KEY),
    ipsecPolicies: [STRONG],
  })
  return {
    resources: [there, connection],
    asked: [SHARED_KEY, ...(peer === undefined ? [PEER_ADDRESS] : [])],
  }
}

/** What Azure offers by itself reaches down to SHA-1 and the second Diffie-Hellman group. */
const STRONG: Body = {
  ikeEncryption: 'AES256',
  ikeIntegrity: 'SHA384',
  dhGroup: 'ECP384',
  ipsecEncryption: 'GCMAES256',
  ipsecIntegrity: 'GCMAES256',
  pfsGroup: 'ECP384',
  saLifeTimeSeconds: 27_000,
  saDataSizeKilobytes: 102_400_000,
}

function connectionOf(estate: Estate, region: string, what: string, properties: Body): Resource {
  return resource({
    symbol: estate.symbols.of(`${what}Connection`, region),
    type: 'Microsoft.Network/connections',
    apiVersion: NETWORK_API,
    name: estate.name('networkConnection', region),
    body: { location: region, tags: estate.tags, properties },
  })
}

function ipConfiguration(name: string, hub: RegionHub, address: Resource): Body {
  return {
    name,
    properties: {
      privateIPAllocationMethod: 'Dynamic',
      subnet: { id: idOf(hub.subnet('gateways')) },
      publicIPAddress: { id: idOf(address) },
    },
  }
}

/** Routes of the subnet of gateways: what comes in to the workload's network passes the firewall. */
export function gatewayRoutes(
  { symbols, name, tags }: Estate,
  { region, addresses }: RegionEstate,
  firewallAddress: string,
): Resource {
  return resource({
    symbol: symbols.of('routesGateways', region),
    type: 'Microsoft.Network/routeTables',
    apiVersion: NETWORK_API,
    name: name('routeTable', 'gateways', region),
    body: {
      location: region,
      tags,
      properties: {
        // A gateway that does not learn routes is none.
        disableBgpRoutePropagation: false,
        routes: [
          {
            name: 'to-the-network-by-the-firewall',
            properties: {
              addressPrefix: formatRange(addresses),
              nextHopType: 'VirtualAppliance',
              nextHopIpAddress: firewallAddress,
            },
          },
        ],
      },
    },
    because: [{ rule: 'NET-20', why: 'what comes from on premises passes the firewall, too.' }],
  })
}
