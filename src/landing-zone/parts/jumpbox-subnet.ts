import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { hubRange, spokeRange } from '../subnet-slots.ts'
import { bastionRange } from './bastion-subnet.ts'
import { allow, type SecurityRule } from './security-rules.ts'

export interface JumpboxWish {
  readonly place: 'hub' | 'workload-network'
  readonly system: 'linux' | 'windows'
}

/** Null where the file asks for none. */
export function jumpboxWish({ declaration }: Pick<Estate, 'declaration'>): JumpboxWish | null {
  const { jumpbox = 'none', jumpbox_system: system = 'linux' } = declaration.network?.operators ?? {}
  return jumpbox === 'none' ? null : { place: jumpbox, system }
}

/** Addresses of the jumpbox's subnet, in the network that it stands in. */
export function jumpboxRange({ place }: JumpboxWish, { addresses, hubAddresses }: RegionEstate): string {
  return formatRange(place === 'hub' ? hubRange(hubAddresses, 'jumpbox') : spokeRange(addresses, 'jumpbox'))
}

const REMOTE_ACCESS_PORTS = { linux: '22', windows: '3389' } as const

/** People come by Bastion; the machine reaches what is private by HTTPS, and the web as far as the firewall lets it. */
export function jumpboxRules(
  estate: Estate,
  { system }: JumpboxWish,
): {
  readonly inbound: (range: string, region: RegionEstate) => readonly SecurityRule[]
  readonly outbound: (range: string) => readonly SecurityRule[]
} {
  return {
    inbound: (range, region) => [
      allow({
        name: 'AllowRemoteAccessFromBastion',
        direction: 'Inbound',
        priority: 100,
        // Where another Bastion stands is not known.
        from: bastionRange(estate, region) ?? 'VirtualNetwork',
        to: range,
        ports: [REMOTE_ACCESS_PORTS[system]],
      }),
    ],
    outbound: (range) => [
      allow({
        name: 'AllowHttpsToNetworks',
        direction: 'Outbound',
        priority: 100,
        from: range,
        to: 'VirtualNetwork',
        ports: ['443'],
      }),
      allow({
        name: 'AllowNamesToBeAsked',
        direction: 'Outbound',
        priority: 110,
        from: range,
        to: 'VirtualNetwork',
        ports: ['53'],
        protocol: '*',
      }),
      allow({
        name: 'AllowWeb',
        direction: 'Outbound',
        priority: 120,
        from: range,
        to: 'Internet',
        ports: ['80', '443'],
      }),
    ],
  }
}
