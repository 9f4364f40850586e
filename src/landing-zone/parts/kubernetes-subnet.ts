import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { spokeRange } from '../subnet-slots.ts'
import { entranceWish } from './entrance-wish.ts'
import { gatewayOutbound } from './gateway-outbound.ts'
import { gatewayStorePorts } from './gateway-services.ts'
import { allow, healthProbes, httpsFromNetwork } from './security-rules.ts'
import type { SubnetWish } from './spoke-subnets.ts'

/** Of pods and of what is within a cluster alone: shared address space (RFC 6598), which no network of a company has. */
export const POD_RANGE = '100.64.0.0/16'
export const SERVICE_RANGE = '100.65.0.0/24'
export const CLUSTER_DNS = '100.65.0.10'

/** Far above what nodes and the API server's endpoint get, which count from the lowest. */
const BALANCER = 250

/** The address at which the gateway of a region answers on AKS. */
export function balancerAddress({ addresses }: RegionEstate): string {
  const { first } = spokeRange(addresses, 'gateway')
  return formatRange({ first: first + BALANCER, prefixLength: 32 }).replace('/32', '')
}

/**
 * Nodes of AKS, the endpoint of its API server and the internal balancer. Pods have addresses of their own; should the
 * security group see these between nodes, which no page at hand confirms, they get through.
 */
export function kubernetesSubnet(estate: Estate): SubnetWish {
  return {
    use: 'gateway',
    slot: 'gateway',
    inbound: (range) => [
      httpsFromNetwork(range),
      ...among([
        ['AllowWithinSubnet', range, range],
        ['AllowNodesToPods', range, POD_RANGE],
        ['AllowAmongPods', POD_RANGE, POD_RANGE],
      ]),
      healthProbes(range),
    ],
    outbound: (range, region) =>
      gatewayOutbound(estate, region, {
        range,
        storePorts: gatewayStorePorts(estate),
        platform: 'AKS',
        inside: [
          ['AllowNodesToPods', range, POD_RANGE],
          ['AllowAmongPods', POD_RANGE, POD_RANGE],
        ],
      }),
    // The private link service of the balancer takes its addresses here, and is refused otherwise.
    properties:
      entranceWish(estate)?.via === 'front-door' ? { privateLinkServiceNetworkPolicies: 'Disabled' } : {},
    because: [{ rule: 'NET-16', why: 'what leaves it is named, beside what the firewall lets out.' }],
  }
}

function among(pairs: readonly (readonly [name: string, from: string, to: string])[]) {
  return pairs.map(([name, from, to], i) =>
    allow({
      name,
      direction: 'Inbound',
      priority: 105 + i,
      from,
      to,
      ports: ['0-65535'],
      protocol: '*',
    }),
  )
}
