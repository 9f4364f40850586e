import type { Estate } from '../estate.ts'
import { type Body, idOf, type Resource } from '../resource-graph.ts'
import { resourceName } from '../resource-names.ts'
import { type AllowedOut, listedDestinations } from './firewall-rules.ts'

/** Rules of networks that Microsoft manages for Machine Learning and Foundry: what their computes may reach. */

export interface OutboundRule {
  /** Tell it from others of its network. */
  readonly words: readonly string[]
  readonly name: string
  readonly properties: Body
}

function outboundRule(words: readonly string[], properties: Body): OutboundRule {
  return { words, name: resourceName('outboundRule', ...words), properties }
}

/** The firewall of such a network takes these for host names ("Workspace managed virtual network isolation"). */
const PORTS_OF_HOSTS: ReadonlySet<number> = new Set([80, 443])

export function endpointRule(words: readonly string[], target: Resource, groupId: string): OutboundRule {
  return outboundRule([...words, groupId], {
    type: 'PrivateEndpoint',
    category: 'UserDefined',
    destination: { serviceResourceId: idOf(target), subresourceTarget: groupId, sparkEnabled: false },
  })
}

/** What `network.egress.allow` lists, but for hosts that the network lets its computes reach without being told. */
export function listedRules(estate: Estate, reached: readonly string[]): readonly OutboundRule[] {
  const { hosts, addresses } = listedDestinations(estate)
  const taken = hosts.filter(({ ports, to }) => {
    if (to.every((host) => reached.some((known) => covers(known, host)))) return false
    if (ports.every((port) => PORTS_OF_HOSTS.has(port))) return true
    estate.notes.add(
      `${to.join()} of network.egress.allow is reached from networks that Microsoft manages on 80 and 443 at most.`,
    )
    return ports.some((port) => PORTS_OF_HOSTS.has(port))
  })
  if (taken.length > 0)
    estate.notes.add(
      'Networks that Microsoft manages get a firewall each for the hosts of network.egress.allow, which is paid for by the hour, and which COST.md does not have.',
    )
  return [
    ...taken.map(({ name, to }) =>
      outboundRule([name], { type: 'FQDN', category: 'UserDefined', destination: to.join() }),
    ),
    ...addresses.map(addressRule),
  ]
}

/** HTTPS to what a tag of Azure stands for. */
export function tagRule(tag: string): OutboundRule {
  return addressRule({ name: tag, to: [tag], ports: [443] })
}

function addressRule({ name, to, ports }: Pick<AllowedOut, 'name' | 'to' | 'ports'>): OutboundRule {
  const isTag = /^[A-Za-z]/.test(to.join())
  return outboundRule([name], {
    type: 'ServiceTag',
    category: 'UserDefined',
    destination: {
      ...(isTag ? { serviceTag: to.join() } : { addressPrefixes: to }),
      protocol: 'TCP',
      portRanges: ports.join(','),
      action: 'Allow',
    },
  })
}

/** A star stands for one label and more. */
function covers(known: string, host: string): boolean {
  return known === host || (known.startsWith('*.') && host.endsWith(known.slice(1)))
}
