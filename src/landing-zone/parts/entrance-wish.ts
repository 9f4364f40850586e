import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { spokeRange } from '../subnet-slots.ts'
import { apiManagementRegions, isApiManagementWanted } from './api-management-wish.ts'
import { allow } from './security-rules.ts'
import type { SubnetWish } from './spoke-subnets.ts'

/** What stands before the gateway, as `network.ingress` asks for it. */
export interface EntranceWish {
  readonly via: 'application-gateway' | 'front-door'
  /** How those in each region are reached; null where Front Door stands before the gateways alone. */
  readonly applicationGateways: Reach | null
  readonly mode: 'Prevention' | 'Detection'
  readonly isFirewallOn: boolean
  /** The name that clients call; null where the file does not say. */
  readonly host: string | null
}

/** From the internet; from the networks alone; from there and by Front Door over a private link. */
type Reach = 'internet' | 'network' | 'private-link'

/** Null where the gateway has no entrance that is built here. */
export function entranceWish(estate: Estate): EntranceWish | null {
  const { declaration, plan } = estate
  const { via, waf } = declaration.network?.ingress ?? {}
  if (hiddenFromEntrances(estate) !== null) return null
  if (via !== 'application-gateway' && via !== 'front-door') return null
  return {
    via,
    applicationGateways:
      via === 'front-door' ? behindFrontDoor(estate) : plan.exposure === 'corp' ? 'network' : 'internet',
    mode: waf === 'detection' ? 'Detection' : 'Prevention',
    isFirewallOn: waf !== 'off',
    host: declaration.landing_zone?.entrance?.host ?? null,
  }
}

/**
 * Inside of a network API Management takes no private endpoints ("Connect privately to API Management using an inbound
 * private endpoint", read 2026-11-21), so Front Door reaches it over an Application Gateway that does.
 */
function behindFrontDoor(estate: Estate): Reach | null {
  return isApiManagementWanted(estate) ? 'private-link' : null
}

export function hasApplicationGateways(estate: Estate): boolean {
  const wish = entranceWish(estate)
  return wish !== null && wish.applicationGateways !== null
}

/** Where a gateway is built, whichever it is. */
export function gatewayRegions(estate: Estate): readonly RegionEstate[] {
  return estate.gateway === null ? apiManagementRegions(estate) : estate.regions
}

/** Why the entrance that the file asks for cannot be led to the gateway, with the way out; null where it can. */
export function hiddenFromEntrances(estate: Estate): string | null {
  const { gateway, declaration, plan } = estate
  const { via } = declaration.network?.ingress ?? {}
  const isNamed = declaration.landing_zone?.entrance?.host !== undefined
  if (via === 'front-door' && isApiManagementWanted(estate) && !isNamed)
    return 'nothing says which name clients call, which the certificate behind Front Door has: say `landing_zone: { entrance: { host: ai.contoso.com } }` in the workload file'
  if (gatewayRegions(estate).length === 0)
    return 'none is built: say `landing_zone: { gateway: { runs_on: container-apps } }` in the workload file'
  if (gateway?.runsOn !== 'aks') return null
  if (plan.gateway.tls === null)
    return 'it is reached from within its cluster alone: say `gateway: { tls: { certificate: env:TLS_CERTIFICATE, key: env:TLS_KEY } }` in the workload file'
  if (!isNamed)
    return 'nothing says which name its certificate has: say `landing_zone: { entrance: { host: ai.contoso.com } }` in the workload file'
  return null
}

/** Above what Application Gateway gives its own instances, which count from the lowest. */
const PRIVATE_FRONTEND = 250

/** The address at which a private entrance answers. */
export function privateFrontend({ addresses }: RegionEstate): string {
  const { first } = spokeRange(addresses, 'entrance')
  return formatRange({ first: first + PRIVATE_FRONTEND, prefixLength: 32 }).replace('/32', '')
}

/**
 * The subnet of Application Gateway. No route leads from it to a firewall: answers would take another way than calls, and
 * Azure could not reach it ("Application Gateway infrastructure configuration", read 2026-11-21).
 */
export function entranceSubnets(estate: Estate, { region }: RegionEstate): readonly SubnetWish[] {
  const reach = entranceWish(estate)?.applicationGateways ?? null
  if (reach === null) return []
  if (!gatewayRegions(estate).some((one) => one.region === region)) return []
  return [
    {
      use: 'entrance',
      slot: 'entrance',
      hasOwnWayOut: true,
      inbound: (range) => [
        allow({
          name: reach === 'internet' ? 'AllowHttpsFromInternet' : 'AllowHttpsFromNetwork',
          direction: 'Inbound',
          priority: 100,
          from: reach === 'internet' ? 'Internet' : 'VirtualNetwork',
          to: range,
          ports: ['443'],
        }),
        allow({
          name: 'AllowAzureToManage',
          direction: 'Inbound',
          priority: 110,
          from: 'GatewayManager',
          to: '*',
          ports: ['65200-65535'],
        }),
        allow({
          name: 'AllowHealthProbes',
          direction: 'Inbound',
          priority: 120,
          from: 'AzureLoadBalancer',
          to: '*',
          ports: ['0-65535'],
          protocol: '*',
        }),
      ],
      outbound: null,
      // One without a public address has to be alone in its subnet, and says so.
      properties:
        reach !== 'network'
          ? {}
          : {
              delegations: [
                {
                  name: 'application-gateway',
                  properties: { serviceName: 'Microsoft.Network/applicationGateways' },
                },
              ],
            },
      because: [{ rule: 'PNET-19', why: 'the entrance has a subnet of its own.' }],
    },
    ...(reach === 'private-link' ? [LINK_SUBNET] : []),
  ]
}

/** What comes over private links to Application Gateway takes its addresses here, where no gateway may stand. */
const LINK_SUBNET: SubnetWish = {
  use: 'entrance-link',
  slot: 'entranceLink',
  hasOwnWayOut: true,
  inbound: () => [],
  outbound: null,
  // Azure refuses private links otherwise.
  properties: { privateLinkServiceNetworkPolicies: 'Disabled' },
  because: [{ rule: 'PNET-19', why: 'Front Door comes in here.' }],
}
