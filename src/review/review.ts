import { createHash } from 'node:crypto'
import { type Acceptance, Acceptances } from './acceptance.ts'
import {
  type Finding,
  type Observation,
  type Review,
  SEVERITIES,
  type Standing,
  type Verdict,
} from './finding.ts'
import type { Rule } from './rule.ts'
import { type Circumstances, scaledSeverity } from './severity.ts'
import type { Workload } from './workload-target.ts'

export type Target = Workload

export interface ReviewOptions {
  readonly rules: readonly Rule[]
  /** Ids of all rules there are, those that are left out of this review included. */
  readonly allRuleIds: ReadonlySet<string>
  readonly nowMs: number
  /** Fingerprints of failures that were there before. */
  readonly baseline: ReadonlySet<string>
}

/** Holds the targets to the rules. Pure: the targets are read already. */
export function review(targets: readonly Target[], options: ReviewOptions): Review {
  const { rules, allRuleIds, nowMs, baseline } = options
  const day = new Date(nowMs).toISOString().slice(0, 10)
  const acceptances = new Acceptances(targets.flatMap(acceptancesOf), day)
  const findings: Finding[] = []
  for (const target of targets) {
    const circumstances = circumstancesOf(target)
    for (const rule of rules) {
      if (rule.workload === undefined) continue
      const observations = [...rule.workload.check(target)]
      if (observations.length === 0) findings.push(notApplicable(rule, target))
      for (const observation of observations)
        findings.push(findingOf(rule, observation, circumstances, acceptances, baseline))
    }
  }
  return {
    targets: targets.map(({ file, kind }) => ({ file, kind })),
    findings: findings.sort(inOrder),
    notices: acceptances.notices(allRuleIds),
    day,
  }
}

/** What a target is for. */
function circumstancesOf({ declaration }: Workload): Circumstances {
  const { environment, exposure, governance } = declaration
  return { environment, exposure, isRegulated: governance?.regulated === true }
}

function acceptancesOf(target: Workload): readonly Acceptance[] {
  return (target.declaration.review?.accepted ?? []).map(({ rule, at, reason, until }, index) => ({
    rule,
    at: at ?? null,
    reason,
    until,
    place: target.pass(['review', 'accepted', index], '').place,
  }))
}

function findingOf(
  rule: Rule,
  { verdict, subject, place, message, atMost }: Observation,
  circumstances: Circumstances,
  acceptances: Acceptances,
  baseline: ReadonlySet<string>,
): Finding {
  const severity = scaledSeverity(rule, circumstances, atMost)
  const fingerprint = fingerprintOf(rule.id, place.file, subject)
  const standing = verdict === 'fail' ? standingOf(rule.id, subject, fingerprint) : OPEN
  return { rule, verdict, severity, subject, place, message, standing, fingerprint }

  function standingOf(id: string, at: string, print: string): Standing {
    const acceptance = acceptances.covering(id, at)
    if (acceptance !== null) return { kind: 'accepted', reason: acceptance.reason, until: acceptance.until }
    return baseline.has(print) ? { kind: 'known' } : OPEN
  }
}

const OPEN: Standing = { kind: 'open' }

function notApplicable(rule: Rule, { file }: Target): Finding {
  return {
    rule,
    verdict: 'not-applicable',
    severity: rule.severity,
    subject: '',
    place: { file, line: null, column: null, pointer: '' },
    message: `there is nothing here that ${rule.id} speaks of`,
    standing: OPEN,
    fingerprint: fingerprintOf(rule.id, file, ''),
  }
}

function fingerprintOf(rule: string, file: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, file, subject]))
    .digest('hex')
    .slice(0, 20)
}

const VERDICTS: readonly Verdict[] = ['fail', 'undetermined', 'pass', 'not-applicable']

function inOrder(a: Finding, b: Finding): number {
  return (
    VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(a.rule.id, b.rule.id) ||
    compare(a.place.file, b.place.file) ||
    (a.place.line ?? 0) - (b.place.line ?? 0) ||
    (a.place.column ?? 0) - (b.place.column ?? 0)
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
