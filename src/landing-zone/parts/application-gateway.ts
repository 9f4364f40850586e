import type { Estate, RegionEstate } from '../estate.ts'
import {
  type Body,
  idOf,
  joined,
  type Output,
  propertyOf,
  type Resource,
  resource,
  type Stage,
  subscriptionId,
  type Text,
  userAssigned,
} from '../resource-graph.ts'
import { firewallPolicy } from './application-gateway-firewall.ts'
import { diagnosticsOf } from './diagnostics.ts'
import type { EntranceTarget } from './entrance-target.ts'
import type { FrontDoorOrigin } from './front-door.ts'
import { type EntranceWish, privateFrontend } from './entrance-wish.ts'
import { addressOfSecret, CERTIFICATE_SECRET } from './gateway-vault.ts'
import type { RegionNetwork } from './networks.ts'
import { publicAddress, zonesOf } from './public-address.ts'
import { roleAssignment } from './role-assignment.ts'

const NETWORK_API = '2025-09-01'
const LEAST = 2
const MOST = 10
const FRONTEND = 'frontend'
const LINK = 'link'
/** The longest that Application Gateway waits for an answer. */
const LONGEST_SECONDS = 86_400

export interface RegionEntrance {
  readonly region: string
  readonly stage: Stage
  /** Null where it has none, or nobody is let in by it. */
  readonly publicAddress: Resource | null
  readonly probePath: string
  /** As Front Door reaches it; null where no private link leads to it. */
  readonly origin: FrontDoorOrigin | null
}

export interface EntranceParts {
  readonly workspaceId: Text
  readonly network: RegionNetwork
  readonly vault: Resource
  readonly target: EntranceTarget
}

/** Application Gateway with its firewall, before the gateway of a region. */
export function applicationGatewayStage(
  estate: Estate,
  wish: EntranceWish,
  home: RegionEstate,
  { workspaceId, network, vault, target }: EntranceParts,
): RegionEntrance {
  const { region, hasZones, groups } = home
  const { symbols, name, tags } = estate
  const identity = resource({
    symbol: symbols.of('entranceIdentity', region),
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
    apiVersion: '2024-11-30',
    name: name('managedIdentity', 'entrance', region),
    body: { location: region, tags },
  })
  const mayReadCertificate = roleAssignment(estate, ['entranceCertificate', 'in', region], {
    role: 'Key Vault Secrets User',
    on: vault,
    to: identity,
    because: { rule: 'WAF-04', why: 'the entrance reads its certificate, and changes nothing.' },
  })
  const firewall = firewallPolicy(estate, wish, region)
  const address = addressOf(estate, wish, home)
  const isLinked = wish.applicationGateways === 'private-link'
  const azureName = name('applicationGateway', region)
  const entrance = resource({
    symbol: symbols.of('entrance', region),
    type: 'Microsoft.Network/applicationGateways',
    apiVersion: NETWORK_API,
    name: azureName,
    after: [mayReadCertificate],
    body: {
      location: region,
      tags,
      ...zonesOf(hasZones),
      identity: userAssigned(identity),
      properties: gatewayProperties({
        estate,
        wish,
        target,
        self: partsOf(groups.gateway, azureName),
        firewall,
        subnet: network.subnet('entrance'),
        certificate: addressOfSecret(vault, CERTIFICATE_SECRET),
        frontend:
          address === null
            ? {
                subnet: { id: idOf(network.subnet('entrance')) },
                privateIPAllocationMethod: 'Static',
                privateIPAddress: privateFrontend(home),
              }
            : { publicIPAddress: { id: idOf(address) } },
        linkSubnet: isLinked ? network.subnet('entranceLink') : null,
      }),
    },
    because: [
      { rule: 'NET-22', why: 'its firewall sorts out what strangers send.' },
      { rule: 'PNET-21', why: 'it answers over HTTPS alone.' },
    ],
  })
  const outputs: Output[] =
    address === null || isLinked
      ? []
      : [
          {
            name: symbols.of('entranceAddress', region),
            description: `Public address of the entrance in ${region}.`,
            value: propertyOf(address, 'ipAddress'),
          },
        ]
  return {
    region,
    publicAddress: isLinked ? null : address,
    origin:
      isLinked && wish.host !== null
        ? {
            region,
            host: wish.host,
            probePath: target.probePath,
            link: { id: idOf(entrance), groupId: FRONTEND, kind: 'Application Gateway' },
          }
        : null,
    probePath: target.probePath,
    stage: {
      name: `60-entrance-${region}`,
      purpose: `Application Gateway with a web application firewall, before the gateway in ${region}.`,
      scope: estate.groupScope(groups.gateway),
      parameters: [],
      resources: [
        identity,
        mayReadCertificate,
        firewall,
        ...(address === null ? [] : [address]),
        entrance,
        diagnosticsOf(estate, ['entrance', region], entrance, workspaceId),
      ],
      outputs,
    },
  }
}

