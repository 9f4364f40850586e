import type { Estate, RegionEstate } from '../estate.ts'
import { firstAddressOf, hubRange } from '../subnet-slots.ts'
import { answersNames, firewallTier } from './firewall-tier.ts'
import { allow, type SecurityRule } from './security-rules.ts'

/** Which halves of a DNS private resolver a hub gets. */
export interface ResolverWish {
  /** Is asked: by DNS on premises, or by networks where no firewall answers names. */
  readonly inbound: boolean
  /** Asks: DNS on premises, for its domains. */
  readonly outbound: boolean
}

export function resolverWish(estate: Estate): ResolverWish {
  const { servers, forwarders = false, forward = [] } = estate.declaration.network?.dns ?? {}
  return {
    inbound: forwarders || (servers === 'custom' && !answersNames(firewallTier(estate))),
    outbound: forward.length > 0,
  }
}

/** Where the resolver of a hub is asked. */
export function resolverAddress({ hubAddresses }: RegionEstate): string {
  return firstAddressOf(hubRange(hubAddresses, 'resolverInbound'))
}

/** `VirtualNetwork` is also what peers with it or is linked to it. */
export function resolverInboundRules(range: string): readonly SecurityRule[] {
  return [
    allow({
      name: 'AllowNamesToBeAsked',
      direction: 'Inbound',
      priority: 100,
      from: 'VirtualNetwork',
      to: range,
      ports: ['53'],
      protocol: '*',
    }),
  ]
}
