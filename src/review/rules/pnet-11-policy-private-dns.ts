import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

export const pnet11: Rule = {
  id: 'PNET-11',
  title: 'Policy enforces private DNS zones',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt: '`governance.policies`.',
  why: 'Endpoints that teams make themselves end up without a record, or in a zone of their own.',
  remedy: 'Assign the policies that write DNS zone groups for private endpoints.',
  workload: {
    check: setting(['governance', 'policies'], ({ governance }) => governance?.policies, {
      isGood: (sets) => sets.includes('private-dns-zones'),
      good: 'private-dns-zones is assigned',
      bad: (sets) => `private-dns-zones is not among the assigned policies (${namesOf(sets)})`,
    }),
    cases: {
      fails: ['governance: { policies: [ai-services] }'],
      passes: ['governance: { policies: [private-dns-zones] }'],
      undetermined: ['governance: {}'],
    },
  },
}
