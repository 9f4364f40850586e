import type { Rule } from '../rule.ts'
import { account, PERHAPS, sample } from '../sample-resources.ts'
import type { Resource } from '../estate.ts'
import { setting } from '../setting.ts'

/** Of the group that a subscription is put under; null where its name does not tell. */
function kindOf({ name }: Resource): 'online' | 'corp' | null {
  const group = name.slice(0, name.lastIndexOf('/')).toLowerCase()
  if (/\bonline\b/.test(group)) return 'online'
  return /\bcorp(orate)?\b/.test(group) ? 'corp' : null
}

const OWN = '00000000-0000-0000-0000-000000000002'
const OTHER = '00000000-0000-0000-0000-000000000003'
const GIVEN_SUBSCRIPTION = "parameters('given')"

function placed(group: string, subscription = OWN) {
  const name =
    subscription === GIVEN_SUBSCRIPTION
      ? `[concat('${group}/', ${GIVEN_SUBSCRIPTION})]`
      : `${group}/${subscription}`
  return sample('Microsoft.Management/managementGroups/subscriptions', name, {}, { location: undefined })
}

export const gov02: Rule = {
  id: 'GOV-02',
  title: 'No subscription holds both internet-facing and internal workloads',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt:
    '`governance.subscription.exposures`, beside the `exposure` of the workload; in templates that put subscriptions under management groups, whether one is under a group for internet-facing and one for internal workloads, told by `online` and `corp` in their names.',
  why: 'Rights and networks of a subscription are shared: what the internet reaches is then next to what it must not.',
  remedy: 'Move the workload into a subscription of its own kind.',
  workload: {
    check: setting(
      ['governance', 'subscription', 'exposures'],
      ({ exposure, governance }) => {
        const found = governance?.subscription?.exposures
        return found === undefined ? undefined : { own: exposure, found }
      },
      {
        isGood: ({ own, found }) => own === found,
        good: ({ own }) => `all workloads of the subscription are ${own}`,
        bad: ({ own, found }) =>
          `the workload is ${own}, and its subscription holds ${found === 'both' ? 'both kinds' : `those that are ${found}`}`,
      },
    ),
    cases: {
      fails: [
        'governance: { subscription: { exposures: both } }',
        `exposure: online
governance: { subscription: { exposures: corp } }`,
      ],
      passes: [
        `exposure: corp
governance: { subscription: { exposures: corp } }`,
      ],
      undetermined: ['governance: {}'],
    },
  },
  resources: {
    *check(estate) {
      const placed = estate.ofType('Microsoft.Management/managementGroups/subscriptions')
      for (const all of Map.groupBy(placed, ({ lastName }) => lastName.toLowerCase()).values()) {
        const [first] = all
        if (first === undefined) continue
        const kinds = new Map(all.map((one) => [kindOf(one), one] as const))
        const [online, corp] = [kinds.get('online'), kinds.get('corp')]
        const subscription = first.lastName
        if (online !== undefined && corp !== undefined)
          yield (online.doubt === null ? corp : online).fail(
            'name',
            `${subscription} is under both kinds of groups`,
          )
        else if (typeof first.evaluated.name !== 'string' || kinds.has(null))
          yield first.unknown('name', `which kind of workloads ${subscription} is for is not known`)
        else yield first.pass('name', `${subscription} is for one kind of workloads`)
      }
    },
    cases: {
      fails: [[placed('contoso-online'), placed('contoso-corp')]],
      passes: [[placed('contoso-corp')], [placed('contoso-online'), placed('contoso-corp', OTHER)]],
      undetermined: [
        [placed('contoso-landing-zones')],
        [placed('contoso-corp', GIVEN_SUBSCRIPTION)],
        [placed('contoso-online'), { ...placed('contoso-corp'), ...PERHAPS }],
      ],
      notApplicable: [[account()]],
    },
  },
}
