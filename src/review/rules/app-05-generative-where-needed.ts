import type { Rule } from '../rule.ts'

export const app05: Rule = {
  id: 'APP-05',
  title: 'Tasks that sort or find are not given to generative models without a reason',
  pillar: 'cost',
  severity: 'info',
  source: { document: 'design', section: 'Using a generative vs a discriminative model' },
  looksAt: '`decisions.model-kind`.',
  why: 'A classifier answers in milliseconds for a hundredth of the price, the same each time.',
  remedy: 'Say in `decisions.model-kind` why the task needs a model that writes.',
  workload: {
    *check(workload) {
      const { decisions, models } = workload.declaration
      if (!Object.values(models).some(({ task }) => task === 'generate')) return
      const decision = decisions?.['model-kind']
      const path = ['decisions', 'model-kind']
      if (decision === undefined) yield workload.silent(path)
      else if (decision.because === undefined) yield workload.fail(path, 'the choice has no reason')
      else yield workload.pass(path, `${decision.choice}: ${decision.because}`)
    },
    cases: {
      fails: ['decisions: { model-kind: { choice: generative } }'],
      passes: ['decisions: { model-kind: { choice: generative, because: answers are sentences } }'],
      undetermined: ['decisions: {}'],
      notApplicable: [
        `models:
  text-embedding-3-small:
    task: embed
    deployments:
      - { id: embed, account: swc, type: standard, tpm: 10k }`,
      ],
    },
  },
}
