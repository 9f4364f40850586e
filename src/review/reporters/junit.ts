import type { Finding, Review } from '../finding.ts'
import { PILLAR_TITLES, PILLARS, sourceText } from '../guidance.ts'
import { escaped } from '../markup.ts'
import type { Reporter } from '../reporter.ts'
import { placeText } from '../wording.ts'

/** JUnit XML, for pipelines that show tests: a suite for each pillar. What is undetermined or accepted is skipped. */
export const junit: Reporter = {
  name: 'junit',
  report({ findings, notices }) {
    const suites = PILLARS.map((pillar) => {
      const own = findings.filter(
        ({ rule, verdict }) => rule.pillar === pillar && verdict !== 'not-applicable',
      )
      return `  <testsuite name="${escaped(PILLAR_TITLES[pillar])}" ${counts(own)}>\n${own.map(testCase).join('')}  </testsuite>\n`
    })
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="causeway review" ${counts(findings.filter(({ verdict }) => verdict !== 'not-applicable'))}>\n${suites.join('')}${noticesOf(notices)}</testsuites>\n`
  },
}

/** JUnit has no place for what is said of a run as a whole but what a suite printed. */
function noticesOf(notices: Review['notices']): string {
  if (notices.length === 0) return ''
  const lines = notices.map(({ place, message }) => `${placeText(place)}: ${message}\n`)
  return `  <testsuite name="Notices" ${counts([])}>\n    <system-out>${escaped(lines.join(''))}</system-out>\n  </testsuite>\n`
}

function isFailure({ verdict, standing }: Finding): boolean {
  return verdict === 'fail' && standing.kind === 'open'
}

function counts(findings: readonly Finding[]): string {
  const failures = findings.filter(isFailure).length
  const skipped = findings.filter((one) => one.verdict !== 'pass' && !isFailure(one)).length
  return `tests="${findings.length}" failures="${failures}" errors="0" skipped="${skipped}"`
}

function testCase(finding: Finding): string {
  const { rule, verdict, severity, subject, place, message, standing } = finding
  const head = `    <testcase classname="${escaped(rule.id)}" name="${escaped(`${rule.title}: ${subject}`)}" file="${escaped(place.file)}"${place.line === null ? '' : ` line="${place.line}"`}`
  if (verdict === 'pass') return `${head}/>\n`
  if (verdict === 'undetermined')
    return `${head}><skipped message="${escaped(`not known: ${message}`)}"/></testcase>\n`
  if (standing.kind === 'accepted')
    return `${head}><skipped message="${escaped(`accepted until ${standing.until}: ${standing.reason}`)}"/></testcase>\n`
  if (standing.kind === 'known') return `${head}><skipped message="known: in the baseline"/></testcase>\n`
  const text = `${placeText(place)} ${message}\nwhy: ${rule.why}\nmend: ${rule.remedy}\nfrom: ${sourceText(rule.source)}\n`
  return `${head}><failure type="${severity}" message="${escaped(message)}">${escaped(text)}</failure></testcase>\n`
}
