import type { Rule } from '../rule.ts'
import { replicatedAssets } from '../replicated-assets.ts'

export const rel16: Rule = {
  id: 'REL-16',
  title: 'Trained models are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The assets of `continuity.assets` of kind `trained-model` and the region of their replica.',
  why: 'An outage of the one region that holds a trained model lasts as long as it takes to make it again.',
  remedy:
    'Register the model in a registry with two regions, and its image in a container registry with geo-replication.',
  workload: {
    check: replicatedAssets('trained-model'),
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: trained-model, primary: swedencentral, replica: swedencentral }`,
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: trained-model, primary: swedencentral, replica: francecentral, by: each night }`,
      ],
      undetermined: [
        'continuity: { assets: { claims: { kind: trained-model, primary: swedencentral } } }',
        'continuity: {}',
      ],
      notApplicable: ['continuity: { assets: { other: { kind: training-data, replica: francecentral } } }'],
    },
  },
}