/** Application Gateway that takes private links has to have one, though its subnet lets nobody in by it. */
function addressOf(
  estate: Estate,
  { applicationGateways }: EntranceWish,
  home: RegionEstate,
): Resource | null {
  if (applicationGateways === 'network') return null
  const isOpen = applicationGateways === 'internet'
  return publicAddress(
    estate,
    home,
    'entrance',
    [
      {
        rule: 'PNET-19',
        why: isOpen ? 'it alone is on the internet.' : 'Azure asks for it; its subnet refuses the internet.',
      },
    ],
    isOpen ? estate.name('publicLabel', home.region) : null,
  )
}

/** Traffic Manager asks for the second, the name that Azure gives the public address. Empty where any name is answered. */
function hostNamesOf(
  { name }: Estate,
  { host, applicationGateways }: EntranceWish,
  region: string,
): readonly string[] {
  if (host === null) return []
  return applicationGateways === 'internet'
    ? [host, `${name('publicLabel', region)}.${region}.cloudapp.azure.com`]
    : [host]
}

/** Ids of parts of an Application Gateway, which its other parts refer to while it is made. */
function partsOf(group: string, azureName: string): (kind: string, part: string) => Body {
  return (kind, part) => ({
    id: joined(
      '/subscriptions/',
      subscriptionId,
      `/resourceGroups/${group}/providers/Microsoft.Network/applicationGateways/${azureName}/${kind}/${part}`,
    ),
  })
}

interface Within {
  readonly estate: Estate
  readonly wish: EntranceWish
  readonly target: EntranceTarget
  readonly self: (kind: string, part: string) => Body
  readonly firewall: Resource
  readonly subnet: Resource
  readonly certificate: Text
  readonly frontend: Body
  /** Null where no private link leads to it. */
  readonly linkSubnet: Resource | null
}

function gatewayProperties(within: Within): Body {
  const { estate, wish, target, self, firewall, subnet, certificate, frontend, linkSubnet } = within
  const { deadlines, reasoningDeadlines } = estate.plan.gateway
  const hostNames = hostNamesOf(estate, wish, target.region)
  const longestMs = Math.max(deadlines.totalMs, reasoningDeadlines.totalMs)
  return {
    sku: { name: 'WAF_v2', tier: 'WAF_v2' },
    autoscaleConfiguration: { minCapacity: LEAST, maxCapacity: MOST },
    firewallPolicy: { id: idOf(firewall) },
    sslPolicy: { policyType: 'Predefined', policyName: 'AppGwSslPolicy20220101' },
    gatewayIPConfigurations: [{ name: 'subnet', properties: { subnet: { id: idOf(subnet) } } }],
    frontendIPConfigurations: [
      {
        name: FRONTEND,
        properties: {
          ...frontend,
          ...(linkSubnet === null
            ? {}
            : { privateLinkConfiguration: self('privateLinkConfigurations', LINK) }),
        },
      },
    ],
    ...(linkSubnet === null ? {} : { privateLinkConfigurations: [linkFrom(linkSubnet)] }),
    frontendPorts: [{ name: 'https', properties: { port: 443 } }],
    sslCertificates: [{ name: 'certificate', properties: { keyVaultSecretId: certificate } }],
    backendAddressPools: [{ name: 'gateway', properties: { backendAddresses: [target.address] } }],
    probes: [
      {
        name: 'ready',
        properties: {
          protocol: 'Https',
          path: target.probePath,
          interval: 10,
          timeout: 5,
          unhealthyThreshold: 2,
          pickHostNameFromBackendHttpSettings: true,
        },
      },
    ],
    backendHttpSettingsCollection: [
      {
        name: 'https',
        properties: {
          protocol: 'Https',
          port: 443,
          cookieBasedAffinity: 'Disabled',
          ...('fqdn' in target.address
            ? { pickHostNameFromBackendAddress: true }
            : { hostName: target.host }),
          requestTimeout: Math.min(LONGEST_SECONDS, Math.ceil(longestMs / 1000)),
          connectionDraining: { enabled: true, drainTimeoutInSec: 60 },
          probe: self('probes', 'ready'),
        },
      },
    ],
    httpListeners: [
      {
        name: 'https',
        properties: {
          protocol: 'Https',
          frontendIPConfiguration: self('frontendIPConfigurations', FRONTEND),
          frontendPort: self('frontendPorts', 'https'),
          sslCertificate: self('sslCertificates', 'certificate'),
          ...(hostNames.length === 0 ? {} : { hostNames, requireServerNameIndication: true }),
        },
      },
    ],
    requestRoutingRules: [
      {
        name: 'to-the-gateway',
        properties: {
          ruleType: 'Basic',
          priority: 100,
          httpListener: self('httpListeners', 'https'),
          backendAddressPool: self('backendAddressPools', 'gateway'),
          backendHttpSettings: self('backendHttpSettingsCollection', 'https'),
        },
      },
    ],
  }
}

function linkFrom(subnet: Resource): Body {
  return {
    name: LINK,
    properties: {
      ipConfigurations: [
        {
          name: 'subnet',
          properties: { subnet: { id: idOf(subnet) }, privateIPAllocationMethod: 'Dynamic', primary: true },
        },
      ],
    },
  }
}
