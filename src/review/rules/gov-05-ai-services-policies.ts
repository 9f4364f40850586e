import type { Rule } from '../rule.ts'
import { having, policiesOn } from '../assigned-policies.ts'
import {
  account,
  assignment,
  atManagementGroup,
  builtIn,
  GIVEN,
  landingZoneSet,
  PERHAPS,
} from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

/** Definitions of the categories Azure Ai Services and Cognitive Services, and guardrails of landing zones. */
const GUARDRAILS = ['enforce-guardrails-openai', 'enforce-guardrails-cognitiveservices']
const KEYS: ReadonlySet<string> = new Set([
  '71ef260a-8f18-47b7-abcb-62d0673d94dc',
  'd45520cb-31ca-44ba-8da2-fcf914608544',
  '55eff01b-f2bd-4c32-9203-db285f709d30',
  '14de9e63-1b31-492e-a5a3-c3f7fd57f555',
  ...GUARDRAILS,
])
const NETWORK: ReadonlySet<string> = new Set([
  '037eea7a-bd0a-46c5-9a66-03aea78705d3',
  '47ba1dd7-28d9-4b07-a8d5-9813bed64e0c',
  'd6759c02-b87f-42b7-892e-71b3f471d782',
  'db630ad5-52e9-4f4d-9c44-53912fe40053',
  ...GUARDRAILS,
])

export const gov05: Rule = {
  id: 'GOV-05',
  title: 'Policies for Azure AI services are assigned',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt:
    '`governance.policies`; in templates, policies that are assigned on local keys and on network access of Azure AI services.',
  why: 'The baseline does not speak of AI accounts: public access and local keys stay possible.',
  remedy:
    'Assign the built-in policies for Azure AI services: no local keys, no public access, private link, diagnostics.',
  workload: {
    check: setting(['governance', 'policies'], ({ governance }) => governance?.policies, {
      isGood: (sets) => sets.includes('ai-services'),
      good: 'ai-services is assigned',
      bad: (sets) => `ai-services is not among the assigned policies (${namesOf(sets)})`,
    }),
    cases: {
      fails: ['governance: { policies: [] }'],
      passes: ['governance: { policies: [ai-services] }'],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    check: policiesOn(
      [
        { on: 'local keys of Azure AI services', isOne: (id) => KEYS.has(id) },
        { on: 'network access of Azure AI services', isOne: (id) => NETWORK.has(id) },
      ],
      having('Microsoft.CognitiveServices/accounts'),
    ),
    cases: {
      fails: [
        [
          account(),
          atManagementGroup(assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))),
        ],
        [atManagementGroup(assignment('ai-no-keys', builtIn('71ef260a-8f18-47b7-abcb-62d0673d94dc')))],
      ],
      passes: [
        [
          assignment('ai-no-keys', builtIn('71ef260a-8f18-47b7-abcb-62d0673d94dc')),
          assignment('ai-network', builtIn('037eea7a-bd0a-46c5-9a66-03aea78705d3')),
        ],
        [account(), assignment('Enforce-GR-OpenAI0', landingZoneSet('Enforce-Guardrails-OpenAI'))],
      ],
      undetermined: [
        [account(), assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))],
        [account(), assignment('ai', GIVEN)],
        [
          assignment('ai', landingZoneSet('Enforce-Guardrails-OpenAI'), {
            parameters: { effect: { value: GIVEN } },
          }),
          account(),
        ],
        [account(), assignment('ai', landingZoneSet('contoso-ai'))],
        [
          {
            ...assignment('Enforce-GR-OpenAI0', landingZoneSet('Enforce-Guardrails-OpenAI')),
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
