import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { CASE_DAY_MS, caseWorkload } from './case-workload.fixture.ts'
import type { Review } from './finding.ts'
import { RULES } from './registry.ts'
import type { ReportOptions } from './reporter.ts'
import { REPORTERS } from './reporters/registry.ts'
import { review } from './review.ts'

/** What every form of the report owes its reader. */
const plain = (text: string): string => text
const OPTIONS: ReportOptions = {
  styles: { strong: plain, faint: plain, good: plain, warning: plain, bad: plain },
  isVerbose: true,
  version: '1.2.3',
}
const SECTIONS = `models:
  "gpt-4.1":
    deployments:
      - { id: only, account: swc, type: standard, tpm: 10k }
consumers:
  /contoso/bot: { models: all }
continuity:
  assets:
    "<script>alert(1)</script> & | index": { kind: retrieval-data, primary: swedencentral, replica: swedencentral }
review:
  accepted:
    - { rule: REL-01, reason: "ordered, <b>soon</b> & sure", until: 2027-01-31 }
    - { rule: GOV-01, reason: was fine, until: 2026-01-31 }
`

function reviewed(baseline: ReadonlySet<string> = new Set()): Review {
  return review([caseWorkload(SECTIONS)], {
    rules: RULES,
    allRuleIds: new Set(RULES.map(({ id }) => id)),
    nowMs: CASE_DAY_MS,
    baseline,
  })
}

const ALL = reviewed()

function reportOf(name: string, of = ALL): string {
  return REPORTERS.find((one) => one.name === name)?.report(of, OPTIONS) ?? assert.fail(name)
}

for (const reporter of REPORTERS) {
  describe(`the ${reporter.name} report`, () => {
    const text = reporter.report(ALL, OPTIONS)

    test('tells every failure with its rule, its severity or level, and its place', () => {
      const failures = ALL.findings.filter(({ verdict }) => verdict === 'fail')
      assert.ok(failures.length > 5)
      for (const { rule, place } of failures) {
        assert.ok(text.includes(rule.id), rule.id)
        assert.ok(text.includes(String(place.line)), rule.id)
      }
    })

    test('tells what is undetermined, as that', () => {
      assert.ok(ALL.findings.some(({ rule, verdict }) => rule.id === 'NET-20' && verdict === 'undetermined'))
      assert.match(text, /NET-20/)
      assert.match(text, /not known|undetermined/i)
    })

    test('tells what is accepted, with its reason and last day', () => {
      assert.match(text, /ordered/)
      assert.match(text, /2027-01-31/)
    })

    test('ends with a line break, is the same each time, and holds for a review that found nothing', () => {
      assert.ok(text.endsWith('\n'))
      assert.equal(reporter.report(ALL, OPTIONS), text)
      const empty = reporter.report(
        { targets: [], findings: [], notices: [], pictures: [], day: '2026-11-21' },
        OPTIONS,
      )
      assert.ok(empty.length > 1 && !empty.includes('undefined') && !empty.includes('NaN'))
    })

    test('holds no text of the design as markup', () => {
      if (reporter.name === 'html' || reporter.name === 'junit' || reporter.name === 'markdown')
        assert.ok(!/[^\\]<script>alert|[^\\]<b>soon/.test(text))
    })
  })
}

interface SarifLog {
  readonly version: string
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] }
    }
    readonly invocations: readonly {
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[]
    }[]
    readonly results: readonly SarifResult[]
  }[]
}
interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly kind: string
  readonly level: string
  readonly message: { readonly text: string }
  readonly locations: readonly {
    readonly physicalLocation: {
      readonly artifactLocation: { readonly uri: string }
      readonly region?: { readonly startLine: number; readonly startColumn: number }
    }
  }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly suppressions?: readonly {
    readonly kind: string
    readonly status: string
    readonly justification: string
  }[]
  readonly baselineState?: string
}

