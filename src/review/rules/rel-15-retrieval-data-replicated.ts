import type { Rule } from '../rule.ts'
import { replicatedAssets } from '../replicated-assets.ts'

export const rel15: Rule = {
  id: 'REL-15',
  title: 'Data for retrieval are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The assets of `continuity.assets` of kind `retrieval-data` and the region of their replica.',
  why: 'An outage of the one region that holds data for retrieval lasts as long as it takes to make it again.',
  remedy:
    'Keep a second index and a store with geo-redundancy (GZRS or RA-GRS, or a second region of Cosmos DB).',
  workload: {
    check: replicatedAssets('retrieval-data'),
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: retrieval-data, primary: swedencentral, replica: swedencentral }`,
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: retrieval-data, primary: swedencentral, replica: francecentral, by: each night }`,
      ],
      undetermined: [
        'continuity: { assets: { claims: { kind: retrieval-data, primary: swedencentral } } }',
        'continuity: {}',
      ],
      notApplicable: ['continuity: { assets: { other: { kind: trained-model, replica: francecentral } } }'],
    },
  },
}
