import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { evaluateTarget } from '../azure/index.ts'
import { CASE_DAY_MS } from './case-workload.fixture.ts'
import { RULES } from './registry.ts'
import { review } from './review.ts'

/**
 * Templates that others wrote and published, unchanged, each in a folder of test/cases/review/real with notes on what it
 * deploys. `expected.txt` is what a reader of the template expects: `fail RULE subject` and `undetermined RULE subject`
 * for everything that is found, and `pass RULE subject` for what is worth saying; `*` stands for any text. Rules outside
 * `judged-rules.txt` were not there when the templates were read.
 */
const folder = new URL('../../test/cases/review/real/', import.meta.url)
const VERDICTS = ['fail', 'undetermined', 'pass'] as const
const judged = new Set(read('judged-rules.txt').split(/\s+/))

interface Expected {
  readonly verdict: string
  readonly rule: string
  readonly subject: string
}

function read(path: string): string {
  return readFileSync(new URL(path, folder), 'utf8')
}

function expectedOf(text: string): readonly Expected[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [verdict = '', rule = '', ...subject] = line.split(/ +/)
      assert.ok(
        VERDICTS.some((one) => one === verdict),
        line,
      )
      assert.ok(
        RULES.some(({ id }) => id === rule),
        line,
      )
      return { verdict, rule, subject: subject.join(' ') }
    })
}

function isMatch(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  if (rest.length === 0) return text === pattern
  const last = rest.pop() ?? ''
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false
  let at = first.length
  for (const part of rest) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= text.length - last.length
}

function found(name: string): readonly Expected[] {
  const parameters = `${name}/parameters.json`
  const parameterFiles = existsSync(new URL(parameters, folder))
    ? [{ name: parameters, text: read(parameters) }]
    : []
  const file = `${name}/template.json`
  const evaluation = evaluateTarget({ name: file, text: read(templateOf(name)) }, { parameterFiles })
  assert.equal(evaluation.kind, 'arm-template')
  // Azure takes them, so there is nothing wrong with them.
  assert.deepEqual(
    evaluation.notes.filter(({ kind }) => kind !== 'not-read'),
    [],
  )
  const { findings } = review([{ kind: evaluation.kind, file, evaluation }], {
    rules: RULES,
    allRuleIds: new Set(RULES.map(({ id }) => id)),
    nowMs: CASE_DAY_MS,
    baseline: new Set(),
  })
  return findings
    .filter(({ verdict, rule }) => verdict !== 'not-applicable' && judged.has(rule.id))
    .map(({ verdict, rule, subject }) => ({ verdict, rule: rule.id, subject }))
}

/** Several readings of one template, with other parameters, share its file. */
function templateOf(name: string): string {
  return existsSync(new URL(`${name}/template.json`, folder))
    ? `${name}/template.json`
    : `${read(`${name}/same-template-as.txt`).trim()}/template.json`
}

const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'licences')
  .map(({ name }) => name)

for (const name of names) {
  describe(`template ${name}`, () => {
    const expected = expectedOf(read(`${name}/expected.txt`))
    const findings = found(name)
    const fits = (one: Expected) => (other: Expected) =>
      one.verdict === other.verdict && one.rule === other.rule && isMatch(other.subject, one.subject)
    test('has what its reader expects', () => {
      const missing = expected.filter((wanted) => !findings.some((one) => fits(one)(wanted)))
      assert.deepEqual(missing, [])
    })
    test('has no finding that its reader does not expect', () => {
      const surprising = findings.filter((one) => one.verdict !== 'pass' && !expected.some(fits(one)))
      assert.deepEqual(surprising, [])
    })
    test('says where it is from', () => {
      assert.match(read(`${name}/notes.md`), /^- Source: .+\n- Licence: .+$/m)
    })
  })
}

test('ten templates by others are read', () => {
  assert.ok(new Set(names.map(templateOf)).size >= 10)
})
