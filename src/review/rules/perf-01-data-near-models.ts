import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const perf01: Rule = {
  id: 'PERF-01',
  title: 'Data for retrieval stands near the models',
  pillar: 'performance',
  severity: 'low',
  isHedged: true,
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The regions of `data.stores` beside those of the accounts.',
  why: 'Each question waits for its data first: distance between the two is added to every answer.',
  remedy:
    'Put the store, or a replica of it, into a region that has the models; it is not required, only faster.',
  workload: {
    *check(workload) {
      const { accounts, data } = workload.declaration
      const regions = new Set(Object.values(accounts).flatMap(({ region }) => region ?? []))
      for (const [name, store] of Object.entries(data?.stores ?? {})) {
        const path = ['data', 'stores', name, 'region']
        yield workload.judge(path, store.region, {
          isGood: (region) => regions.has(region),
          good: (region) => `${name} is in ${region}, as models are`,
          bad: (region) => `${name} is in ${region}, and models are in ${namesOf(regions)}`,
        })
      }
    },
    cases: {
      fails: ['data: { stores: { documents: { kind: search, region: westeurope } } }'],
      passes: ['data: { stores: { documents: { kind: search, region: swedencentral } } }'],
      undetermined: ['data: { stores: { documents: { kind: search } } }'],
      notApplicable: ['data: {}'],
    },
  },
}
