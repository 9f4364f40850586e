import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const waf12: Rule = {
  id: 'WAF-12',
  title: 'Fairness and explanations were looked at',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'principles', section: 'Design Principles for AI Solutions' },
  looksAt: '`governance.assessments`.',
  why: 'Bias is found by those it hits, unless somebody looks for it first.',
  remedy:
    'Assess fairness and how answers are explained, keep the results, attach a content filter policy, and name them.',
  workload: {
    *check(workload) {
      const assessments = workload.declaration.governance?.assessments
      const path = ['governance', 'assessments']
      if (assessments === undefined) {
        yield workload.silent(path)
        return
      }
      const missing = (['fairness', 'explainability', 'content_filter'] as const).filter(
        (key) => assessments[key] === undefined,
      )
      if (missing.length > 0) yield workload.fail(path, `nothing is said of ${namesOf(missing)}`)
      else yield workload.pass(path, 'fairness, explanations and the content filter are named')
    },
    cases: {
      fails: ['governance: { assessments: { fairness: the fairness report } }'],
      passes: [
        'governance: { assessments: { fairness: the fairness report, explainability: sources are shown, content_filter: strict } }',
      ],
      undetermined: ['governance: {}'],
    },
  },
}
