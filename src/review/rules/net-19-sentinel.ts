import type { Rule } from '../rule.ts'
import { PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

const HUB_TYPES = [
  'Microsoft.Network/azureFirewalls',
  'Microsoft.Network/applicationGateways',
  'Microsoft.Network/bastionHosts',
  'Microsoft.Network/virtualNetworkGateways',
]
const FIREWALL = sample('Microsoft.Network/azureFirewalls', 'firewall')
const WORKSPACE = sample('Microsoft.OperationalInsights/workspaces', 'logs')
const SENTINEL = sample(
  'Microsoft.SecurityInsights/onboardingStates',
  'default',
  {},
  { scope: "[resourceId('Microsoft.OperationalInsights/workspaces', 'logs')]" },
)

export const net19: Rule = {
  id: 'NET-19',
  title: 'Microsoft Sentinel watches the network',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt:
    '`network.monitoring.sentinel`; in templates that have parts of a hub and a log workspace, whether Sentinel is on there.',
  why: 'Signs of an attack lie in logs of many resources; nobody reads them together by hand.',
  remedy: 'Connect the workspace of the network’s logs to Microsoft Sentinel.',
  workload: {
    check: setting(['network', 'monitoring', 'sentinel'], ({ network }) => network?.monitoring?.sentinel, {
      isGood: (on) => on,
      good: 'Sentinel watches',
      bad: 'Sentinel does not watch',
    }),
    cases: {
      fails: ['network: { monitoring: { sentinel: false } }'],
      passes: ['network: { monitoring: { sentinel: true } }'],
      undetermined: ['network: {}'],
    },
  },
  resources: {
    *check(estate) {
      const workspaces = estate.ofType('Microsoft.OperationalInsights/workspaces')
      if (workspaces.length === 0 || estate.ofType(...HUB_TYPES).length === 0) return
      const solutions = estate
        .ofType('Microsoft.OperationsManagement/solutions')
        .filter(({ name }) => name.toLowerCase().startsWith('securityinsights'))
      const found = [...estate.ofType('Microsoft.SecurityInsights/onboardingStates'), ...solutions]
      const one = found.find(({ doubt }) => doubt === null) ?? found[0]
      if (one !== undefined) yield one.exists('a log workspace is connected to Sentinel')
      else
        yield estate.missing(
          'no log workspace is connected to Sentinel; where another one is, accept this with that reason',
          workspaces,
        )
    },
    cases: {
      fails: [[FIREWALL, WORKSPACE]],
      passes: [
        [FIREWALL, WORKSPACE, SENTINEL],
        [FIREWALL, WORKSPACE, sample('Microsoft.OperationsManagement/solutions', 'SecurityInsights(logs)')],
      ],
      undetermined: [[FIREWALL, WORKSPACE, { ...SENTINEL, ...PERHAPS }]],
      notApplicable: [[WORKSPACE], [FIREWALL]],
    },
  },
}
