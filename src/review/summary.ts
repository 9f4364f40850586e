import { type Finding, type Review, SEVERITIES, type Severity, type Verdict } from './finding.ts'
import { type Pillar, PILLARS } from './guidance.ts'

/** Counts and scores, the same in every report. */
export interface Summary {
  /** Open failures by severity; accepted and known ones are counted apart. */
  readonly failed: Readonly<Record<Severity, number>>
  readonly accepted: number
  readonly known: number
  readonly undetermined: number
  readonly passed: number
  readonly notApplicable: number
  readonly pillars: readonly PillarScore[]
}

export interface PillarScore {
  readonly pillar: Pillar
  /** From 0 to 100, weighted by severity, of what could be determined; null where nothing could. */
  readonly score: number | null
  readonly failed: number
  readonly undetermined: number
  readonly passed: number
}

/** A failure of high severity weighs as much as ten of low severity; `info` weighs nothing. */
const WEIGHTS: Readonly<Record<Severity, number>> = { high: 10, medium: 4, low: 1, info: 0 }

export function summaryOf({ findings }: Review): Summary {
  const counts = (verdict: Verdict, among = findings): number =>
    among.filter((finding) => finding.verdict === verdict).length
  const open = openFailures(findings)
  return {
    failed: Object.fromEntries(
      SEVERITIES.map((severity) => [severity, open.filter((one) => one.severity === severity).length]),
    ) as Record<Severity, number>,
    accepted: findings.filter(({ standing }) => standing.kind === 'accepted').length,
    known: findings.filter(({ standing }) => standing.kind === 'known').length,
    undetermined: counts('undetermined'),
    passed: counts('pass'),
    notApplicable: counts('not-applicable'),
    pillars: PILLARS.map((pillar) => {
      const own = findings.filter(({ rule }) => rule.pillar === pillar)
      return {
        pillar,
        score: scoreOf(own),
        failed: counts('fail', own),
        undetermined: counts('undetermined', own),
        passed: counts('pass', own),
      }
    }),
  }
}

export function openFailures(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ verdict, standing }) => verdict === 'fail' && standing.kind === 'open')
}

/**
 * Each rule counts once, as failed where it fails anywhere. Accepted and known failures are failures here: a score is
 * of the design, not of the paperwork.
 */
export function scoreOf(findings: readonly Finding[]): number | null {
  let passed = 0
  let all = 0
  for (const ofRule of Map.groupBy(findings, ({ rule }) => rule.id).values()) {
    const judged = ofRule.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail')
    // Findings come gravest first.
    const weight = WEIGHTS[judged[0]?.severity ?? 'info']
    all += weight
    if (judged.every(({ verdict }) => verdict === 'pass')) passed += weight
  }
  return all === 0 ? null : Math.floor((100 * passed) / all)
}
