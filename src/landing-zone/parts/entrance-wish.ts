import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { spokeRange } from '../subnet-slots.ts'
import { apiManagementRegions, isApiManagementWanted } from './api-management-wish.ts'
import { allow } from './security-rules.ts'
import type { SubnetWish } from './spoke-subnets.ts'

/** What stands before the gateway, as `network.ingress` asks for it. */
export interface EntranceWish {
  readonly via: 'application-gateway' | 'front-door'
  /** Whether it has an address on the internet. */
  readonly isPublic: boolean
  readonly mode: 'Prevention' | 'Detection'
  readonly isFirewallOn: boolean
  /** The name that clients call; null where the file does not say. */
  readonly host: string | null
}

/** Null where the gateway has no entrance that is built here. */
export function entranceWish(estate: Estate): EntranceWish | null {
  const { declaration, plan } = estate
  const { via, waf } = declaration.network?.ingress ?? {}
  if (gatewayRegions(estate).length === 0 || hiddenFromEntrances(estate) !== null) return null
  if (via !== 'application-gateway' && via !== 'front-door') return null
  return {
    via,
    // Front Door is nowhere else.
    isPublic: via === 'front-door' || plan.exposure !== 'corp',
    mode: waf === 'detection' ? 'Detection' : 'Prevention',
    isFirewallOn: waf !== 'off',
    host: declaration.landing_zone?.entrance?.host ?? null,
  }
}

/** Where a gateway is built, whichever it is. */
export function gatewayRegions(estate: Estate): readonly RegionEstate[] {
  return estate.gateway === null ? apiManagementRegions(estate) : estate.regions
}

/** Why the entrance that the file asks for cannot be led to the gateway, with the way out; null where it can. */
export function hiddenFromEntrances(estate: Estate): string | null {
  const { gateway, declaration, plan } = estate
  const { via } = declaration.network?.ingress ?? {}
  if (via === 'front-door' && isApiManagementWanted(estate))
    return 'Front Door reaches it by a private link, and API Management inside of a network has none: say `network: { ingress: { via: application-gateway } }` in the workload file'
  if (gateway?.runsOn !== 'aks') return null
  if (plan.gateway.tls === null)
    return 'it is reached from within its cluster alone: say `gateway: { tls: { certificate: env:TLS_CERTIFICATE, key: env:TLS_KEY } }` in the workload file'
  if (declaration.landing_zone?.entrance?.host === undefined)
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
  const wish = entranceWish(estate)
  if (wish?.via !== 'application-gateway') return []
  if (!gatewayRegions(estate).some((one) => one.region === region)) return []
  return [
    {
      use: 'entrance',
      slot: 'entrance',
      hasOwnWayOut: true,
      inbound: (range) => [
        allow({
          name: wish.isPublic ? 'AllowHttpsFromInternet' : 'AllowHttpsFromNetwork',
          direction: 'Inbound',
          priority: 100,
          from: wish.isPublic ? 'Internet' : 'VirtualNetwork',
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
      properties: wish.isPublic
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
  ]
}
