import type { Rule } from '../rule.ts'
import { PERHAPS, sample } from '../sample-resources.ts'
import { Resource } from '../estate.ts'
import { setting } from '../setting.ts'

const TYPES = [
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Network/applicationGateways',
  'Microsoft.Network/bastionHosts',
  'Microsoft.Network/virtualNetworkGateways',
  'Microsoft.Cdn/profiles',
]
const FIREWALL = sample('Microsoft.Network/azureFirewalls', 'firewall')
const LOGS = sample(
  'Microsoft.Insights/diagnosticSettings',
  'logs',
  { workspaceId: '/subscriptions/1/logs' },
  { scope: "[resourceId('Microsoft.Network/azureFirewalls', 'firewall')]" },
)

export const net18: Rule = {
  id: 'NET-18',
  title: 'Telemetry of the network goes to Azure Monitor',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.monitoring.network_insights`; in templates, diagnostic settings of firewalls, entrances, Bastion and gateways.',
  why: 'Faults of firewalls, entrances and links are found by users first.',
  remedy: 'Send diagnostics of firewall, entrance, Bastion and networks to a workspace.',
  workload: {
    check: setting(
      ['network', 'monitoring', 'network_insights'],
      ({ network }) => network?.monitoring?.network_insights,
      {
        isGood: (on) => on,
        good: 'the network’s telemetry goes to Azure Monitor',
        bad: 'the network’s telemetry goes nowhere',
      },
    ),
    cases: {
      fails: ['network: { monitoring: { network_insights: false } }'],
      passes: ['network: { monitoring: { network_insights: true } }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const resource of estate.ofType(...TYPES)) {
        const logs = estate.childOf(resource, 'diagnosticSettings')
        if (logs === null)
          yield resource.fail(
            'name',
            `${resource.name} has no diagnostic settings; where policy adds them, accept this with that reason`,
          )
        else if (logs instanceof Resource)
          yield resource.pass('name', `${resource.name} sends its logs`, logs)
        else yield resource.unknown('name', `whether ${resource.name} sends its logs: ${logs.unknown}`)
      }
    },
    cases: {
      fails: [[FIREWALL]],
      passes: [[FIREWALL, LOGS]],
      undetermined: [[FIREWALL, { ...LOGS, ...PERHAPS }]],
      notApplicable: [[sample('Microsoft.Network/virtualNetworks', 'spoke')]],
    },
  },
}
