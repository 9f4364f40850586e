import type { Rule } from '../rule.ts'
import { account, deployment, PERHAPS } from '../sample-resources.ts'
import { modelDeployments } from '../model-deployments.ts'
import { namesOf } from '../wording.ts'
import { replicatedAssets } from '../replicated-assets.ts'

function tuned(account: string) {
  const model = { format: 'OpenAI', name: 'gpt-4.1-mini-2025-04-14.ft-0ab3f80e4f2242929258fff45b56a9ce' }
  return deployment(`${account}/triage`, { name: 'Standard', capacity: 10 }, model)
}

export const rel14: Rule = {
  id: 'REL-14',
  title: 'Fine-tuned models are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'The assets of `continuity.assets` of kind `fine-tuned-model` and the region of their replica; in templates, the regions in which a fine-tuned model is deployed.',
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
  resources: {
    *check(estate) {
      // Fine-tuned models are called BASE.ft-ID.
      const tuned = modelDeployments(estate).filter(({ model }) => model?.includes('.ft-') === true)
      const path = 'properties.model'
      for (const [model, all] of Map.groupBy(tuned, (one) => one.model ?? '')) {
        const [first] = all
        if (first === undefined) continue
        const { resource } = first
        const sure = new Set(all.filter((one) => one.resource.doubt === null).map(({ region }) => region))
        if (all.some(({ region }) => region === null))
          yield resource.unknown(path, `where ${model} is deployed: an account or its location is not known`)
        else if (sure.size > 1)
          yield resource.pass(path, `${model} is deployed in ${namesOf([...sure].map(String))}`)
        else if (new Set(all.map(({ region }) => region)).size > 1 || !estate.isWhole)
          yield resource.unknown(path, `whether ${model} is deployed in a second region`)
        else yield resource.fail(path, `${model} is deployed in ${first.region ?? ''} alone`)
      }
    },
    cases: {
      fails: [[account('swc'), tuned('swc')]],
      passes: [[account('swc'), tuned('swc'), account('frc', { location: 'francecentral' }), tuned('frc')]],
      undetermined: [
        [tuned('swc')],
        [
          account('swc'),
          tuned('swc'),
          account('frc', { location: 'francecentral' }),
          { ...tuned('frc'), ...PERHAPS },
        ],
      ],
      notApplicable: [
        [account(), deployment('aoai-swc/gpt41', { name: 'Standard', capacity: 1 }, { name: 'gpt-4.1' })],
      ],
    },
  },
}