test('the SARIF log keeps to SARIF 2.1.0', () => {
  const log = JSON.parse(reportOf('sarif')) as SarifLog
  assert.equal(log.version, '2.1.0')
  assert.equal(log.runs.length, 1)
  const [run] = log.runs
  assert.ok(run !== undefined)
  assert.ok(run.tool.driver.name.length > 0)
  const ids = run.tool.driver.rules.map(({ id }) => id)
  assert.equal(new Set(ids).size, ids.length, '3.19.23: rules are unique')
  assert.ok(run.results.length > 10)
  for (const one of run.results) {
    assert.equal(ids[one.ruleIndex], one.ruleId, '3.27.6: the index leads to the rule')
    assert.ok(['fail', 'open'].includes(one.kind), '3.27.9')
    assert.ok(['none', 'note', 'warning', 'error'].includes(one.level), '3.27.10')
    assert.equal(one.level === 'none', one.kind !== 'fail', '3.27.10: a level goes with kind fail alone')
    assert.ok(one.message.text.length > 0, '3.11.8')
    for (const { physicalLocation } of one.locations) {
      const { uri } = physicalLocation.artifactLocation
      assert.equal(new URL(uri, 'https://example.test/').pathname, `/${uri}`, '3.4.3: a URI reference')
      assert.ok((physicalLocation.region?.startLine ?? 1) >= 1, '3.30.5')
      assert.ok((physicalLocation.region?.startColumn ?? 1) >= 1, '3.30.6')
    }
    for (const print of Object.values(one.partialFingerprints))
      assert.equal(typeof print, 'string', '3.27.17')
    for (const { kind, status, justification } of one.suppressions ?? []) {
      assert.ok(['inSource', 'external'].includes(kind), '3.35.2')
      assert.ok(['accepted', 'underReview', 'rejected'].includes(status), '3.35.3')
      assert.ok(justification.length > 0, '3.35.4')
    }
  }
  assert.ok(run.results.some(({ suppressions }) => suppressions !== undefined))
  assert.match(
    run.invocations[0]?.toolExecutionNotifications[0]?.message.text ?? '',
    /acceptance of GOV-01|GOV-01/,
  )
})

test('known failures are unchanged in SARIF, skipped in JUnit', () => {
  const known = reviewed(new Set(ALL.findings.map(({ fingerprint }) => fingerprint)))
  const log = JSON.parse(reportOf('sarif', known)) as SarifLog
  const failed = log.runs[0]?.results.filter(
    ({ kind, suppressions }) => kind === 'fail' && suppressions === undefined,
  )
  assert.ok((failed?.length ?? 0) > 3)
  for (const { baselineState } of failed ?? []) assert.equal(baselineState, 'unchanged')
  assert.ok(!reportOf('junit', known).includes('<failure'))
})

test('the JUnit report is well-formed, and its counts are those of its cases', () => {
  const text = reportOf('junit')
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length
  assert.equal(count(/<testcase /g), count(/<\/testcase>/g) + count(/<testcase [^>]*\/>/g))
  const [, tests, failures, skipped] =
    /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="0" skipped="(\d+)"/.exec(text) ?? []
  assert.equal(Number(tests), count(/<testcase /g))
  assert.equal(Number(failures), count(/<failure /g))
  assert.equal(Number(skipped), count(/<skipped /g))
  assert.ok(Number(failures) > 3 && Number(skipped) > 3)
})

test('the page loads nothing, has a card for each pillar, and a picture of models and accounts', () => {
  const page = reportOf('html')
  assert.doesNotMatch(page, /\b(src|href)="(?!https:\/\/(learn|techcommunity)\.microsoft\.com)/)
  assert.equal([...page.matchAll(/class="card /g)].length, 5)
  assert.match(page, /<svg .*gpt-4\.1.*swedencentral.*<\/svg>/s)
  assert.match(page, /script-src 'sha256-[A-Za-z0-9+/=]{44}'/)
  assert.doesNotMatch(page, /unsafe-|style="/)
  const told = ALL.findings.filter(({ verdict }) => verdict !== 'not-applicable')
  const counts = [...page.matchAll(/<article [^>]*data-count="(\d+)"/g)].map(([, count]) => Number(count))
  assert.equal(
    counts.reduce((sum, count) => sum + count, 0),
    told.length,
  )
  assert.ok(counts.length < told.length && counts.length >= new Set(told.map(({ rule }) => rule.id)).size)
})

test('a terminal is not made to obey what a design holds', () => {
  const [finding] = ALL.findings
  assert.ok(finding !== undefined)
  const evil = '\u001b[2Jgone\u0007'
  const place = { ...finding.place, file: evil }
  const findings = [{ ...finding, message: evil, subject: evil, place }]
  const notices = [{ place, message: evil }]
  const text = reportOf('terminal', { ...ALL, findings, notices })
  assert.ok(text.includes('?[2Jgone?') && !text.includes('\u001b') && !text.includes('\u0007'))
})
