import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const app17: Rule = {
  id: 'APP-17',
  title: 'What may be spent is limited',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'design', section: 'Considerations for nonfunctional requirements' },
  looksAt: 'Budgets in `limits` of consumers, and `operations.budget_alerts`.',
  why: 'Tokens cost money at any hour; a mistake costs it until the bill comes.',
  remedy: 'Set a `budget` at each business unit, and a budget with alerts in Azure.',
  workload: {
    *check(workload) {
      const { consumers, operations } = workload.declaration
      const budgets = Object.entries(consumers).filter(([, { limits }]) => limits?.budget !== undefined)
      const path = ['consumers']
      if (budgets.length > 0)
        yield workload.pass(path, `${namesOf(budgets.map(([name]) => name))} have budgets`)
      else
        yield workload.judge(['operations', 'budget_alerts'], operations?.budget_alerts, {
          isGood: (on) => on,
          good: 'a budget in Azure tells somebody',
          bad: 'no consumer has a budget, and none in Azure tells anybody',
        })
    },
    cases: {
      fails: ['operations: { budget_alerts: false }'],
      passes: [
        `consumers:
  /contoso: { limits: { budget: { usd: 2000, per: month } } }`,
        'operations: { budget_alerts: true }',
      ],
      undetermined: ['operations: {}'],
    },
  },
}
