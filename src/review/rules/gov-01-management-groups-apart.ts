import type { Rule } from '../rule.ts'
import type { Resource } from '../estate.ts'
import { account, PERHAPS, sample } from '../sample-resources.ts'

function group(name: string, displayName = name) {
  return sample('Microsoft.Management/managementGroups', name, { displayName }, { location: undefined })
}

export const gov01: Rule = {
  id: 'GOV-01',
  title: 'Internet-facing and internal workloads have management groups of their own',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt:
    '`governance.management_groups`; in templates, whether a group of landing zones has one for internet-facing and one for internal workloads, told by `online` and `corp` in their names.',
  why: 'Policies bind by management group: where both kinds share one, either the internal ones are too open or the others cannot work.',
  remedy:
    'Make two management groups, as `online` and `corp` of an Azure landing zone, and put each AI subscription under exactly one.',
  workload: {
    *check(workload) {
      const groups = workload.declaration.governance?.management_groups
      const path = ['governance', 'management_groups']
      if (groups === undefined) yield workload.silent(path)
      else if (groups.online === undefined) yield workload.silent([...path, 'online'])
      else if (groups.corp === undefined) yield workload.silent([...path, 'corp'])
      else if (groups.online.toLowerCase() === groups.corp.toLowerCase())
        yield workload.fail(path, `${groups.online} is the management group of both`)
      else yield workload.pass(path, `${groups.online} and ${groups.corp} are apart`)
    },
    cases: {
      fails: ['governance: { management_groups: { online: landing-zones, corp: landing-zones } }'],
      passes: ['governance: { management_groups: { online: online, corp: corp } }'],
      undetermined: ['governance: {}', 'governance: { management_groups: { online: online } }'],
    },
  },
  resources: {
    *check(estate) {
      const groups = estate.ofType('Microsoft.Management/managementGroups')
      const [first] = groups
      if (first === undefined) return
      const nameOf = (group: Resource): string =>
        `${group.lastName} ${group.text('properties.displayName') ?? ''}`.toLowerCase()
      const named = (word: RegExp): Resource | undefined => groups.find((one) => word.test(nameOf(one)))
      const online = named(/\bonline\b/)
      const corp = named(/\bcorp(orate)?\b/)
      const parent = named(/\blanding[- ]?zones?\b/)
      if (online !== undefined && corp !== undefined) {
        const unsure = [online, corp].find(({ doubt }) => doubt !== null)
        const message = `${online.lastName} and ${corp.lastName} are apart`
        yield unsure === undefined ? online.pass('name', message) : unsure.exists(message)
      } else if (parent !== undefined && online === undefined && corp === undefined && estate.isWhole)
        yield parent.fail('name', `${parent.lastName} has no group for either kind of workload`)
      else yield first.unknown('name', 'which group is for internet-facing and which for internal workloads')
    },
    cases: {
      fails: [[group('landing-zones'), group('sandbox')]],
      passes: [
        [group('landing-zones'), group('online'), group('corp')],
        [group('mg-1', 'Online'), group('mg-2', 'Corp')],
      ],
      undetermined: [
        [group('contoso')],
        [group('online')],
        [group('online'), { ...group('corp'), ...PERHAPS }],
      ],
      notApplicable: [[account()]],
    },
  },
}
