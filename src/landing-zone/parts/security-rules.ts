import type { Body } from '../resource-graph.ts'

/** Rules of network security groups. */
export interface SecurityRule extends Body {
  readonly name: string
  readonly properties: Body
}

export interface Allowed {
  readonly name: string
  readonly direction: 'Inbound' | 'Outbound'
  /** 100 to 4095, the lowest first. */
  readonly priority: number
  /** A range or a service tag. */
  readonly from: string
  readonly to: string
  readonly ports: readonly string[]
  readonly protocol?: 'Tcp' | 'Udp' | '*'
}

export function allow({
  name,
  direction,
  priority,
  from,
  to,
  ports,
  protocol = 'Tcp',
}: Allowed): SecurityRule {
  return {
    name,
    properties: {
      access: 'Allow',
      direction,
      priority,
      protocol,
      sourceAddressPrefix: from,
      sourcePortRange: '*',
      destinationAddressPrefix: to,
      destinationPortRanges: ports,
    },
  }
}

/** After all other rules, before those that Azure adds, which let in the whole network and let out everything. */
const LAST_PRIORITY = 4096

export function denyTheRest(direction: 'Inbound' | 'Outbound'): SecurityRule {
  return {
    name: `DenyAllOther${direction}`,
    properties: {
      access: 'Deny',
      direction,
      priority: LAST_PRIORITY,
      protocol: '*',
      sourceAddressPrefix: '*',
      sourcePortRange: '*',
      destinationAddressPrefix: '*',
      destinationPortRange: '*',
    },
  }
}
