import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'

const AI_TYPES = [
  'Microsoft.CognitiveServices/accounts',
  'Microsoft.MachineLearningServices/workspaces',
  'Microsoft.Search/searchServices',
]
/** Usual names; tags compare without case. */
const OWNER_TAGS = ['owner', 'owners', 'ownedBy', 'team', 'opsTeam', 'businessOwner', 'technicalOwner']

export const gov11: Rule = {
  id: 'GOV-11',
  title: 'The application team controls its AI resources',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.subscription.owner`; in templates, the tag that says who owns an AI resource.',
  why: 'Where the platform team has to make every deployment, development waits for it.',
  remedy:
    'Give the application team the rights on its own subscription, inside the policies of the management group.',
  workload: {
    check: setting(
      ['governance', 'subscription', 'owner'],
      ({ governance }) => governance?.subscription?.owner,
      {
        isGood: (owner) => owner === 'application-team',
        good: 'the application team controls them',
        bad: 'the platform team controls them',
      },
    ),
    cases: {
      fails: ['governance: { subscription: { owner: platform-team } }'],
      passes: ['governance: { subscription: { owner: application-team } }'],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const resource of estate.ofType(...AI_TYPES)) {
        const tags = OWNER_TAGS.map((tag) => ({
          path: `tags['${tag}']`,
          owner: resource.ask(`tags['${tag}']`),
        }))
        const said = tags.find(({ owner }) => owner.kind !== 'unset')
        if (said === undefined) continue
        yield resource.judge(said.path, {
          whenUnset: null,
          isGood: (owner) => !/\b(platform|central|core|shared)\b/.test(String(owner)),
          bad: 'it is not the team of the application',
        })
      }
    },
    cases: {
      fails: [[account('aoai-swc', { tags: { owner: 'platform-team' } })]],
      passes: [[account('aoai-swc', { tags: { Owner: 'claims-team' } })]],
      undetermined: [[account('aoai-swc', { tags: { owner: GIVEN } })]],
      notApplicable: [[account()], [sample('Microsoft.Network/virtualNetworks', 'spoke')]],
    },
  },
}
