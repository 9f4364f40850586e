import type { Resource } from '../estate.ts'
import type { Rule } from '../rule.ts'
import { GIVEN, PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

function flowLog(enabled?: unknown) {
  return sample('Microsoft.Network/networkWatchers/flowLogs', 'watcher/spoke', {
    targetResourceId: '/subscriptions/1/spoke',
    enabled,
  })
}

function network(location: string) {
  return sample('Microsoft.Network/virtualNetworks', 'spoke', {}, { location })
}

export const net17: Rule = {
  id: 'NET-17',
  title: 'Network Watcher is on in each region in use',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.monitoring.network_watcher`; in templates that have Network Watcher or flow logs, whether every region with a network has one, and flow logs are on. Azure turns Network Watcher on by itself where a network is made.',
  why: 'Without it there are no flow logs and no way to see where a connection ends.',
  remedy: 'Turn Network Watcher on in each region, with flow logs of virtual networks.',
  workload: {
    check: setting(
      ['network', 'monitoring', 'network_watcher'],
      ({ network }) => network?.monitoring?.network_watcher,
      { isGood: (on) => on, good: 'Network Watcher is on', bad: 'Network Watcher is not on everywhere' },
    ),
    cases: {
      fails: ['network: { monitoring: { network_watcher: false } }'],
      passes: ['network: { monitoring: { network_watcher: true } }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      const logs = estate.ofType('Microsoft.Network/networkWatchers/flowLogs')
      const watchers = estate.ofType('Microsoft.Network/networkWatchers')
      if (logs.length + watchers.length === 0) return
      for (const log of logs)
        yield log.ask('properties.enabled').kind === 'unset'
          ? log.unknown('properties', `whether ${log.name} is on is not said`)
          : log.judge('properties.enabled', {
              whenUnset: null,
              isGood: (on) => on === true,
              bad: 'nothing is written down',
            })
      const all = [...logs, ...watchers]
      const regionOf = (one: Resource) => one.region ?? estate.parentOf(one)?.region ?? null
      const sure = all.filter(({ doubt }) => doubt === null).map(regionOf)
      const perhaps = all.map(regionOf)
      for (const network of estate.ofType('Microsoft.Network/virtualNetworks')) {
        const { region } = network
        if (region !== null && sure.includes(region))
          yield network.pass('location', `${network.name} is in a region with Network Watcher`)
        else if (region === null || perhaps.includes(region) || perhaps.includes(null) || !estate.isWhole)
          yield network.unknown('location', `whether ${network.name} is in a region with Network Watcher`)
        else yield network.fail('location', `no Network Watcher is in ${region}, where ${network.name} is`)
      }
    },
    cases: {
      fails: [[flowLog(false)], [flowLog(true), network('francecentral')]],
      passes: [[flowLog(true), network('swedencentral')]],
      undetermined: [
        [{ ...flowLog(true), ...PERHAPS }, network('swedencentral')],
        [flowLog(GIVEN)],
        [flowLog(true), network(GIVEN)],
        [flowLog()],
      ],
      notApplicable: [[network('swedencentral')]],
    },
  },
}
