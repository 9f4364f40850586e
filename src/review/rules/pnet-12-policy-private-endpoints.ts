import type { Rule } from '../rule.ts'
import type { PolicyDefinition } from '../../azure/index.ts'
import { having, policiesOn } from '../assigned-policies.ts'
import { account, assignment, atManagementGroup, builtIn, GIVEN, PERHAPS } from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

const CATEGORIES: ReadonlySet<string> = new Set([
  'Azure Ai Services',
  'Cognitive Services',
  'Machine Learning',
  'Search',
])

function isOnPrivateLink(id: string, definition: PolicyDefinition | null): boolean {
  if (definition === null) return id === 'deny-publicpaasendpoints'
  return CATEGORIES.has(definition.category) && /private (link|endpoint)/i.test(definition.name)
}

export const pnet12: Rule = {
  id: 'PNET-12',
  title: 'Policy requires private endpoints',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt:
    '`governance.policies`; in templates, whether a policy that asks for private link on AI services, machine learning or search is assigned.',
  why: 'The next account is made by somebody who does not know the rule.',
  remedy: 'Assign the policies that ask for private link on AI services, machine learning and search.',
  workload: {
    check: setting(['governance', 'policies'], ({ governance }) => governance?.policies, {
      isGood: (sets) => sets.includes('private-endpoints'),
      good: 'private-endpoints is assigned',
      bad: (sets) => `private-endpoints is not among the assigned policies (${namesOf(sets)})`,
    }),
    cases: {
      fails: ['governance: { policies: [ai-services] }'],
      passes: ['governance: { policies: [private-endpoints] }'],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    check: policiesOn(
      [{ on: 'private endpoints of AI resources', isOne: isOnPrivateLink }],
      having(
        'Microsoft.CognitiveServices/accounts',
        'Microsoft.MachineLearningServices/workspaces',
        'Microsoft.Search/searchServices',
      ),
    ),
    cases: {
      fails: [
        [
          account(),
          atManagementGroup(assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))),
        ],
      ],
      passes: [[assignment('own', builtIn('d6759c02-b87f-42b7-892e-71b3f471d782'))]],
      undetermined: [
        [account(), assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))],
        [account(), assignment('own', GIVEN)],
        [
          {
            ...assignment('own', builtIn('d6759c02-b87f-42b7-892e-71b3f471d782')),
            ...PERHAPS,
          },
        ],
      ],
      notApplicable: [
        [account()],
        [assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))],
      ],
    },
  },
}
