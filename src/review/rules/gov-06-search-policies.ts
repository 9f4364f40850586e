import type { Rule } from '../rule.ts'
import { having, policiesOn } from '../assigned-policies.ts'
import { assignment, atManagementGroup, builtIn, GIVEN, PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

/** An initiative that asks for no public access to Azure AI Search, among other things. */
const EU_AI_ACT =
  '/providers/Microsoft.Authorization/policySetDefinitions/1308bccf-446a-4283-a4e0-0c983fe7a572'

export const gov06: Rule = {
  id: 'GOV-06',
  title: 'Policies for Azure AI Search are assigned',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.policies`; in templates, whether a policy on Azure AI Search is assigned.',
  why: 'An index is a copy of the data: it needs the same governance as the original.',
  remedy: 'Assign the built-in policies for Azure AI Search.',
  workload: {
    check: setting(
      ['governance', 'policies'],
      ({ governance }) => governance?.policies,
      {
        isGood: (sets) => sets.includes('ai-search'),
        good: 'ai-search is assigned',
        bad: (sets) => `ai-search is not among the assigned policies (${namesOf(sets)})`,
      },
      ({ data }) => Object.values(data?.stores ?? {}).some(({ kind }) => kind === 'search'),
    ),
    cases: {
      fails: [
        `data: { stores: { index: { kind: search } } }
governance: { policies: [ai-services] }`,
      ],
      passes: [
        `data: { stores: { index: { kind: search } } }
governance: { policies: [ai-services, ai-search] }`,
      ],
      undetermined: ['data: { stores: { index: { kind: search } } }'],
      notApplicable: ['governance: { policies: [] }'],
    },
  },
  resources: {
    check: policiesOn(
      [{ on: 'Azure AI Search', isOne: (_, definition) => definition?.category === 'Search' }],
      having('Microsoft.Search/searchServices'),
    ),
    cases: {
      fails: [
        [
          sample('Microsoft.Search/searchServices', 'index'),
          atManagementGroup(assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))),
        ],
      ],
      passes: [
        [assignment('eu-ai-act', EU_AI_ACT)],
        [assignment('own', builtIn('ee980b6d-0eca-4501-8d54-f6290fd512c3'))],
      ],
      undetermined: [
        [
          sample('Microsoft.Search/searchServices', 'index'),
          assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c')),
        ],
        [sample('Microsoft.Search/searchServices', 'index'), assignment('own', GIVEN)],
        [
          {
            ...assignment('own', builtIn('ee980b6d-0eca-4501-8d54-f6290fd512c3')),
            ...PERHAPS,
          },
        ],
      ],
      notApplicable: [
        [sample('Microsoft.Search/searchServices', 'index')],
        [assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))],
      ],
    },
  },
}
