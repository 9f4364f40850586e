import type { Estate } from '../estate.ts'
import { type Reason, type Resource, resource } from '../resource-graph.ts'
import type { SecurityRule } from './security-rules.ts'

/** The network security group of one subnet; `use` tells it from others in its region. */
export function securityGroup(
  estate: Estate,
  region: string,
  use: string,
  securityRules: readonly SecurityRule[],
  because: readonly Reason[] = [{ rule: 'NET-15', why: 'what is not needed is refused.' }],
): Resource {
  return resource({
    symbol: estate.symbols.of(`${use}SecurityGroup`, region),
    type: 'Microsoft.Network/networkSecurityGroups',
    apiVersion: '2025-09-01',
    name: estate.name('networkSecurityGroup', use, region),
    body: { location: region, tags: estate.tags, properties: { securityRules } },
    because,
  })
}
