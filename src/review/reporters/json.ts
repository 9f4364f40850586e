import { sourceText, DOCUMENTS } from '../guidance.ts'
import type { Reporter } from '../reporter.ts'
import { summaryOf } from '../summary.ts'

/** For programs, and as a baseline for later reviews. */
export const json: Reporter = {
  name: 'json',
  report(review, { version }) {
    const findings = review.findings.map(
      ({ rule, verdict, severity, subject, place, message, standing, fingerprint }) => ({
        rule: rule.id,
        title: rule.title,
        verdict,
        severity,
        pillar: rule.pillar,
        subject,
        place,
        message,
        ...(verdict === 'fail' ? { remedy: rule.remedy } : {}),
        source: { text: sourceText(rule.source), url: DOCUMENTS[rule.source.document].url },
        standing,
        fingerprint,
      }),
    )
    const { targets, notices, day } = review
    return `${JSON.stringify({ causeway: version, day, targets, summary: summaryOf(review), notices, findings }, null, 2)}\n`
  },
}
