import { formatCount } from '../../base/index.ts'
import type { Finding, FindingPlace, Notice, Review, Severity } from '../finding.ts'
import { DOCUMENTS, PILLAR_TITLES, sourceText } from '../guidance.ts'
import type { Reporter } from '../reporter.ts'
import type { Rule } from '../rule.ts'

/**
 * SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0), for code scanning: the failures that count. GitHub shows each
 * result as a problem, whatever its `kind` and `suppressions` (github.com/microsoft/PSRule issue 955), so what is accepted
 * and what is undetermined are told in their number; with `--verbose` they are results too, of kind `open` where there is
 * "insufficient information to decide" (3.27.9).
 */
export const sarif: Reporter = {
  name: 'sarif',
  report(review, { version, isVerbose }) {
    const { told, notes } = toldOf(review, isVerbose)
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
            {
              executionSuccessful: true,
              toolExecutionNotifications: [
                ...review.notices.map(notification),
                ...notes.map((text) => ({ level: 'note', message: { text } })),
              ],
            },
          ],
          results: told.map((finding) => result(finding, rules.indexOf(finding.rule))),
        },
      ],
    }
    return `${JSON.stringify(log, null, 2)}\n`
  },
}

/**
 * What GitHub takes: more results in a run and the file is rejected; of these it shows the 5,000 gravest. "SARIF results
 * exceed one or more limits", docs.github.com/code-security/code-scanning/troubleshooting-sarif/results-exceed-limit, as
 * of 2026-11.
 */
const MAX_RESULTS = 25_000
/** Of the short and the full description of a rule: "SARIF support for code scanning", docs.github.com, as of 2026-11. */
const MAX_DESCRIPTION = 1_024
/** Names of resources can be of any length, and a result has to be read. */
const MAX_MESSAGE = 4_096

function toldOf(
  { findings }: Review,
  isVerbose: boolean,
): { readonly told: readonly Finding[]; readonly notes: readonly string[] } {
  const failures = findings.filter(({ verdict }) => verdict === 'fail')
  const counting = failures.filter(({ standing }) => standing.kind !== 'accepted')
  const unknown = findings.filter(({ verdict }) => verdict === 'undetermined')
  const wanted = isVerbose ? [...failures, ...unknown] : counting
  const told = wanted.slice(0, MAX_RESULTS)
  const notes: string[] = []
  if (!isVerbose && failures.length > counting.length)
    notes.push(
      `${formatCount(failures.length - counting.length)} accepted findings are left out; --verbose has them`,
    )
  if (!isVerbose && unknown.length > 0)
    notes.push(`${formatCount(unknown.length)} are not known, which is no pass; --verbose has them`)
  if (told.length < wanted.length)
    notes.push(
      `${formatCount(wanted.length - told.length)} results are left out, the least grave ones: code scanning takes ${formatCount(MAX_RESULTS)}`,
    )
  return { told, notes }
}

function bounded(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
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
    shortDescription: { text: bounded(title, MAX_DESCRIPTION) },
    fullDescription: { text: bounded(why, MAX_DESCRIPTION) },
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
    message: {
      text: bounded(verdict === 'fail' ? `${subject}: ${message}` : `Not known: ${message}`, MAX_MESSAGE),
    },
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
  return { level: 'warning', message: { text: bounded(message, MAX_MESSAGE) }, locations: [location(place)] }
}

function location({ file, line, column }: FindingPlace) {
  const region = line === null ? {} : { region: { startLine: line, startColumn: column ?? 1 } }
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region } }
}

/** A relative reference, a file URI for a path from the root, or the address of a running program. */
function uriOf(file: string): string {
  if (/^https?:/.test(file)) return file
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/')
  return path.startsWith('/') ? `file://${path}` : path.replace(/^(\.\/)+/, '')
}
