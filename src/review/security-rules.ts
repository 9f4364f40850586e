import type { Estate } from './estate.ts'
import { type Part, partsOf, textsOf } from './indexed.ts'
import { remembered } from './remembered.ts'

/** A rule of a network security group. */
export interface SecurityRule extends Part {
  /** `allow in`, `deny out` and so on; null where one of both is not known. */
  readonly effect: string | null
  /** Null where not known. */
  readonly sources: readonly string[] | null
  readonly ports: readonly string[] | null
  readonly destinations: readonly string[] | null
}

export const securityRules = remembered((estate: Estate): readonly SecurityRule[] =>
  partsOf(estate, 'Microsoft.Network/networkSecurityGroups', 'securityRules').map(securityRule),
)

function securityRule(part: Part): SecurityRule {
  const access = part.resource.text(`${part.properties}.access`)
  const direction = part.resource.text(`${part.properties}.direction`)
  return {
    ...part,
    effect:
      access === null || direction === null ? null : `${access} ${direction === 'inbound' ? 'in' : 'out'}`,
    sources: textsOf(part, 'sourceAddressPrefix', 'sourceAddressPrefixes'),
    ports: textsOf(part, 'destinationPortRange', 'destinationPortRanges'),
    destinations: textsOf(part, 'destinationAddressPrefix', 'destinationAddressPrefixes'),
  }
}

/** What stands for everybody on the internet. */
export function isAnywhere(address: string): boolean {
  return ['*', 'any', 'internet', '0.0.0.0/0', '::/0'].includes(address)
}

/** Whether a range such as `20-30`, `22` or `*` has the port. */
export function hasPort(range: string, port: number): boolean {
  if (range === '*') return true
  const [from, to = from] = range.split('-').map(Number)
  return from !== undefined && to !== undefined && from <= port && port <= to
}
