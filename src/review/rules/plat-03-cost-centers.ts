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
  live: {
    looksAt: 'Which paths used tokens that the workload file has no cost center for.',
    *check(running, workload) {
      if (workload === null) return
      const metric = 'causeway_consumer_tokens_total'
      const paths = [...workload.plan.consumers.values()]
      for (const consumer of running.values(metric, 'consumer')) {
        // Metrics may cut paths, or fold them into one that no file has.
        const own = paths.filter(({ path }) => path === consumer || path.startsWith(`${consumer}/`))
        if (own.length === 0) continue
        const at = { metric, labels: { consumer } }
        const uncharged = own.filter(({ costCenter }) => costCenter === null)
        if (uncharged.length === own.length)
          yield running.fail(consumer, at, `${consumer} uses tokens, and nobody is charged for them`)
        else if (uncharged.length > 0)
          yield running.unknown(
            consumer,
            at,
            `which of ${consumer} uses tokens: not all of it has a cost center`,
          )
        else yield running.pass(consumer, at, `what ${consumer} uses is charged`)
      }
    },
    cases: {
      fails: [
        {
          metrics:
            'causeway_consumer_tokens_total{consumer="/contoso/bot",model="gpt-4.1",deployment="a",region="x",class="input"} 9',
          workload: 'consumers: { /contoso/bot: { models: all } }',
        },
      ],
      passes: [
        {
          metrics:
            'causeway_consumer_tokens_total{consumer="/contoso",model="gpt-4.1",deployment="a",region="x",class="input"} 9',
          workload: 'consumers: { /contoso/bot: { models: all, cost_center: CC-1 } }',
        },
      ],
      undetermined: [
        {
          metrics:
            'causeway_consumer_tokens_total{consumer="/contoso",model="gpt-4.1",deployment="a",region="x",class="input"} 9',
          workload:
            'consumers: { /contoso/bot: { models: all, cost_center: CC-1 }, /contoso/web: { models: all } }',
        },
      ],
      notApplicable: [
        {
          metrics:
            'causeway_consumer_tokens_total{consumer="other",model="gpt-4.1",deployment="a",region="x",class="input"} 9',
          workload: 'consumers: { /contoso/bot: { models: all } }',
        },
        {
          metrics:
            'causeway_consumer_tokens_total{consumer="/contoso/bot",model="gpt-4.1",deployment="a",region="x",class="input"} 9',
        },
      ],
    },
  },
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
