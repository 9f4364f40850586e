import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const pnet20: Rule = {
  id: 'PNET-20',
  title: 'The gateway runs in two regions',
  pillar: 'reliability',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: '`network.gateway_regions`.',
  why: 'Models in two regions do not help where the only gateway to them is in the region that is down.',
  remedy: 'Run a gateway in a second region, and Front Door or Traffic Manager before both.',
  workload: {
    check: setting(['network', 'gateway_regions'], ({ network }) => network?.gateway_regions, {
      isGood: (regions) => new Set(regions).size > 1,
      good: (regions) => `gateways run in ${namesOf(regions)}`,
      bad: (regions) => `gateways run in ${namesOf(new Set(regions))} alone`,
    }),
    cases: {
      fails: ['network: { gateway_regions: [swedencentral] }'],
      passes: ['network: { gateway_regions: [swedencentral, francecentral] }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const gateway of estate.ofType('Microsoft.ApiManagement/service')) {
        const path = 'properties.additionalLocations'
        const asked = gateway.ask(path)
        const others = new Set(estate.ofType('Microsoft.ApiManagement/service').map(({ region }) => region))
        if (asked.kind === 'unknown')
          yield gateway.unknown(path, `where else ${gateway.name} runs: ${path} is not known`)
        else if (gateway.items(path).length > 0 || others.size > 1)
          yield gateway.pass(path, `${gateway.name} is not the only place of the gateway`)
        else yield gateway.fail(path, `${gateway.name} runs in ${gateway.region ?? 'one region'} alone`)
      }
    },
    cases: {
      fails: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: {},
          },
        ],
      ],
      passes: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: { additionalLocations: [{ location: 'francecentral' }] },
          },
        ],
      ],
      undetermined: [
        [
          {
            type: 'Microsoft.ApiManagement/service',
            apiVersion: '2024-10-01',
            name: 'gateway',
            location: 'swedencentral',
            sku: { name: 'Premium', capacity: 1 },
            properties: { additionalLocations: "[parameters('given')]" },
          },
        ],
      ],
    },
  },
}
