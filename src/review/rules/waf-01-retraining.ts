import type { Rule } from '../rule.ts'
import { GIVEN, sample } from '../sample-resources.ts'

function schedule(isEnabled?: unknown) {
  const action = { actionType: 'CreateJob', jobDefinition: { jobType: 'Pipeline' } }
  return sample('Microsoft.MachineLearningServices/workspaces/schedules', 'ml/weekly', { isEnabled, action })
}

export const waf01: Rule = {
  id: 'WAF-01',
  title: 'Models of your own are retrained',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'principles', section: 'Reliability' },
  looksAt:
    '`operations.retraining`, where a model is fine-tuned or trained by you; in templates, whether schedules of workspaces of Azure Machine Learning are on.',
  why: 'A model goes stale with the world it was trained on.',
  remedy: 'Let a schedule or drift start the training pipeline, and say so as `operations.retraining`.',
  workload: {
    *check(workload) {
      const { models, operations } = workload.declaration
      for (const [name, { origin }] of Object.entries(models)) {
        if (origin?.kind !== 'fine-tuned' && origin?.kind !== 'custom-trained') continue
        const path = ['models', name, 'origin']
        if (operations === undefined)
          yield workload.unknown(
            path,
            `what retrains ${name}: the file does not say \`operations.retraining\``,
          )
        else if (operations.retraining === undefined) yield workload.fail(path, `nothing retrains ${name}`)
        else yield workload.pass(path, `${name} is retrained: ${operations.retraining}`)
      }
    },
    cases: {
      fails: [
        `models:
  own:
    origin: { kind: fine-tuned }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }
operations: {}`,
      ],
      passes: [
        `models:
  own:
    origin: { kind: fine-tuned }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }
operations: { retraining: each quarter and when drift is reported }`,
      ],
      undetermined: [
        `models:
  own:
    origin: { kind: fine-tuned }
    deployments:
      - { id: own, account: swc, type: standard, tpm: 10k }`,
      ],
      notApplicable: ['operations: {}'],
    },
  },
  resources: {
    *check(estate) {
      for (const schedule of estate.ofType('Microsoft.MachineLearningServices/workspaces/schedules')) {
        const path = 'properties.isEnabled'
        yield schedule.ask(path).kind === 'unset'
          ? schedule.unknown('properties', `whether ${schedule.name} is on is not said`)
          : schedule.judge(path, {
              whenUnset: null,
              isGood: (on) => on === true,
              bad: 'nothing is retrained',
            })
      }
    },
    cases: {
      fails: [[schedule(false)]],
      passes: [[schedule(true)]],
      undetermined: [[schedule(GIVEN)], [schedule()]],
      notApplicable: [[sample('Microsoft.MachineLearningServices/workspaces', 'ml')]],
    },
  },
}
