import type { Finding, Notice, Review, Severity } from '../finding.ts'
import { PILLAR_TITLES, sourceText } from '../guidance.ts'
import type { Reporter, ReportOptions, Styles } from '../reporter.ts'
import { summaryOf } from '../summary.ts'
import { counted, harmless, placeText } from '../wording.ts'

/** For people: what fails, where, why and how to mend it; then the score of each pillar. */
export const terminal: Reporter = {
  name: 'terminal',
  report(review, options) {
    const { styles, isVerbose } = options
    const lines: string[] = []
    const told = new Set<string>()
    for (const finding of review.findings) {
      if (finding.verdict === 'fail') lines.push(...failure(finding, told, styles), '')
    }
    for (const notice of review.notices) lines.push(noticeLine(notice, styles))
    lines.push(...undetermined(review, options))
    if (isVerbose) lines.push(...passed(review, styles))
    lines.push(...scores(review, styles), '', verdict(review, styles))
    return `${lines.join('\n')}\n`
  },
}

function failure(finding: Finding, told: Set<string>, styles: Styles): readonly string[] {
  const { rule, severity, subject, place, message, standing } = finding
  const severityText = severityStyle(severity, styles)(severity)
  const aside =
    standing.kind === 'open'
      ? ''
      : styles.faint(
          standing.kind === 'known'
            ? ' (known: in the baseline)'
            : ` (accepted until ${standing.until}: ${harmless(standing.reason)})`,
        )
  const lines = [
    `${styles.strong(placeText(place))}  ${severityText}  ${rule.id}  ${rule.title}${aside}`,
    `  ${harmless(`${subject}: ${message}`)}`,
  ]
  if (standing.kind !== 'open') return lines
  // The same rule's reasons are read once.
  if (told.has(rule.id)) return lines
  told.add(rule.id)
  return [
    ...lines,
    `  ${styles.faint('why ')} ${rule.why}`,
    `  ${styles.faint('mend')} ${rule.remedy}`,
    `  ${styles.faint(`from ${sourceText(rule.source)}`)}`,
  ]
}

function severityStyle(severity: Severity, { bad, warning, faint }: Styles): (text: string) => string {
  if (severity === 'high') return bad
  return severity === 'medium' ? warning : faint
}

function noticeLine({ place, message }: Notice, { warning }: Styles): string {
  return `${placeText(place)}  ${warning('notice')}  ${harmless(message)}`
}

/** More than this would drown what fails; --verbose shows all. */
const MAX_UNKNOWN = 12

/** By what is not known: one setting may be asked for by many rules. */
function undetermined({ findings }: Review, { styles, isVerbose }: ReportOptions): readonly string[] {
  const open = findings.filter((finding) => finding.verdict === 'undetermined')
  if (open.length === 0) return []
  const groups = [...Map.groupBy(open, ({ place, message }) => `${place.file} ${message}`).values()]
  const shown = isVerbose ? groups : groups.slice(0, MAX_UNKNOWN)
  const lines = [styles.strong(`Not known (${open.length}): these are no passes`)]
  for (const all of shown) {
    const { message = '', place } = all[0] ?? {}
    const ids = [...new Set(all.map(({ rule }) => rule.id))].join(', ')
    const where = place === undefined ? '' : styles.faint(placeText(place))
    lines.push(`  ${harmless(message)} (${ids}) ${where}`)
  }
  if (groups.length > shown.length)
    lines.push(styles.faint(`  and ${groups.length - shown.length} more: --verbose shows them`))
  return [...lines, '']
}

function passed({ findings }: Review, { strong, faint }: Styles): readonly string[] {
  const all = findings.filter(({ verdict }) => verdict === 'pass')
  if (all.length === 0) return []
  return [
    strong(`Passed (${all.length})`),
    ...all.map(({ rule, message, place }) => `  ${rule.id}  ${harmless(message)} ${faint(placeText(place))}`),
    '',
  ]
}

function scores(review: Review, styles: Styles): readonly string[] {
  const { pillars } = summaryOf(review)
  const width = Math.max(...pillars.map(({ pillar }) => PILLAR_TITLES[pillar].length))
  return pillars.map(({ pillar, score, failed, undetermined: unsure, passed: good }) => {
    const shown = score === null ? '  –' : String(score).padStart(3)
    const style =
      score === null ? styles.faint : score >= 80 ? styles.good : score >= 50 ? styles.warning : styles.bad
    return `${PILLAR_TITLES[pillar].padEnd(width)}  ${style(shown)}  ${failed} failed, ${unsure} not known, ${good} passed`
  })
}

function verdict(review: Review, styles: Styles): string {
  const { failed, accepted, known, undetermined: unsure } = summaryOf(review)
  const open = Object.values(failed).reduce((sum, count) => sum + count, 0)
  const parts = Object.entries(failed)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`)
  const asides = [
    ...(accepted > 0 ? [`${accepted} accepted`] : []),
    ...(known > 0 ? [`${known} known`] : []),
    ...(unsure > 0 ? [`${unsure} not known`] : []),
  ]
  const head =
    open === 0 ? styles.good('no findings') : styles.bad(`${counted(open, 'finding')}: ${parts.join(', ')}`)
  return asides.length === 0 ? head : `${head} (${asides.join(', ')})`
}
