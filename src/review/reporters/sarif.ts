import type { Finding, FindingPlace, Notice, Severity } from '../finding.ts'
import { DOCUMENTS, PILLAR_TITLES, sourceText } from '../guidance.ts'
import type { Reporter } from '../reporter.ts'
import type { Rule } from '../rule.ts'

/**
 * SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), for code scanning. Failures, and what is undetermined as
 * results of kind `open`: "insufficient information to decide" (3.27.9).
 */
export const sarif: Reporter = {
  name: 'sarif',
  report(review, { version }) {
    const told = review.findings.filter(({ verdict }) => verdict === 'fail' || verdict === 'undetermined')
    const rules = [...new Set(told.map(({ rule }) => rule))]
    const log = {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { name: 'Causeway review', semanticVersion: version, rules: rules.map(descriptor) },
          },
          columnKind: 'utf16CodeUnits',
          invocations: [
            { executionSuccessful: true, toolExecutionNotifications: review.notices.map(notification) },
          ],
          results: told.map((finding) => result(finding, rules.indexOf(finding.rule))),
        },
      ],
    }
    return `${JSON.stringify(log, null, 2)}\n`
  },
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}
/** What code scanning sorts security findings by, from 0 to 10. */
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  high: '8.0',
  medium: '5.0',
  low: '3.0',
  info: '1.0',
}

function descriptor(rule: Rule) {
  const { id, title, pillar, severity, looksAt, why, remedy, source } = rule
  const text = `${why} ${remedy}`
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${text} From ${sourceText(source)}.`,
      markdown: `${why}\n\n**To mend it:** ${remedy}\n\n${looksAt}\n\nFrom [${sourceText(source)}](${DOCUMENTS[source.document].url}).`,
    },
    helpUri: DOCUMENTS[source.document].url,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: [PILLAR_TITLES[pillar], ...(pillar === 'security' ? ['security'] : [])],
      ...(pillar === 'security' ? { 'security-severity': SECURITY_SEVERITIES[severity] } : {}),
    },
  }
}

function result(
  { rule, verdict, severity, subject, place, message, standing, fingerprint }: Finding,
  ruleIndex: number,
) {
  return {
    ruleId: rule.id,
    ruleIndex,
    kind: verdict === 'fail' ? 'fail' : 'open',
    level: verdict === 'fail' ? LEVELS[severity] : 'none',
    message: { text: verdict === 'fail' ? `${subject}: ${message}` : `Not known: ${message}` },
    locations: [{ ...location(place), logicalLocations: [{ fullyQualifiedName: subject }] }],
    partialFingerprints: { 'causeway/v1': fingerprint },
    ...(standing.kind === 'accepted'
      ? {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: `${standing.reason} (until ${standing.until})`,
            },
          ],
        }
      : {}),
    ...(verdict === 'fail' && standing.kind === 'known' ? { baselineState: 'unchanged' } : {}),
  }
}

function notification({ place, message }: Notice) {
  return { level: 'warning', message: { text: message }, locations: [location(place)] }
}

function location({ file, line, column }: FindingPlace) {
  const region = line === null ? {} : { region: { startLine: line, startColumn: column ?? 1 } }
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }
}

/** A relative reference, or a file URI for a path from the root. */
function uriOf(file: string): string {
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? `file://${path}` : path.replace(/^(\.\/)+/, '')
}
