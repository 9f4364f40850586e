import { isFineTuned } from '../../azure/index.ts'
import type { Observation } from '../finding.ts'
import type { Rule } from '../rule.ts'
import { account, deployment, PERHAPS } from '../sample-resources.ts'
import { modelDeployments } from '../model-deployments.ts'
import { namesOf } from '../wording.ts'
import { replicatedAssets } from '../replicated-assets.ts'
import type { Workload } from '../workload-target.ts'

function tuned(account: string) {
  const model = { format: 'OpenAI', name: 'gpt-4.1-mini-2025-04-14.ft-0ab3f80e4f2242929258fff45b56a9ce' }
  return deployment(`${account}/triage`, { name: 'Standard', capacity: 10 }, model)
}

const SWC = '{ id: one, account: swc, type: standard, tpm: 10k }'
const FRC = '{ id: two, account: frc, type: global-standard, tpm: 10k }'

function modelsWith(...deployments: readonly string[]): string {
  return `models:
  triage:
    base_model: gpt-4.1-mini-2025-04-14.ft-0ab3f80e4f2242929258fff45b56a9ce
    deployments: [${deployments.join(', ')}]`
}

const KIND = 'fine-tuned-model'
const assetsOf = replicatedAssets(KIND)

/** Models of the file that are fine-tuned by their base model, and what `continuity.assets` says of them. */
function* keptTwice(workload: Workload): Iterable<Observation> {
  const { plan, declaration } = workload
  const tuned = [...plan.models.values()].filter(({ baseModel }) => isFineTuned(baseModel))
  const assets = Object.entries(declaration.continuity?.assets ?? {})
  const told = new Set(assets.flatMap(([name, { kind, model }]) => (kind === KIND ? [model ?? name] : [])))
  for (const { name, deployments } of tuned) {
    if (told.has(name)) continue
    const regions = new Set(deployments.map(({ account }) => plan.accounts.get(account)?.region))
    const path = ['models', name]
    yield regions.size > 1
      ? workload.pass(path, `${name} is deployed in ${namesOf([...regions].map(String))}`)
      : workload.fail(
          path,
          `${name} is fine-tuned, and deployed in ${namesOf([...regions].map(String))} alone`,
        )
  }
  if (tuned.length === 0 || assets.length > 0) yield* assetsOf(workload)
}

export const rel14: Rule = {
  id: 'REL-14',
  title: 'Fine-tuned models are kept in a second region',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'The assets of `continuity.assets` of kind `fine-tuned-model` and the region of their replica, and where models whose `base_model` is a fine-tuned one are deployed; in templates, the regions in which a fine-tuned model is deployed.',
  why: 'An outage of the one region that holds a fine-tuned model lasts as long as it takes to make it again.',
  remedy:
    'Keep the training file and job in the second region, or copy the model there, so that it can be deployed again.',
  workload: {
    check: keptTwice,
    cases: {
      fails: [
        `continuity:
  assets:
    claims: { kind: fine-tuned-model, primary: swedencentral, replica: swedencentral }`,
        modelsWith(SWC),
      ],
      passes: [
        `continuity:
  assets:
    claims: { kind: fine-tuned-model, primary: swedencentral, replica: francecentral, by: each night }`,
        modelsWith(SWC, FRC),
        `${modelsWith(SWC)}
continuity:
  assets:
    claims: { kind: fine-tuned-model, primary: swedencentral, replica: francecentral, model: triage }`,
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
      const tuned = modelDeployments(estate).filter(({ model }) => model !== null && isFineTuned(model))
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
