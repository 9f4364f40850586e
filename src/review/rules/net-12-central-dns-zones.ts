import type { Rule } from '../rule.ts'
import { PERHAPS, sample } from '../sample-resources.ts'
import { Resource } from '../estate.ts'
import { setting } from '../setting.ts'

function zone() {
  return sample(
    'Microsoft.Network/privateDnsZones',
    'privatelink.openai.azure.com',
    {},
    { location: 'global' },
  )
}

const LINK = sample(
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
  'privatelink.openai.azure.com/hub',
  { virtualNetwork: { id: '/subscriptions/1/hub' } },
  { location: 'global' },
)

export const net12: Rule = {
  id: 'NET-12',
  title: 'Private DNS zones are central and linked to the networks',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.dns.zones`, where there are private endpoints; in templates, whether a private DNS zone is there once, and linked to a network.',
  why: 'Zones of the same name in many places disagree, and who asks the wrong one gets the wrong address.',
  remedy: 'Keep the zones in the connectivity subscription of the platform and link them to hub and spokes.',
  workload: {
    check: setting(
      ['network', 'dns', 'zones'],
      ({ network }) => network?.dns?.zones,
      {
        isGood: (zones) => zones === 'central',
        good: 'private DNS zones are central',
        bad: (zones) =>
          zones === 'local'
            ? 'the workload keeps private DNS zones of its own'
            : 'there are private endpoints and no private DNS zones',
      },
      ({ network }) => network?.models === 'private-endpoints' || network?.data === 'private-endpoints',
    ),
    cases: {
      fails: ['network: { models: private-endpoints, dns: { zones: local } }'],
      passes: ['network: { models: private-endpoints, dns: { zones: central } }'],
      undetermined: ['network: { models: private-endpoints }'],
      notApplicable: ['network: { models: public }'],
    },
  },
  resources: {
    *check(estate) {
      const zones = estate
        .ofType('Microsoft.Network/privateDnsZones')
        .filter(({ name }) => name.toLowerCase().startsWith('privatelink.'))
      for (const all of Map.groupBy(zones, ({ name }) => name.toLowerCase()).values()) {
        const [zone, other] = all
        if (zone === undefined) continue
        const link = estate.childOf(zone, 'virtualNetworkLinks')
        if (other !== undefined && [zone, other].every(({ doubt }) => doubt === null))
          yield other.fail('name', `there are ${all.length} zones ${zone.name}`)
        else if (link === null) yield zone.fail('name', `${zone.name} is linked to no network`)
        else if (!(link instanceof Resource))
          yield zone.unknown('name', `whether ${zone.name} is linked to a network: ${link.unknown}`)
        else if (other !== undefined)
          yield other.unknown('name', `whether ${zone.name} is there once: one of them may not be deployed`)
        else yield zone.pass('name', `${zone.name} is there once, and linked to a network`, link)
      }
    },
    cases: {
      fails: [[zone()], [zone(), LINK, { ...zone(), scope: '/subscriptions/2/resourceGroups/dns' }]],
      passes: [[zone(), LINK]],
      undetermined: [
        [zone(), { ...LINK, ...PERHAPS }],
        [zone(), LINK, { ...zone(), scope: '/subscriptions/2/resourceGroups/dns', ...PERHAPS }],
      ],
      notApplicable: [[sample('Microsoft.Network/privateDnsZones', 'contoso.internal')]],
    },
  },
}
