import { formatRange } from '../address-plan.ts'
import type { Estate, RegionEstate } from '../estate.ts'
import { hubRange, spokeRange } from '../subnet-slots.ts'
import { allow, type SecurityRule } from './security-rules.ts'

/** Where the file asks for it, or for a machine that it would be the way to. */
export function wantsBastion({ declaration }: Estate): boolean {
  const { bastion, jumpbox = 'none' } = declaration.network?.operators ?? {}
  return bastion ?? jumpbox !== 'none'
}

/** In the hub; with a hub of the platform beside the jumpbox that the workload has. Null where there is none. */
export function bastionPlace(estate: Estate, { existingHub }: RegionEstate): 'hub' | 'network' | null {
  if (!wantsBastion(estate)) return null
  if (existingHub === null) return 'hub'
  return estate.declaration.network?.operators?.jumpbox === 'workload-network' ? 'network' : null
}

/** Addresses of its subnet; null where there is none. */
export function bastionRange(estate: Estate, region: RegionEstate): string | null {
  const place = bastionPlace(estate, region)
  if (place === null) return null
  return formatRange(
    place === 'hub' ? hubRange(region.hubAddresses, 'bastion') : spokeRange(region.addresses, 'bastion'),
  )
}

export const BASTION_SUBNET = 'AzureBastionSubnet'

/** With a security group Bastion wants all eight of these rules ("Working with NSG access and Azure Bastion", 2026-02-24). */
export function bastionInbound(): readonly SecurityRule[] {
  return [
    rule('AllowHttpsInbound', 'Inbound', 100, 'Internet', '*', ['443']),
    rule('AllowGatewayManagerInbound', 'Inbound', 110, 'GatewayManager', '*', ['443']),
    rule('AllowAzureLoadBalancerInbound', 'Inbound', 120, 'AzureLoadBalancer', '*', ['443']),
    rule('AllowBastionHostCommunication', 'Inbound', 130, ...WITHIN),
  ]
}

export function bastionOutbound(): readonly SecurityRule[] {
  return [
    rule('AllowSshRdpOutbound', 'Outbound', 100, '*', 'VirtualNetwork', ['22', '3389'], '*'),
    rule('AllowAzureCloudOutbound', 'Outbound', 110, '*', 'AzureCloud', ['443']),
    rule('AllowBastionCommunication', 'Outbound', 120, ...WITHIN),
    rule('AllowHttpOutbound', 'Outbound', 130, '*', 'Internet', ['80'], '*'),
  ]
}

const WITHIN = ['VirtualNetwork', 'VirtualNetwork', ['8080', '5701'], '*'] as const

function rule(
  name: string,
  direction: 'Inbound' | 'Outbound',
  priority: number,
  from: string,
  to: string,
  ports: readonly string[],
  protocol: 'Tcp' | '*' = 'Tcp',
): SecurityRule {
  return allow({ name, direction, priority, from, to, ports, protocol })
}
