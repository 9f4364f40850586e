import type { Rule } from '../rule.ts'
import { GIVEN, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

/** "About ExpressRoute FastPath" (learn.microsoft.com/azure/expressroute/about-fastpath), 2026-11-21. */
const LARGE_ENOUGH: ReadonlySet<string> = new Set(['ultraperformance', 'ergw3az'])

function gateway(size: string) {
  return sample('Microsoft.Network/virtualNetworkGateways', 'er', { sku: { name: size, tier: size } })
}

function connection(properties: object) {
  return sample('Microsoft.Network/connections', 'to-site', {
    connectionType: 'ExpressRoute',
    virtualNetworkGateway1: { id: "[resourceId('Microsoft.Network/virtualNetworkGateways', 'er')]" },
    ...properties,
  })
}

export const net08: Rule = {
  id: 'NET-08',
  title: 'ExpressRoute that has to be quick uses FastPath',
  pillar: 'performance',
  severity: 'low',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.on_premises.fast_path`, where the link is ExpressRoute and processing is in real time; in templates, connections of ExpressRoute whose gateway is large enough.',
  why: 'Without FastPath each packet takes a way around through the gateway.',
  remedy: 'Turn FastPath on; it needs a gateway of the size ErGw3AZ or UltraPerformance.',
  workload: {
    check: setting(
      ['network', 'on_premises', 'fast_path'],
      ({ network }) => network?.on_premises?.fast_path,
      { isGood: (on) => on, good: 'FastPath is on', bad: 'processing waits for data, and FastPath is off' },
      ({ network }) =>
        network?.on_premises?.link === 'expressroute' && network.on_premises.real_time === true,
    ),
    cases: {
      fails: ['network: { on_premises: { link: expressroute, real_time: true, fast_path: false } }'],
      passes: ['network: { on_premises: { link: expressroute, real_time: true, fast_path: true } }'],
      undetermined: ['network: { on_premises: { link: expressroute, real_time: true } }'],
      notApplicable: ['network: { on_premises: { link: expressroute } }'],
    },
  },
  resources: {
    *check(estate) {
      for (const connection of estate.ofType('Microsoft.Network/connections')) {
        if (connection.text('properties.connectionType') !== 'expressroute') continue
        const path = 'properties.expressRouteGatewayBypass'
        const gateway = estate.at(connection, 'properties.virtualNetworkGateway1.id')
        const size = gateway?.text('properties.sku.name') ?? null
        if (size === null)
          yield connection.unknown(
            path,
            `whether the gateway of ${connection.name} is large enough for FastPath`,
          )
        else if (LARGE_ENOUGH.has(size))
          yield connection.judge(path, {
            whenUnset: false,
            isGood: (on) => on === true,
            bad: 'packets go through the gateway',
          })
      }
    },
    cases: {
      fails: [[gateway('ErGw3AZ'), connection({})]],
      passes: [[gateway('UltraPerformance'), connection({ expressRouteGatewayBypass: true })]],
      undetermined: [
        [gateway('ErGw3AZ'), connection({ expressRouteGatewayBypass: GIVEN })],
        [connection({})],
      ],
      notApplicable: [[gateway('ErGw1AZ'), connection({})]],
    },
  },
}
