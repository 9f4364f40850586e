import type { Rule } from '../rule.ts'
import { replicatedAssets } from '../replicated-assets.ts'

export const rel14: Rule = {
  id: 'REL-14',
  title: 'Fine-tuned models are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt: 'The assets of `continuity.assets` of kind `fine-tuned-model` and the region of their replica.',
  why: 'An outage of the one region that holds a fine-tuned model lasts as long as it takes to make it again.',
  remedy:
    'Keep the training file and job in the second region, or copy the model there, so that it can be deployed again.',
  workload: {
    check: replicatedAssets('fine-tuned-model'),
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: fine-tuned-model, primary: swedencentral, replica: swedencentral }`,
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: fine-tuned-model, primary: swedencentral, replica: francecentral, by: each night }`,
      ],
      undetermined: [
        'continuity: { assets: { claims: { kind: fine-tuned-model, primary: swedencentral } } }',
        'continuity: {}',
      ],
      notApplicable: ['continuity: { assets: { other: { kind: trained-model, replica: francecentral } } }'],
    },
  },
}
