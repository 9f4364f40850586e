import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app03: Rule = {
  id: 'APP-03',
  title: 'Code reaches data stores through an API alone',
  pillar: 'security',
  severity: 'high',
  source: { document: 'design', section: 'Recommendations' },
  looksAt: '`reached_by` of `data.stores`, beside the kind of each part.',
  why: 'What reaches a store itself can read all of it, and asks in ways nobody foresaw.',
  remedy: 'Put an API made for the task before the store, and give that alone rights on it.',
  workload: {
    *check(workload) {
      const { application, data } = workload.declaration
      for (const [name, store] of Object.entries(data?.stores ?? {})) {
        const path = ['data', 'stores', name, 'reached_by']
        if (store.reached_by === undefined) {
          yield workload.silent(path)
          continue
        }
        const direct = store.reached_by.filter((part) => application?.parts?.[part]?.kind !== 'api')
        if (direct.length > 0)
          yield workload.fail(path, `${name} is reached by ${namesOf(direct)}, past any API`)
        else yield workload.pass(path, `${name} is reached through ${namesOf(store.reached_by)}`)
      }
    },
    cases: {
      fails: [
        `data: { stores: { claims: { kind: sql, reached_by: [bot] } } }
application: { parts: { bot: { kind: agent } } }`,
      ],
      passes: [
        `data: { stores: { claims: { kind: sql, reached_by: [claims-api] } } }
application: { parts: { claims-api: { kind: api } } }`,
      ],
      undetermined: ['data: { stores: { claims: { kind: sql } } }'],
      notApplicable: ['data: {}'],
    },
  },
}
