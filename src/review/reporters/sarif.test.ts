import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import * as z from 'zod'
import { CASE_DAY_MS, caseWorkload } from '../case-workload.fixture.ts'
import type { Finding, Review } from '../finding.ts'
import { RULES } from '../registry.ts'
import { review } from '../review.ts'
import { sarif } from './sarif.ts'

/**
 * Real reports held to the schema of OASIS, whose source stands beside it. The validator is zod's reading of JSON Schema.
 * It takes a URI reference for a whole URI and leaves out that a message has a text; both are asked for apart.
 */
const SCHEMA = path.resolve(import.meta.dirname, '../../../test/sarif/sarif-schema-2.1.0.json')
const validator = z.fromJSONSchema(
  JSON.parse(readFileSync(SCHEMA, 'utf8'), (_key, value: unknown) =>
    value === 'uri-reference' ? undefined : value,
  ) as Parameters<typeof z.fromJSONSchema>[0],
)
/** RFC 3986, section 2: reserved, unreserved and percent-encoded characters. */
const URI_REFERENCE = /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$/

const plain = (text: string): string => text
const STYLES = { strong: plain, faint: plain, good: plain, warning: plain, bad: plain }

function report(of: Review, isVerbose: boolean): string {
  return sarif.report(of, { styles: STYLES, isVerbose, version: '1.2.3' })
}

const SECTIONS = `models:
  "gpt-4.1":
    deployments:
      - { id: only, account: swc, type: standard, tpm: 10k }
consumers:
  /contoso/bot: { models: all }
review:
  accepted:
    - { rule: REL-01, reason: "ordered, \\"soon\\"", until: 2027-01-31 }
    - { rule: GOV-01, reason: was fine, until: 2026-01-31 }
`

const REVIEWED = review([caseWorkload(SECTIONS)], {
  rules: RULES,
  allRuleIds: new Set(RULES.map(({ id }) => id)),
  nowMs: CASE_DAY_MS,
  baseline: new Set(),
})

interface Log {
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly rules: readonly {
          readonly shortDescription: { readonly text: string }
          readonly fullDescription: { readonly text: string }
          readonly properties: { readonly tags: readonly string[] }
        }[]
      }
    }
    readonly results: readonly {
      readonly ruleId: string
      readonly kind: string
      readonly message: { readonly text: string }
      readonly suppressions?: readonly object[]
    }[]
    readonly invocations: readonly {
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[]
    }[]
  }[]
}

function parsed(text: string): Log['runs'][number] {
  return (JSON.parse(text) as Log).runs[0] ?? assert.fail('no run')
}

function problemsOf(value: unknown): readonly string[] {
  const { error } = validator.safeParse(value)
  const issues = (error?.issues ?? []).map(({ path: at, message }) => `${at.join('/')}: ${message}`)
  return [...issues, ...unsaidProblems(value, '')]
}

function unsaidProblems(value: unknown, at: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = `${at}/${key}`
    const isMessage = /^(?:message|help|\w*Description)$/.test(key)
    const problems: string[] = []
    if (isMessage && typeof (inner as { text?: unknown }).text !== 'string') problems.push(`${here}: no text`)
    if (key === 'uri' && !(typeof inner === 'string' && URI_REFERENCE.test(inner)))
      problems.push(`${here}: no URI reference`)
    return [...problems, ...unsaidProblems(inner, here)]
  })
}

for (const isVerbose of [false, true]) {
  test(`reports ${isVerbose ? 'with' : 'without'} --verbose are valid by the schema of OASIS`, () => {
    assert.deepEqual(problemsOf(JSON.parse(report(REVIEWED, isVerbose))), [])
  })
}

test('a report of nothing is valid too', () => {
  const empty: Review = { targets: [], findings: [], notices: [], pictures: [], day: '2026-11-21' }
  assert.deepEqual(problemsOf(JSON.parse(report(empty, true))), [])
})

