import type { Rule } from '../rule.ts'

export const plat03: Rule = {
  id: 'PLAT-03',
  title: 'Every consumer has a cost center',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'platform', section: 'Chargebacks' },
  looksAt: 'The cost center of each consumer that may use a model: its own, or that of a path above it.',
  why: 'What nobody is charged for nobody saves, and the platform pays for it.',
  remedy: 'Set `cost_center` at the business unit: it holds for all below it.',
  workload: {
    *check(workload) {
      for (const { path, costCenter, models } of workload.plan.consumers.values()) {
        if (models.size === 0) continue
        const at = ['consumers', path]
        if (costCenter === null) yield workload.fail(at, `nobody is charged for what ${path} uses`)
        else yield workload.pass(at, `${costCenter} is charged for what ${path} uses`)
      }
    },
    cases: {
      fails: [
        `consumers:
  /contoso/claims: {}
  /contoso/claims/bot: { models: [gpt-4.1] }`,
      ],
      passes: [
        `consumers:
  /contoso/claims: { cost_center: CC-1042 }
  /contoso/claims/bot: { models: [gpt-4.1] }`,
      ],
      notApplicable: ['consumers: {}'],
    },
  },
}
