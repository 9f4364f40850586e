import type { Rule } from '../rule.ts'
import { isOfManagementGroup, policiesOn } from '../assigned-policies.ts'
import { account, assignment, atManagementGroup, builtIn, landingZoneSet } from '../sample-resources.ts'
import { setting } from '../setting.ts'
import { namesOf } from '../wording.ts'

/** "Subnets should be associated with a Network Security Group", built in. */
const SUBNETS_HAVE_GROUPS = 'e71308d3-144b-4262-b144-efdc3cc90517'
/** "Management ports should be closed on your virtual machines", built in. */
const MANAGEMENT_PORTS_CLOSED = '22730e10-96f6-4aac-ad84-9383d35b5917'
/** "Secure transfer to storage accounts should be enabled", built in: of what that initiative has, the part of data. */
const STORAGE_BY_HTTPS = '404c3081-a854-4457-ae30-26a93ef643f9'

function atGroup(name: string, definition: string) {
  return atManagementGroup(assignment(name, landingZoneSet(definition)))
}

function atBuiltIn(name: string, id: string) {
  return atManagementGroup(assignment(name, builtIn(id)))
}

export const gov04: Rule = {
  id: 'GOV-04',
  title: 'The management group has the baseline policies of landing zones',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt:
    '`governance.policies`; in templates, the policies that are assigned to management groups: on ports for remote access, subnets without a security group and encryption in transit.',
  why: 'Without a baseline each subscription is governed as well as its last change.',
  remedy:
    'Assign the policies of Azure landing zones for the archetype (corp or online) to the management group.',
  workload: {
    check: setting(['governance', 'policies'], ({ governance }) => governance?.policies, {
      isGood: (sets) => sets.includes('landing-zone-baseline'),
      good: 'landing-zone-baseline is assigned',
      bad: (sets) => `landing-zone-baseline is not among the assigned policies (${namesOf(sets)})`,
    }),
    cases: {
      fails: ['governance: { policies: [] }'],
      passes: ['governance: { policies: [landing-zone-baseline] }'],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    check: policiesOn(
      [
        {
          on: 'ports for remote access',
          isOne: (id) => id === 'deny-mgmtports-from-internet' || id === MANAGEMENT_PORTS_CLOSED,
        },
        {
          on: 'subnets without a network security group',
          isOne: (id) => id === 'deny-subnet-without-nsg' || id === SUBNETS_HAVE_GROUPS,
        },
        {
          on: 'encryption in transit',
          isOne: (id) => id === 'enforce-encrypttransit' || id === STORAGE_BY_HTTPS,
        },
      ],
      (_estate, assignments) => assignments.length > 0,
      isOfManagementGroup,
    ),
    cases: {
      fails: [
        [atGroup('Deny-MgmtPorts-Internet', 'Deny-MgmtPorts-From-Internet')],
        [atGroup('Enforce-GR-Storage0', 'Enforce-Guardrails-Storage')],
      ],
      passes: [
        [
          atGroup('Deny-MgmtPorts-Internet', 'Deny-MgmtPorts-From-Internet'),
          atGroup('Deny-Subnet-Without-Nsg', 'Deny-Subnet-Without-Nsg'),
          atGroup('Enforce-TLS-SSL-Q225', 'Enforce-EncryptTransit_20241211'),
        ],
        [
          atBuiltIn('management-ports-closed', MANAGEMENT_PORTS_CLOSED),
          atBuiltIn('subnets-have-nsg', SUBNETS_HAVE_GROUPS),
          atBuiltIn('storage-https', STORAGE_BY_HTTPS),
        ],
      ],
      undetermined: [
        [
          atGroup('Deny-MgmtPorts-Internet', 'Deny-MgmtPorts-From-Internet'),
          atGroup('Contoso-Baseline', 'contoso-baseline'),
        ],
      ],
      notApplicable: [
        [assignment('ai-no-keys', builtIn('71ef260a-8f18-47b7-abcb-62d0673d94dc'))],
        [account()],
      ],
    },
  },
}
