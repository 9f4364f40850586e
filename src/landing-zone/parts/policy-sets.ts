import type { POLICY_SETS } from '../../workload/index.ts'
import type { Estate } from '../estate.ts'
import type { Body } from '../resource-graph.ts'

export type PolicySet = (typeof POLICY_SETS)[number]

/** A built-in policy that the guidance for AI workloads, or for landing zones, asks for. */
export interface WantedPolicy {
  /** Of the assignment, and lasting: at most 24 characters, as a management group takes. */
  readonly name: string
  /** Id of its definition, which the table of policies has. */
  readonly policy: string
  /** It is assigned where one of these is. */
  readonly sets: readonly PolicySet[]
  /** The rule of the review that asks for it. */
  readonly rule: string
  /** What an assignment has to give beside the effect; null where this landing zone has nothing to give. */
  readonly parameters?: (estate: Estate) => Body | null
}

const preventionMode = (): Body => ({ modeRequirement: { value: 'Prevention' } })
/** One that is built comes after the policies are assigned. */
const ddosPlan = ({ existing: { ddosPlan: plan } }: Estate): Body | null =>
  plan === null ? null : { ddosPlan: { value: plan } }

/** What the sets of `governance.policies` assign, but for those that write DNS records. */
export const WANTED_POLICIES: readonly WantedPolicy[] = [
  ...of('ai-services', 'GOV-05', {
    'ai-restrict-network': '037eea7a-bd0a-46c5-9a66-03aea78705d3',
    'ai-no-keys': '71ef260a-8f18-47b7-abcb-62d0673d94dc',
    'ai-logs': '1b4d1c4e-934c-4703-944c-27c82c06bebb',
    'ai-managed-identity': 'fe3fd216-4f83-4fc1-8984-2bbec80a3418',
  }),
  {
    ...one('ai-search', 'GOV-06', 'search-no-public-access', 'ee980b6d-0eca-4501-8d54-f6290fd512c3'),
    sets: ['ai-search', 'deny-public-access'],
  },
  ...of('ai-search', 'GOV-06', {
    'search-no-keys': '6300012e-e9a4-4649-b41f-a85f5c43be91',
    'search-private-link-sku': 'a049bf77-880b-470f-ba6d-9f21c530cf83',
    'search-logs': 'b4330a05-a843-4bc8-bf9a-cacce50c67f4',
  }),
  {
    ...one('machine-learning', 'GOV-07', 'ml-no-public-access', '438c38d2-3772-465a-a9cc-7a6666a275ce'),
    sets: ['machine-learning', 'deny-public-access'],
  },
  ...of('machine-learning', 'GOV-07', {
    'ml-approved-outbound': '6ddb1705-c8cf-450e-aa4b-19ad6703c440',
    'ml-compute-in-network': '7804b5c7-01dc-4723-969b-ae300cc07ff1',
    'ml-compute-no-keys': 'e96a9a5f-07ca-471b-9bc5-6a0f33cbd68f',
    'ml-idle-shutdown': '679ddf89-ab8f-48a5-9029-e76054077449',
    'ml-logs': 'afe0c3be-ba3b-4544-ba52-0c99672a8ad6',
  }),
  ...of('virtual-machines', 'GOV-08', {
    'vm-encryption-at-host': 'fc4d8e41-e223-45ea-9bf5-eada37891d87',
    'vm-managed-disks': '06a78e20-9358-41c9-923c-fb736d382a4d',
  }),
  ...of('landing-zone-baseline', 'GOV-04', {
    'subnets-have-nsg': 'e71308d3-144b-4262-b144-efdc3cc90517',
    'management-ports-closed': '22730e10-96f6-4aac-ad84-9383d35b5917',
    'storage-https': '404c3081-a854-4457-ae30-26a93ef643f9',
    'container-apps-https': '0e80e269-43a4-4ae9-b5bc-178126b8a5cb',
    'no-ip-forwarding': '88c0b9da-ce96-4b03-9635-f29a937e2900',
    'network-watcher': 'b6e2945c-0b7b-40f5-9233-7a5323b5cdc6',
    'appgw-waf': '564feb30-bf6a-4854-b4bb-0d2d2d1e6c66',
    'front-door-waf': '055aa869-bc98-4af8-bafc-23f1ab6ffe2c',
    'storage-restrict-network': '34c877ad-507e-4c82-993e-3452a6e0ad3c',
    'vault-deletion': '0b60c0b2-2dc2-4e1c-b5c9-abbed971de53',
  }),
  {
    ...one('landing-zone-baseline', 'NET-22', 'appgw-waf-prevention', '12430be1-6cc8-4527-a9a8-e3d38f250096'),
    parameters: preventionMode,
  },
  {
    ...one(
      'landing-zone-baseline',
      'NET-22',
      'front-door-prevention',
      '425bea59-a659-4cbb-8d31-34499bd030b8',
    ),
    parameters: preventionMode,
  },
  {
    ...one(
      'landing-zone-baseline',
      'NET-01',
      'networks-in-ddos-plan',
      '94de2ad3-e0c1-4caf-ad78-5d47bbc83d3d',
    ),
    parameters: ddosPlan,
  },
  ...of('private-endpoints', 'PNET-12', {
    'ai-private-link': 'd6759c02-b87f-42b7-892e-71b3f471d782',
    'ml-private-link': '45e05259-1eb5-4f70-9574-baf73e9d219b',
    'storage-private-link': '6edd7eda-6dd8-40f7-810d-67160c639cd9',
    'vault-private-link': 'a6abeaec-4d90-4a02-805f-6b26c4d3fbe9',
  }),
  ...of('deny-public-access', 'NET-25', {
    'nic-no-public-ip': '83a86a26-fd1f-447c-b59d-e51f44264114',
    'storage-no-public-access': 'b2982f36-99f2-4db5-8eff-283140c09693',
    'vault-no-public-access': '405c5871-3e91-4644-8a63-58e19d68ff5b',
    'apps-no-public-access': 'd074ddf8-01a5-4b5e-a2b8-964aed452c0a',
  }),
]

