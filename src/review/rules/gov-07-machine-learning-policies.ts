import type { Rule } from '../rule.ts'
import { having, policiesOn } from '../assigned-policies.ts'
import {
  assignment,
  atManagementGroup,
  builtIn,
  GIVEN,
  landingZoneSet,
  PERHAPS,
  sample,
} from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

const OWN_MODEL = `models:
  claims-triage:
    origin: { kind: custom-trained, compute: machine-learning }
    deployments:
      - { id: triage, account: swc, type: standard, tpm: 10k }`

export const gov07: Rule = {
  id: 'GOV-07',
  title: 'Policies for Azure Machine Learning are assigned',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt:
    '`governance.policies` of workloads that have models on Azure Machine Learning; in templates, whether a policy on it is assigned.',
  why: 'Workspaces come open: computes with public addresses, outbound traffic to anywhere.',
  remedy:
    'Assign the built-in policies for Azure Machine Learning: no public access, approved outbound, computes in a network.',
  workload: {
    check: setting(
      ['governance', 'policies'],
      ({ governance }) => governance?.policies,
      {
        isGood: (sets) => sets.includes('machine-learning'),
        good: 'machine-learning is assigned',
        bad: (sets) => `machine-learning is not among the assigned policies (${namesOf(sets)})`,
      },
      ({ models }) => Object.values(models).some(({ origin }) => origin?.compute === 'machine-learning'),
    ),
    cases: {
      fails: [
        `${OWN_MODEL}
governance: { policies: [ai-services] }`,
      ],
      passes: [
        `${OWN_MODEL}
governance: { policies: [ai-services, machine-learning] }`,
      ],
      undetermined: [OWN_MODEL],
      notApplicable: ['governance: { policies: [] }'],
    },
  },
  resources: {
    check: policiesOn(
      [
        {
          on: 'Azure Machine Learning',
          isOne: (id, definition) =>
            id === 'enforce-guardrails-machinelearning' || definition?.category === 'Machine Learning',
        },
      ],
      having('Microsoft.MachineLearningServices/workspaces'),
    ),
    cases: {
      fails: [
        [
          sample('Microsoft.MachineLearningServices/workspaces', 'ml'),
          atManagementGroup(assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))),
        ],
      ],
      passes: [[assignment('own', landingZoneSet('Enforce-Guardrails-MachineLearning'))]],
      undetermined: [
        [
          sample('Microsoft.MachineLearningServices/workspaces', 'ml'),
          assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c')),
        ],
        [sample('Microsoft.MachineLearningServices/workspaces', 'ml'), assignment('own', GIVEN)],
        [
          {
            ...assignment('own', landingZoneSet('Enforce-Guardrails-MachineLearning')),
            ...PERHAPS,
          },
        ],
      ],
      notApplicable: [
        [sample('Microsoft.MachineLearningServices/workspaces', 'ml')],
        [assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))],
      ],
    },
  },
}
