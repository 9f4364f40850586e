import { DOCUMENTS, PILLAR_TITLES, sourceText } from '../guidance.ts'
import { cell } from '../markup.ts'
import type { Reporter } from '../reporter.ts'
import { summaryOf } from '../summary.ts'
import { placeText } from '../wording.ts'

/** For a comment on a pull request, or a page of a wiki. */
export const markdown: Reporter = {
  name: 'markdown',
  report(review) {
    const { pillars, failed, undetermined } = summaryOf(review)
    const { findings, notices, day } = review
    const failures = findings.filter(({ verdict }) => verdict === 'fail')
    const open = Object.values(failed).reduce((sum, count) => sum + count, 0)
    const lines = [
      `# Review of ${day}`,
      '',
      open === 0
        ? 'No findings.'
        : `${open} findings: ${failed.high} high, ${failed.medium} medium, ${failed.low} low, ${failed.info} info.`,
      '',
      '| pillar | score | failed | not known | passed |',
      '|---|---|---|---|---|',
      ...pillars.map(
        ({ pillar, score, failed: bad, undetermined: unsure, passed }) =>
          `| ${PILLAR_TITLES[pillar]} | ${score ?? '–'} | ${bad} | ${unsure} | ${passed} |`,
      ),
      '',
    ]
    if (failures.length > 0) {
      lines.push(
        '## Findings',
        '',
        '| severity | rule | where | what | how to mend it |',
        '|---|---|---|---|---|',
      )
      for (const { rule, severity, subject, place, message, standing } of failures) {
        const aside =
          standing.kind === 'accepted'
            ? ` (accepted until ${standing.until}: ${cell(standing.reason)})`
            : standing.kind === 'known'
              ? ' (known)'
              : ''
        const link = `[${rule.id}](${DOCUMENTS[rule.source.document].url} "${sourceText(rule.source)}")`
        lines.push(
          `| ${severity}${aside} | ${link} ${cell(rule.title)} | ${cell(placeText(place))} | ${cell(`${subject}: ${message}`)} | ${cell(rule.remedy)} |`,
        )
      }
      lines.push('')
    }
    if (undetermined > 0) {
      lines.push(
        `## Not known (${undetermined})`,
        '',
        'What the design does not say. These are no passes.',
        '',
      )
      for (const { rule, message, place, verdict } of findings)
        if (verdict === 'undetermined')
          lines.push(`- ${rule.id}: ${cell(message)} (${cell(placeText(place))})`)
      lines.push('')
    }
    if (notices.length > 0) {
      lines.push(
        '## Notices',
        '',
        ...notices.map(({ place, message }) => `- ${cell(placeText(place))}: ${cell(message)}`),
        '',
      )
    }
    return `${lines.join('\n').trimEnd()}\n`
  },
}