function of(
  set: PolicySet,
  rule: string,
  policies: Readonly<Record<string, string>>,
): readonly WantedPolicy[] {
  return Object.entries(policies).map(([name, policy]) => one(set, rule, name, policy))
}

function one(set: PolicySet, rule: string, name: string, policy: string): WantedPolicy {
  return { name, policy, sets: [set], rule }
}

/** Assigned where the file does not say: all that only look on. Those that write records are asked for by name. */
const SETS_BY_DEFAULT: readonly PolicySet[] = [
  'landing-zone-baseline',
  'ai-services',
  'ai-search',
  'machine-learning',
  'virtual-machines',
  'private-endpoints',
]

/** Sets that are assigned to what holds workloads of that exposure. */
export function setsFor({ declaration }: Estate, exposure: 'online' | 'corp'): Set<PolicySet> {
  const { governance, landing_zone: zone } = declaration
  const sets = new Set<PolicySet>(governance?.policies ?? SETS_BY_DEFAULT)
  if (governance?.policies === undefined) {
    for (const set of Object.keys(zone?.policies ?? {})) sets.add(set as PolicySet)
    if (exposure === 'corp') sets.add('deny-public-access')
  }
  return sets
}

/** How a set acts. */
export interface SetMode {
  readonly effect: 'audit' | 'deny' | 'disabled'
  readonly isEnforced: boolean
}

export function modeOf({ declaration: { governance, landing_zone: zone } }: Estate, set: PolicySet): SetMode {
  const { effect, enforced } = zone?.policies?.[set] ?? {}
  return {
    effect: effect ?? (governance?.enforcement === 'enforced' ? 'deny' : 'audit'),
    isEnforced: enforced ?? true,
  }
}

const STRICTNESS = ['disabled', 'audit', 'deny']

/** Of several sets that have a policy in common, the one that asks most of it. */
export function strictest(modes: readonly SetMode[]): SetMode {
  const [most = { effect: 'disabled', isEnforced: false }] = [...modes].sort(
    (a, b) =>
      STRICTNESS.indexOf(b.effect) - STRICTNESS.indexOf(a.effect) ||
      Number(b.isEnforced) - Number(a.isEnforced),
  )
  return most
}
