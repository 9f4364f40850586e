import type { Rule } from '../rule.ts'
import { account, GIVEN, sample } from '../sample-resources.ts'
import { rawAt, RecordValue, Unknown } from '../../azure/index.ts'
import { namesOf } from '../wording.ts'

function budget(notifications?: unknown) {
  const properties = { amount: 2000, timeGrain: 'Monthly', category: 'Cost', notifications }
  return sample('Microsoft.Consumption/budgets', 'claims', properties, { location: undefined })
}

export const app17: Rule = {
  id: 'APP-17',
  title: 'What may be spent is limited',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'design', section: 'Considerations for nonfunctional requirements' },
  looksAt:
    'Budgets in `limits` of consumers, and `operations.budget_alerts`; in templates that have budgets, whether they tell somebody.',
  why: 'Tokens cost money at any hour; a mistake costs it until the bill comes.',
  remedy: 'Set a `budget` at each business unit, and a budget with alerts in Azure.',
  live: {
    looksAt: 'Tokens without a known price: no budget counts them, and no report.',
    *check(running) {
      for (const model of running.values('causeway_tokens_total', 'model')) {
        const metric = 'causeway_unpriced_tokens_total'
        const labels = { model }
        const tokens = (kind: string) =>
          running.sum({ metric: 'causeway_tokens_total', labels: { model, class: kind } })
        yield running.judgeShare(
          `model ${model}`,
          { metric, labels },
          {
            part: running.sum({ metric, labels }),
            whole: tokens('input') + tokens('output'),
            most: 0,
            calls: 'tokens',
            bad: 'have no known price',
          },
        )
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_tokens_total{deployment="a",model="own",class="input"} 9000
causeway_tokens_total{deployment="a",model="own",class="output"} 900
causeway_unpriced_tokens_total{deployment="a",model="own"} 9900`,
        },
      ],
      passes: [{ metrics: 'causeway_tokens_total{deployment="a",model="gpt-4.1",class="input"} 9000' }],
      undetermined: [{ metrics: 'causeway_tokens_total{deployment="a",model="gpt-4.1",class="input"} 9' }],
    },
  },
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
  resources: {
    *check(estate) {
      for (const budget of estate.ofType('Microsoft.Consumption/budgets')) {
        const path = 'properties.notifications'
        const notifications = rawAt(budget.evaluated, path)
        const fields = notifications instanceof RecordValue ? [...notifications.fields.values()] : []
        const states = fields.map(({ name }) => budget.ask(`${path}['${name}'].enabled`))
        if (states.some((state) => state.kind === 'known' && state.value === true))
          yield budget.pass(path, `${budget.name} tells somebody`)
        else if (notifications instanceof Unknown || states.some(({ kind }) => kind === 'unknown'))
          yield budget.unknown(path, `whether ${budget.name} tells somebody is not known`)
        else yield budget.fail(path, `${budget.name} tells nobody`)
      }
    },
    cases: {
      fails: [[budget()], [budget({ most: { enabled: false, threshold: 80 } })]],
      passes: [[budget({ most: { enabled: true, operator: 'GreaterThan', threshold: 80 } })]],
      undetermined: [[budget(GIVEN)], [budget({ most: { enabled: GIVEN, threshold: 80 } })]],
      notApplicable: [[account()]],
    },
  },
}
