import type { Rule } from '../rule.ts'
import { having, policiesOn } from '../assigned-policies.ts'
import { assignment, atManagementGroup, builtIn, GIVEN, PERHAPS, sample } from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

/** Of Azure landing zones. */
const NAMES: ReadonlySet<string> = new Set(['deploy-private-dns-zones', 'audit-privatelinkdnszones'])

export const pnet11: Rule = {
  id: 'PNET-11',
  title: 'Policy enforces private DNS zones',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt:
    '`governance.policies`; in templates, whether a policy on private DNS zones is assigned, where there are private endpoints.',
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
  resources: {
    check: policiesOn(
      [
        {
          on: 'private DNS zones',
          // One of one's own says in its name what it is.
          isOne: (id, definition) => NAMES.has(id) || /private[ -]dns[ -]zone/i.test(definition?.name ?? id),
        },
      ],
      having('Microsoft.Network/privateEndpoints'),
    ),
    cases: {
      fails: [
        [
          sample('Microsoft.Network/privateEndpoints', 'pe'),
          atManagementGroup(assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))),
        ],
      ],
      passes: [
        [assignment('own', builtIn('c4bc6f10-cb41-49eb-b000-d5ab82e2a091'))],
        [assignment('own', builtIn('contoso-private-dns-zone-groups'))],
      ],
      undetermined: [
        [
          sample('Microsoft.Network/privateEndpoints', 'pe'),
          assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c')),
        ],
        [sample('Microsoft.Network/privateEndpoints', 'pe'), assignment('own', GIVEN)],
        [
          {
            ...assignment('own', builtIn('c4bc6f10-cb41-49eb-b000-d5ab82e2a091')),
            ...PERHAPS,
          },
        ],
      ],
      notApplicable: [
        [sample('Microsoft.Network/privateEndpoints', 'pe')],
        [assignment('locations', builtIn('e56962a6-4747-49cd-b67b-bf8b01975c4c'))],
      ],
    },
  },
}
