import type { Rule } from '../rule.ts'
import { LEAST_CALLS, percent } from '../running.ts'

export const plat01: Rule = {
  id: 'PLAT-01',
  title: 'What latency is due is written down',
  pillar: 'performance',
  severity: 'medium',
  source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
  looksAt: '`operations.objectives.latency` and `within`.',
  why: 'Without a target no one can say whether caches, deadlines and capacity are enough.',
  remedy: 'Set within what time the first words are due, and for what share of calls.',
  live: {
    looksAt:
      'For what share of answers the first words came within `operations.objectives.latency`, beside `within`.',
    *check(running, workload) {
      const { latency, within } = workload?.declaration.operations?.objectives ?? {}
      if (latency === undefined || within === undefined) return
      const metric = 'causeway_first_token_seconds'
      for (const deployment of running.values(`${metric}_count`, 'deployment')) {
        const at = { metric, labels: { deployment } }
        const subject = `deployment ${deployment}`
        const buckets = running.buckets(at)
        const all = buckets.at(-1)?.count ?? 0
        if (all < LEAST_CALLS) {
          yield running.unknown(subject, at, `only ${all} answers ${running.period}: too few to say`)
          continue
        }
        // A bucket tells of its bound alone: the true share lies between the bounds around the objective.
        const least = (buckets.findLast(({ most }) => most * 1000 <= latency)?.count ?? 0) / all
        const most = (buckets.find((bucket) => bucket.most * 1000 >= latency)?.count ?? all) / all
        const due = `${percent(within)} are due within ${latency} ms`
        if (least >= within)
          yield running.pass(
            subject,
            at,
            `${due}, and at least ${percent(least)} of ${all} answers came so soon`,
          )
        else if (most < within)
          yield running.fail(
            subject,
            at,
            `${due}, and at most ${percent(most)} of ${all} answers came so soon`,
          )
        else
          yield running.unknown(
            subject,
            at,
            `${due}; of ${all} answers it was from ${percent(least)} to ${percent(most)}, as far as the histogram tells`,
          )
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="1"} 500
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="2.5"} 800
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="+Inf"} 1000
causeway_first_token_seconds_count{deployment="gpt41-swc"} 1000`,
          workload: 'operations: { objectives: { latency: 2s, within: 0.95 } }',
        },
      ],
      passes: [
        {
          metrics: `
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="1"} 960
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="2.5"} 980
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="+Inf"} 1000
causeway_first_token_seconds_count{deployment="gpt41-swc"} 1000`,
          workload: 'operations: { objectives: { latency: 2s, within: 0.95 } }',
        },
      ],
      undetermined: [
        {
          metrics: `
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="1"} 900
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="2.5"} 980
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="+Inf"} 1000
causeway_first_token_seconds_count{deployment="gpt41-swc"} 1000`,
          workload: 'operations: { objectives: { latency: 2s, within: 0.95 } }',
        },
        {
          metrics: `
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="1"} 2
causeway_first_token_seconds_bucket{deployment="gpt41-swc",le="+Inf"} 9
causeway_first_token_seconds_count{deployment="gpt41-swc"} 9`,
          workload: 'operations: { objectives: { latency: 2s, within: 0.95 } }',
        },
      ],
      notApplicable: [
        {
          metrics: `
causeway_first_token_seconds_count{deployment="gpt41-swc"} 1000`,
          workload: 'operations: {}',
        },
      ],
    },
  },
  workload: {
    *check(workload) {
      const objectives = workload.declaration.operations?.objectives
      const path = ['operations', 'objectives']
      const longest = workload.plan.gateway.deadlines.firstTokenMs
      yield workload.judge([...path, 'latency'], objectives?.latency, {
        isGood: (latencyMs) => latencyMs <= longest,
        good: (latencyMs) => `first words are due within ${latencyMs} ms`,
        bad: (latencyMs) =>
          `first words are due within ${latencyMs} ms, and the gateway gives up after ${longest} ms`,
      })
    },
    cases: {
      fails: ['operations: { objectives: { latency: 5m } }'],
      passes: ['operations: { objectives: { latency: 2s, within: 0.95 } }'],
      undetermined: ['operations: {}'],
    },
  },
}
