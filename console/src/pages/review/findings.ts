import type { Schemas } from '../../api/client.ts'
import type { Tone } from '../../parts/status-badge.tsx'

export type Finding = Schemas['Finding']
export type Verdict = Finding['verdict']

export const VERDICTS: Readonly<Record<Verdict, { readonly tone: Tone; readonly text: string }>> = {
  fail: { tone: 'bad', text: 'Failed' },
  undetermined: { tone: 'warning', text: 'Not known' },
  pass: { tone: 'good', text: 'Passed' },
  'not-applicable': { tone: 'neutral', text: 'Not applicable' },
}

/** In the order of weight. */
export const SEVERITIES = ['high', 'medium', 'low', 'info'] as const

const SEVERITY_TONES: Readonly<Record<string, Tone>> = { high: 'bad', medium: 'warning', low: 'info' }

export function severityTone(severity: string): Tone {
  return SEVERITY_TONES[severity] ?? 'neutral'
}

/** The heaviest is the greatest, as tables sort. */
export function severityRank({ severity }: Finding): number {
  const at = SEVERITIES.findIndex((one) => one === severity)
  return at === -1 ? 0 : SEVERITIES.length - at
}

const PILLARS: Readonly<Record<string, string>> = {
  reliability: 'Reliability',
  security: 'Security',
  cost: 'Cost optimization',
  operations: 'Operational excellence',
  performance: 'Performance efficiency',
}

/** As the Well-Architected Framework names it. */
export function pillarTitle(pillar: string): string {
  return PILLARS[pillar] ?? pillar
}

export interface Choice {
  readonly verdict: Verdict
  readonly pillar: string | null
  readonly severity: string | null
  readonly words: string
}

export function chosen(
  findings: readonly Finding[],
  { verdict, pillar, severity, words }: Choice,
): Finding[] {
  const wanted = words.trim().toLowerCase()
  return findings.filter(
    (finding) =>
      finding.verdict === verdict &&
      (pillar === null || finding.pillar === pillar) &&
      (severity === null || finding.severity === severity) &&
      `${finding.rule} ${finding.title} ${finding.subject ?? ''} ${finding.message}`
        .toLowerCase()
        .includes(wanted),
  )
}
