import type { Rule } from '../rule.ts'

export const gov01: Rule = {
  id: 'GOV-01',
  title: 'Internet-facing and internal workloads have management groups of their own',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: '`governance.management_groups`.',
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
}
