import type { Rule } from '../rule.ts'
import { replicatedAssets } from '../replicated-assets.ts'

export const rel17: Rule = {
  id: 'REL-17',
  title: 'Training data sets are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The assets of `continuity.assets` of kind `training-data` and the region of their replica.',
  why: 'An outage of the one region that holds training data lasts as long as it takes to make it again.',
  remedy:
    'Keep the data in storage with geo-redundancy, or replicate its objects to an account of the second region.',
  workload: {
    check: replicatedAssets('training-data'),
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: training-data, primary: swedencentral, replica: swedencentral }`,
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: training-data, primary: swedencentral, replica: francecentral, by: each night }`,
      ],
      undetermined: [
        'continuity: { assets: { claims: { kind: training-data, primary: swedencentral } } }',
        'continuity: {}',
      ],
      notApplicable: ['continuity: { assets: { other: { kind: trained-model, replica: francecentral } } }'],
    },
  },
}
