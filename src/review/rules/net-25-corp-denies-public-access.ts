import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const net25: Rule = {
  id: 'NET-25',
  title: 'Policy keeps internal workloads off the internet',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Build an AI environment' },
  looksAt: '`governance.policies`.',
  why: 'One resource with a public address undoes the separation, and nobody decides to make it: it is the default.',
  remedy:
    'Assign the policies that deny public endpoints and public addresses to the management group of internal workloads.',
  workload: {
    check: setting(
      ['governance', 'policies'],
      ({ governance }) => governance?.policies,
      {
        isGood: (sets) => sets.includes('deny-public-access'),
        good: 'deny-public-access is assigned',
        bad: (sets) => `deny-public-access is not among the assigned policies (${namesOf(sets)})`,
      },
      ({ exposure }) => exposure === 'corp',
    ),
    cases: {
      fails: [
        `exposure: corp
governance: { policies: [ai-services] }`,
      ],
      passes: [
        `exposure: corp
governance: { policies: [deny-public-access] }`,
      ],
      undetermined: ['exposure: corp'],
      notApplicable: ['exposure: online'],
    },
  },
}
