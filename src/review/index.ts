export { openFailures, scoreOf, summaryOf } from './summary.ts'
export {
  type Finding,
  type FindingPlace,
  isAtLeast,
  type Review,
  SEVERITIES,
  type Severity,
  type Verdict,
} from './finding.ts'
export { sourceOf } from './guidance.ts'
export { REPORTERS } from './reporters/registry.ts'
export type { Reporter, Styles } from './reporter.ts'
export { RULES } from './registry.ts'
export { review, type Target } from './review.ts'
export { readExposition } from './exposition.ts'
export type { Rule } from './rule.ts'
export { Running } from './running.ts'
export { Workload } from './workload-target.ts'
export { pictureSvg } from './picture-svg.ts'
export { baselineOf } from './baseline.ts'
export { rulePages } from './rule-pages.ts'
