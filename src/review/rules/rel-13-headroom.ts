import type { Rule } from '../rule.ts'
import { formatCount } from '../../base/index.ts'
/** Of the quota. */
const MOST_USED = 0.8

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
