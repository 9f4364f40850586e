import type { z } from 'zod'

import {
  type Finding,
  type FindingPlace,
  review,
  RULES,
  scoreOf,
  sourceOf,
  summaryOf,
  type Verdict,
  Workload,
} from '../review/index.ts'
import type { LoadedDesign } from '../workload/index.ts'
import type { DESIGN } from './api/design.ts'

export type ReviewView = z.output<(typeof DESIGN)['review.show']['answer']['schema']>
/** Before it is held beside the one before. */
export type FreshReview = Omit<ReviewView, 'changes'>
type ShownFinding = ReviewView['findings'][number]
type Counts = ReviewView['score']['counts']

/** The workload file held to all rules, as the admin API shows it. Takes a while: it is no work for a thread that serves. */
export function reviewView(design: LoadedDesign, nowMs: number): FreshReview {
  const { plan } = design
  const reviewed = review([new Workload(plan.source, design, nowMs)], {
    rules: RULES,
    allRuleIds: new Set(RULES.map(({ id }) => id)),
    nowMs,
    baseline: new Set(),
  })
  const { findings, notices } = reviewed
  return {
    reviewedMs: nowMs,
    planRevision: plan.revision,
    score: {
      // Where nothing can be judged nothing is wrong.
      score: scoreOf(findings) ?? 100,
      counts: countsOf(findings),
      pillars: summaryOf(reviewed).pillars.flatMap(({ pillar, score }) => {
        if (score === null) return []
        const own = findings.filter(({ rule }) => rule.pillar === pillar)
        return [{ pillar, score, counts: countsOf(own) }]
      }),
    },
    findings: findings.map(shown),
    notices: notices.map(({ message }) => message),
  }
}

function countsOf(findings: readonly Finding[]): Counts {
  const of = (verdict: Verdict) => findings.filter((finding) => finding.verdict === verdict).length
  return {
    pass: of('pass'),
    fail: of('fail'),
    undetermined: of('undetermined'),
    notApplicable: of('not-applicable'),
  }
}

function shown({
  rule,
  verdict,
  severity,
  subject,
  place,
  message,
  standing,
  fingerprint,
}: Finding): ShownFinding {
  return {
    rule: rule.id,
    title: rule.title,
    verdict,
    severity,
    pillar: rule.pillar,
    subject: subject === '' ? null : subject,
    message,
    remedy: verdict === 'pass' || verdict === 'not-applicable' ? null : rule.remedy,
    source: sourceOf(rule.source),
    place: placeText(place),
    standing: standing.kind,
    fingerprint,
  }
}

function placeText({ file, line, column }: FindingPlace): string | null {
  return line === null ? null : `${file}:${line}:${column ?? 1}`
}
