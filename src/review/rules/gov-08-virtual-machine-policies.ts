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

/** What Azure landing zones assign on virtual machines: guardrails, monitoring, tracking of changes, attestation, backup. */
const MACHINES: ReadonlySet<string> = new Set([
  'enforce-guardrails-compute',
  '924bfe3a-762f-40e7-86dd-5c8b95eb09e6',
  '92a36f05-ebc9-4bba-9128-b47ad2ea3354',
  '281d9e47-d14d-4f05-b8eb-18f2c4a034ff',
  '98d0b9f8-fd90-49c9-88e2-d3baf3b0dd86',
])

export const gov08: Rule = {
  id: 'GOV-08',
  title: 'Policies for virtual machines are assigned',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt:
    '`governance.policies` of workloads that have a jumpbox; in templates, whether a policy on virtual machines is assigned.',
  why: 'The jumpbox is the way in to everything else: an unpatched one opens it.',
  remedy: 'Assign the policies for virtual machines of the landing zone’s guardrails.',
  workload: {
    check: setting(
      ['governance', 'policies'],
      ({ governance }) => governance?.policies,
      {
        isGood: (sets) => sets.includes('virtual-machines'),
        good: 'virtual-machines is assigned',
        bad: (sets) => `virtual-machines is not among the assigned policies (${namesOf(sets)})`,
      },
      ({ network }) => ['workload-network', 'hub'].includes(network?.operators?.jumpbox ?? 'none'),
    ),
    cases: {
      fails: [
        `network: { operators: { jumpbox: hub } }
governance: { policies: [ai-services] }`,
      ],
      passes: [
        `network: { operators: { jumpbox: hub } }
governance: { policies: [virtual-machines] }`,
      ],
      undetermined: ['network: { operators: { jumpbox: hub } }'],
      notApplicable: ['governance: { policies: [] }'],
    },
  },
  resources: {
    check: policiesOn(
      [
        {
          on: 'virtual machines',
          isOne: (id, definition) => MACHINES.has(id) || definition?.category === 'Compute',
        },
      ],
      having('Microsoft.Compute/virtualMachines'),
    ),
    cases: {
      fails: [
        [
          sample('Microsoft.Compute/virtualMachines', 'jump'),
          atManagementGroup(assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))),
        ],
      ],
      passes: [
        [assignment('own', landingZoneSet('Enforce-Guardrails-Compute'))],
        [assignment('encryption', builtIn('fc4d8e41-e223-45ea-9bf5-eada37891d87'))],
      ],
      undetermined: [
        [
          sample('Microsoft.Compute/virtualMachines', 'jump'),
          assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c')),
        ],
        [sample('Microsoft.Compute/virtualMachines', 'jump'), assignment('own', GIVEN)],
        [
          {
            ...assignment('own', landingZoneSet('Enforce-Guardrails-Compute')),
            ...PERHAPS,
          },
        ],
      ],
      notApplicable: [
        [sample('Microsoft.Compute/virtualMachines', 'jump')],
        [assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))],
      ],
    },
  },
}
