import type { Rule } from '../rule.ts'
import { isOnline } from '../setting.ts'

export const gov03: Rule = {
  id: 'GOV-03',
  title: 'An internet-facing workload reaches no internal data',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI governance' },
  looksAt: 'The classification of `data.stores` of workloads that are `online`.',
  why: 'What the application can read its users can be shown: external users must not see internal data through it.',
  remedy: 'Copy what may be public into a store of its own, and give the workload that alone.',
  workload: {
    *check(workload) {
      if (!isOnline(workload.declaration)) return
      for (const [name, { classification }] of Object.entries(workload.declaration.data?.stores ?? {}))
        yield workload.judge(['data', 'stores', name, 'classification'], classification, {
          isGood: (value) => value === 'public',
          good: `${name} holds public data`,
          bad: (value) => `${name} holds ${value} data, and the workload faces the internet`,
        })
    },
    cases: {
      fails: [
        `exposure: online
data: { stores: { claims: { kind: search, classification: internal } } }`,
      ],
      passes: [
        `exposure: online
data: { stores: { products: { kind: search, classification: public } } }`,
      ],
      undetermined: [
        `exposure: online
data: { stores: { products: { kind: search } } }`,
      ],
      notApplicable: [
        `exposure: corp
data: { stores: { claims: { kind: search, classification: internal } } }`,
      ],
    },
  },
}
