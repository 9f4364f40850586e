import type { Estate } from '../estate.ts'
import { type Body, type Resource, resource } from '../resource-graph.ts'
import type { Zone } from './private-dns.ts'
import rule from './zone-group-policy-rule.json' with { type: 'json' }

/**
 * A policy of one's own that gives private endpoints a zone group, for what Microsoft's do not do: several zones, and
 * services that these know nothing of. An endpoint that has a zone group, whichever, is left alone. Expressions in the rule
 * are Azure Policy's, and evaluated when it acts, with the role Network Contributor as Microsoft's definitions do.
 */
export function zoneGroupPolicy(estate: Estate): Resource {
  const { workload } = estate.plan
  return resource({
    symbol: 'zoneGroupPolicy',
    type: 'Microsoft.Authorization/policyDefinitions',
    apiVersion: '2026-07-01',
    name: `${workload.slice(0, MAX_WORKLOAD_CHARACTERS)}-private-dns-zone-groups`,
    body: {
      properties: {
        displayName: `Private endpoints of ${workload} get private DNS zone groups`,
        description: 'Gives endpoints without a zone group one with all zones that their service needs.',
        policyType: 'Custom',
        mode: 'Indexed',
        metadata: { category: 'Network' },
        parameters: {
          effect: {
            type: 'String',
            allowedValues: [...ZONE_GROUP_EFFECTS],
            defaultValue: 'DeployIfNotExists',
          },
          resourceType: { type: 'String', metadata: { displayName: 'Type that endpoints lead to' } },
          groupId: { type: 'String', metadata: { displayName: 'Sub-resource of it' } },
          privateDnsZoneConfigs: { type: 'Array', metadata: { displayName: 'Zones that it needs' } },
        },
        policyRule: rule,
      },
    },
    because: [{ rule: 'PNET-11', why: 'no definition of Microsoft writes into several zones.' }],
  })
}

export const ZONE_GROUP_EFFECTS = ['DeployIfNotExists', 'Disabled'] as const
/** Of the 64 that the name of a definition has. */
const MAX_WORKLOAD_CHARACTERS = 36

/** What an assignment hands over. */
export function zoneGroupParameters(resourceType: string, groupId: string, zones: readonly Zone[]): Body {
  return {
    resourceType: { value: resourceType },
    groupId: { value: groupId },
    // As a zone group has them: a template within a template makes no lists.
    privateDnsZoneConfigs: {
      value: zones.map(({ name, id }) => ({
        name: name.replaceAll('.', '-'),
        properties: { privateDnsZoneId: id },
      })),
    },
  }
}
