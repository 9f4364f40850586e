import type { Rule } from '../rule.ts'
import { NO_MODEL } from '../running.ts'
import { formatCount } from '../../base/index.ts'
/** Of the quota. */
const MOST_USED = 0.8

/** Of the calls of a model. */
const MOST_SATURATED = 0.01
/** A mean of less is none. */
const LEAST_MINUTES = 10

export const rel13: Rule = {
  id: 'REL-13',
  title: 'Quota leaves room to grow, or more of it is asked for',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI reliability' },
  looksAt:
    'The peak and growth of `operations.growth`, beside the tokens per minute of all deployments that are paid by token.',
  why: 'Quota is granted in days, not minutes; who asks when calls are refused asks too late.',
  remedy:
    'Ask for more quota ahead of time and note the request as `operations.growth.quota_request`, or spread the load over more subscriptions and regions.',
  live: {
    looksAt:
      'Tokens per minute in the mean since the start, beside the peak of `operations.growth`, and calls that found every deployment full.',
    *check(running, workload) {
      const declared = workload?.declaration.operations?.growth?.peak_tokens_per_minute
      const { minutes } = running
      if (declared !== undefined) {
        const at = { metric: 'causeway_tokens_total' }
        const tokens = (kind: string) => running.sum({ ...at, labels: { class: kind } })
        const used = tokens('input') + tokens('output')
        if (minutes === null || minutes < LEAST_MINUTES)
          yield running.unknown('all models', at, `the load ${running.period}: too short to say`)
        else {
          const told = `${formatCount(Math.round(used / minutes))} tokens per minute in the mean ${running.period}, of a peak of ${formatCount(declared)}`
          if (used / minutes > declared)
            yield running.fail('all models', at, `${told}: the load has outgrown it`)
          else yield running.pass('all models', at, told)
        }
      }
      for (const model of running.values('causeway_requests_total', 'model')) {
        if (model === NO_MODEL) continue
        const at = { metric: 'causeway_requests_total', labels: { model, outcome: 'deployments_saturated' } }
        yield running.judgeShare(`model ${model}`, at, {
          part: running.sum(at),
          whole: running.sum({ ...at, labels: { model } }),
          most: MOST_SATURATED,
          calls: 'calls',
          bad: 'found every deployment full',
        })
      }
    },
    cases: {
      fails: [
        {
          metrics: `
causeway_tokens_total{deployment="gpt41-swc",model="gpt-4.1",class="input"} 400000000
causeway_tokens_total{deployment="gpt41-swc",model="gpt-4.1",class="output"} 40000000`,
          workload: 'operations: { growth: { factor: 2, peak_tokens_per_minute: 90k } }',
        },
        {
          metrics: `
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 400
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="deployments_saturated"} 20`,
        },
      ],
      passes: [
        {
          metrics: `
causeway_requests_total{model="gpt-4.1",operation="chat",outcome="answered"} 400
causeway_requests_total{model="none",operation="chat",outcome="missing_model"} 4
causeway_tokens_total{deployment="gpt41-swc",model="gpt-4.1",class="input"} 40000000`,
          workload: 'operations: { growth: { factor: 2, peak_tokens_per_minute: 90k } }',
        },
      ],
      undetermined: [
        {
          metrics: 'causeway_tokens_total{deployment="gpt41-swc",model="gpt-4.1",class="input"} 40000000',
          workload: 'operations: { growth: { factor: 2, peak_tokens_per_minute: 90k } }',
          hours: 0.05,
        },
      ],
      notApplicable: [{ metrics: 'causeway_tokens_total{deployment="a",model="gpt-4.1",class="input"} 4' }],
    },
  },
  workload: {
    *check(workload) {
      const growth = workload.declaration.operations?.growth
      const path = ['operations', 'growth']
      if (growth === undefined) yield workload.silent(path)
      else if (growth.peak_tokens_per_minute === undefined)
        yield workload.silent([...path, 'peak_tokens_per_minute'])
      else if (growth.factor === undefined) yield workload.silent([...path, 'factor'])
      else if (growth.quota_request !== undefined)
        yield workload.pass(path, `more quota is asked for: ${growth.quota_request}`)
      else {
        let quota = 0
        for (const { capacity } of workload.plan.deployments.values())
          quota += capacity.kind === 'tokens' ? capacity.tokensPerMinute : 0
        const wanted = growth.peak_tokens_per_minute * growth.factor
        const sums = `the peak to come, ${formatCount(wanted)} tokens per minute, beside a quota of ${formatCount(quota)}`
        if (wanted > quota * MOST_USED) yield workload.fail(path, `${sums} leaves less than a fifth free`)
        else yield workload.pass(path, `${sums} leaves room`)
      }
    },
    cases: {
      fails: ['operations: { growth: { factor: 2, peak_tokens_per_minute: 90k } }'],
      passes: [
        'operations: { growth: { factor: 1.5, peak_tokens_per_minute: 90k } }',
        'operations: { growth: { factor: 4, peak_tokens_per_minute: 90k, quota_request: QR-4711 } }',
      ],
      undetermined: ['operations: { growth: { factor: 2 } }', 'operations: {}'],
    },
  },
}
