import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const gov08: Rule = {
  id: 'GOV-08',
  title: 'Policies for virtual machines are assigned',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.policies` of workloads that have a jumpbox.',
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
}
