import type { Rule } from '../rule.ts'
import { account, PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

const AI_TYPES = [
  'Microsoft.CognitiveServices/accounts',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.Search/searchServices',
]
/** What the subscription for connectivity has, and one for a workload has not. */
const PLATFORM_TYPES = [
  'Microsoft.Network/virtualHubs',
  'Microsoft.Network/virtualWans',
  'Microsoft.Network/expressRouteCircuits',
  'Microsoft.Network/virtualNetworkGateways',
]
const HUB = sample('Microsoft.Network/virtualHubs', 'hub')
const IN_WORKLOAD = { scope: '/subscriptions/00000000-0000-0000-0000-000000000002/resourceGroups/ai' }
const IN_CONNECTIVITY = { scope: '/subscriptions/00000000-0000-0000-0000-000000000003/resourceGroups/hub' }

export const gov10: Rule = {
  id: 'GOV-10',
  title: 'AI resources are in a subscription of workloads',
  pillar: 'operations',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt:
    '`governance.subscription.kind`; in templates, whether AI resources are in a subscription that has parts of a platform: gateways to on premises, hubs of Virtual WAN or a central firewall policy.',
  why: 'In a platform’s subscription they inherit the platform’s policies and rights instead of those of their management group.',
  remedy: 'Move them into an application landing zone subscription.',
  workload: {
    check: setting(
      ['governance', 'subscription', 'kind'],
      ({ governance }) => governance?.subscription?.kind,
      {
        isGood: (kind) => kind === 'application',
        good: 'the subscription is one of workloads',
        bad: 'the subscription is one of the platform (connectivity, identity or management)',
      },
    ),
    cases: {
      fails: ['governance: { subscription: { kind: platform } }'],
      passes: ['governance: { subscription: { kind: application } }'],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    *check(estate) {
      const platform = estate.ofType(...PLATFORM_TYPES)
      for (const resource of platform.length === 0 ? [] : estate.ofType(...AI_TYPES)) {
        const beside = platform.find((one) => estate.isOneSubscription(resource, one) === true)
        const perhaps = platform.find((one) => estate.isOneSubscription(resource, one) === null)
        if (beside !== undefined)
          yield beside.doubt === null
            ? resource.fail('name', `${resource.name} shares a subscription with ${beside.name}`, 'medium')
            : resource.unknown('name', `whether ${beside.name} is deployed beside ${resource.name}`)
        else if (perhaps !== undefined)
          yield resource.unknown(
            'name',
            `whether ${resource.name} shares a subscription with ${perhaps.name}`,
          )
        else yield resource.pass('name', `${resource.name} shares no subscription with a platform`)
      }
    },
    cases: {
      fails: [
        [account(), HUB],
        [account('a', IN_WORKLOAD), { ...HUB, ...IN_WORKLOAD }],
      ],
      passes: [[account('a', IN_WORKLOAD), { ...HUB, ...IN_CONNECTIVITY }]],
      undetermined: [
        [account('a', IN_WORKLOAD), HUB],
        [account(), { ...HUB, ...PERHAPS }],
      ],
      notApplicable: [[account()], [HUB]],
    },
  },
}
