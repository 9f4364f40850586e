import type { Rule } from '../rule.ts'
import { managementGroupOf, policiesOn } from '../assigned-policies.ts'
import {
  account,
  assignment,
  atManagementGroup,
  builtIn,
  GIVEN,
  landingZoneSet,
} from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

/** "Network interfaces should not have public IPs", built in. */
const NO_PUBLIC_ADDRESS = '83a86a26-fd1f-447c-b59d-e51f44264114'

function atCorp(name: string, definition: string) {
  return atManagementGroup(assignment(name, definition), 'contoso-corp')
}

export const net25: Rule = {
  id: 'NET-25',
  title: 'Policy keeps internal workloads off the internet',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Build an AI environment' },
  looksAt:
    '`governance.policies`; in templates, the policies that are assigned to a management group for internal workloads, which has `corp` in its name.',
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
  resources: {
    check: policiesOn(
      [
        {
          on: 'public endpoints or addresses of internal workloads',
          isOne: (id) => id === 'deny-publicpaasendpoints' || id === NO_PUBLIC_ADDRESS,
        },
      ],
      () => true,
      (assignment) => /\bcorp\b/.test(managementGroupOf(assignment)?.replaceAll('_', '-') ?? ''),
    ),
    cases: {
      fails: [[atCorp('Deploy-Private-DNS-Zones', landingZoneSet('Deploy-Private-DNS-Zones'))]],
      passes: [
        [
          atCorp('Deny-Public-Endpoints', landingZoneSet('Deny-PublicPaaSEndpoints')),
          atCorp('Deploy-Private-DNS-Zones', landingZoneSet('Deploy-Private-DNS-Zones')),
        ],
        [atCorp('Deny-Public-IP-On-NIC', builtIn(NO_PUBLIC_ADDRESS))],
      ],
      undetermined: [[atCorp('all', landingZoneSet('contoso-corp'))], [atCorp('all', GIVEN)]],
      notApplicable: [
        [assignment('Deploy-Private-DNS-Zones', landingZoneSet('Deploy-Private-DNS-Zones'))],
        [account()],
      ],
    },
  },
}
