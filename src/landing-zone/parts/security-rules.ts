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
  /** A range or a service tag; of ranges, which must not be none, there may be several. */
  readonly from: string
  readonly to: string | readonly string[]
  readonly ports: readonly string[]
  readonly protocol?: 'Tcp' | 'Udp' | '*'
  /** What needs it, where that is not plain; 140 characters at most. */
  readonly why?: string
}

export function allow({
  name,
  direction,
  priority,
  from,
  to,
  ports,
  protocol = 'Tcp',
  why,
}: Allowed): SecurityRule {
  return {
    name,
    properties: {
      ...(why === undefined ? {} : { description: why }),
      access: 'Allow',
      direction,
      priority,
      protocol,
      sourceAddressPrefix: from,
      sourcePortRange: '*',
      ...(typeof to === 'string' ? { destinationAddressPrefix: to } : { destinationAddressPrefixes: to }),
      destinationPortRanges: ports,
    },
  }
}

/** What is in the network and in those that it is peered with asks over TLS. */
export function httpsFromNetwork(range: string): SecurityRule {
  return allow({
    name: 'AllowHttpsFromNetwork',
    direction: 'Inbound',
    priority: 100,
    from: 'VirtualNetwork',
    to: range,
    ports: ['443'],
  })
}

/** Azure's balancer asks nodes whether they are well, at the ports that Kubernetes hands out. */
export function healthProbes(range: string): SecurityRule {
  return allow({
    name: 'AllowHealthProbes',
    direction: 'Inbound',
    priority: 110,
    from: 'AzureLoadBalancer',
    to: range,
    ports: ['30000-32767'],
  })
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
