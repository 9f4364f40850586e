import type { Rule } from '../rule.ts'

export const waf03: Rule = {
  id: 'WAF-03',
  title: 'Confidential data is encrypted with keys of yours',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'principles', section: 'Security', isDerived: true },
  looksAt: '`encryption` of `data.stores` that are confidential.',
  why: 'Who holds the key decides who can read: for confidential data that should be you.',
  remedy: 'Encrypt the store with a customer-managed key in Key Vault.',
  workload: {
    *check(workload) {
      for (const [name, store] of Object.entries(workload.declaration.data?.stores ?? {})) {
        if (store.classification !== 'confidential') continue
        yield workload.judge(['data', 'stores', name, 'encryption'], store.encryption, {
          isGood: (key) => key === 'customer-key',
          good: `${name} is encrypted with a key of yours`,
          bad: `${name} is confidential, and encrypted with a key of the platform`,
        })
      }
    },
    cases: {
      fails: [
        'data: { stores: { claims: { kind: sql, classification: confidential, encryption: platform-key } } }',
      ],
      passes: [
        'data: { stores: { claims: { kind: sql, classification: confidential, encryption: customer-key } } }',
      ],
      undetermined: ['data: { stores: { claims: { kind: sql, classification: confidential } } }'],
      notApplicable: ['data: { stores: { products: { kind: sql, classification: public } } }'],
    },
  },
}