test('each rule has a descriptor that is valid', () => {
  const [first] = REVIEWED.findings
  assert.ok(first !== undefined)
  const findings = RULES.map((rule): Finding => ({
    ...first,
    rule,
    verdict: 'fail',
    standing: { kind: 'open' },
  }))
  const log: unknown = JSON.parse(report({ ...REVIEWED, findings }, true))
  assert.deepEqual(problemsOf(log), [])
  for (const { shortDescription, fullDescription, properties } of parsed(JSON.stringify(log)).tool.driver
    .rules) {
    assert.ok(shortDescription.text.length <= 1024 && fullDescription.text.length <= 1024)
    assert.ok(properties.tags.length <= 10, 'GitHub shows ten tags')
  }
})

test('odd names of files, subjects and messages stay valid', () => {
  const [first] = REVIEWED.findings
  assert.ok(first !== undefined)
  const names = [
    'a b.yaml',
    'ä/ö.json',
    '../up.yaml',
    './here.yaml',
    'C:\\infra\\main.json',
    '/abs/x.json',
    'q?x#y%z',
  ]
  const findings = names.map((file): Finding => ({
    ...first,
    verdict: 'fail',
    standing: { kind: 'open' },
    subject: `\u0000"${file}`,
    message: 'x'.repeat(10_000),
    place: { file, line: 1, column: null, pointer: '' },
  }))
  const log: unknown = JSON.parse(report({ ...REVIEWED, findings }, true))
  assert.deepEqual(problemsOf(log), [])
  for (const { message } of parsed(JSON.stringify(log)).results) assert.ok(message.text.length <= 4096)
})

test('the check finds what is not valid', () => {
  const whole = report(REVIEWED, true)
  const broken: readonly (readonly [string, string])[] = [
    ['"version": "2.1.0"', '"version": "2.2.0"'],
    ['"startLine": ', '"startLine": -'],
    ['"level": "error"', '"level": "fatal"'],
    ['"kind": "open"', '"kind": "unsure"'],
    ['"ruleIndex"', '"ruleIndx"'],
    ['"helpUri": "https:', '"helpUri": "no uri:'],
    ['"name": "Causeway review",', ''],
    ['"uri": "', '"uri": "a b'],
    ['"kind": "external"', '"kind": "somewhere"'],
    ['"executionSuccessful": true,', ''],
  ]
  for (const [from, to] of broken) {
    assert.ok(whole.includes(from), from)
    assert.notDeepEqual(problemsOf(JSON.parse(whole.replace(from, to))), [], from)
  }
  const log = JSON.parse(whole) as { runs: { results: { message: object }[] }[] }
  const [result] = log.runs[0]?.results ?? []
  assert.ok(result !== undefined)
  result.message = {}
  assert.notDeepEqual(problemsOf(log), [])
})

test('without --verbose a result is a failure that counts, and the rest is told in its number', () => {
  const { results, invocations } = parsed(report(REVIEWED, false))
  assert.ok(results.length > 5)
  assert.deepEqual([...new Set(results.map(({ kind }) => kind))], ['fail'])
  assert.ok(!results.some(({ ruleId }) => ruleId === 'REL-01'))
  const notes = invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text) ?? []
  assert.ok(
    notes.some((text) => text.startsWith('1 accepted')),
    notes.join('\n'),
  )
  assert.ok(
    notes.some((text) => /^\d+ are not known, which is no pass/.test(text)),
    notes.join('\n'),
  )
  const verbose = parsed(report(REVIEWED, true)).results
  assert.ok(verbose.some(({ ruleId, suppressions }) => ruleId === 'REL-01' && suppressions?.length === 1))
  assert.ok(verbose.some(({ kind }) => kind === 'open'))
})

test('more results than code scanning takes: the gravest stay, and the rest is told in its number', () => {
  const [first] = REVIEWED.findings
  assert.ok(first !== undefined)
  const findings = Array.from({ length: 25_007 }, (_, i): Finding => ({
    ...first,
    verdict: 'fail',
    standing: { kind: 'open' },
    subject: `at.${i}`,
  }))
  const { results, invocations } = parsed(report({ ...REVIEWED, findings }, false))
  assert.equal(results.length, 25_000)
  assert.match(results[0]?.message.text ?? '', /^at\.0:/)
  const notes = invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text) ?? []
  assert.ok(notes.includes('7 results are left out, the least grave ones: code scanning takes 25,000'))
})
