import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { caseEstate } from './case-estate.fixture.ts'
import { caseRunning } from './case-running.fixture.ts'
import { caseWorkload } from './case-workload.fixture.ts'
import { ESTATE } from './estate.ts'
import type { Observation } from './finding.ts'
import { areaOf } from './guidance.ts'
import { RULES } from './registry.ts'
import type { Cases, LiveCase, ResourceCase } from './rule.ts'

/** Holds every rule to its own cases, and proves of the cases that they would notice a rule that is wrong. */
type Check<Case> = (sample: Case) => readonly Observation[]

function held<Case>(check: Check<Case>, cases: Cases<Case>): void {
  const verdicts = (sample: Case) => check(sample).map(({ verdict }) => verdict)
  for (const sample of cases.fails)
    assert.ok(verdicts(sample).includes('fail'), `should fail:\n${shown(sample)}`)
  for (const sample of cases.passes) {
    const found = verdicts(sample)
    assert.ok(
      found.length > 0 && found.every((one) => one === 'pass'),
      `should pass, is ${found.join()}:\n${shown(sample)}`,
    )
  }
  for (const sample of cases.undetermined ?? []) {
    const found = verdicts(sample)
    assert.ok(
      found.includes('undetermined') && !found.includes('fail'),
      `should be undetermined, is ${found.join()}:\n${shown(sample)}`,
    )
  }
  for (const sample of cases.notApplicable ?? [])
    assert.deepEqual(verdicts(sample), [], `should not apply:\n${shown(sample)}`)
}

function shown(sample: unknown): string {
  return typeof sample === 'string' ? sample : JSON.stringify(sample, null, 2)
}

/** Rules gone wrong. */
const MUTANTS: Readonly<
  Record<string, Partial<Record<Observation['verdict'], Observation['verdict'] | null>>>
> = {
  inverted: { fail: 'pass', pass: 'fail' },
  'fails always': { pass: 'fail', undetermined: 'fail' },
  'passes always': { fail: 'pass', undetermined: 'pass' },
  'never sure': { fail: 'undetermined', pass: 'undetermined' },
  'never applies': { fail: null, pass: null, undetermined: null },
}

function mutated<Case>(check: Check<Case>, to: (typeof MUTANTS)[string]): Check<Case> {
  return (sample) =>
    check(sample).flatMap((one) => {
      const verdict = to[one.verdict]
      return verdict === null ? [] : [{ ...one, verdict: verdict ?? one.verdict }]
    })
}

function contract<Case>(kind: string, check: Check<Case>, cases: Cases<Case>): void {
  test(`keeps to its cases on ${kind}`, () => held(check, cases))
  test(`its cases on ${kind} notice a rule that went wrong`, () => {
    for (const [name, mutant] of Object.entries(MUTANTS))
      assert.throws(() => held(mutated(check, mutant), cases), assert.AssertionError, name)
  })
  test(`says what, at a place that is there, on ${kind}`, () => {
    for (const sample of [...cases.fails, ...(cases.undetermined ?? [])]) {
      for (const { message, place, subject } of check(sample)) {
        assert.ok(message.length > 10 && !message.includes('undefined'), message)
        assert.ok(!/[.]$/.test(message), `${message}: ends with a full stop`)
        if (kind === 'running programs') {
          assert.match(place.pointer, /^(causeway|process)_/)
          continue
        }
        assert.ok(place.line !== null && place.line >= 1, subject)
        assert.ok(subject !== '' && (place.pointer.startsWith('/') || subject === ESTATE), subject)
      }
    }
  })
}

for (const rule of RULES) {
  describe(`${rule.id} ${rule.title}`, () => {
    const { workload, resources, live } = rule
    if (workload !== undefined)
      contract(
        'workload files',
        (sections: string) => [...workload.check(caseWorkload(sections))],
        workload.cases,
      )
    if (live !== undefined) {
      const check = (sample: LiveCase) => {
        const { running, workload: beside } = caseRunning(sample)
        return [...live.check(running, beside)]
      }
      contract('running programs', check, live.cases)
    }
    if (resources !== undefined) {
      const check = (sample: ResourceCase) => [...resources.check(caseEstate(sample))]
      contract('resources', check, resources.cases)
    }
    test('says all that its page needs', () => {
      assert.ok(workload !== undefined || resources !== undefined, 'it reads nothing')
      for (const text of [rule.title, rule.looksAt, rule.why, rule.remedy, rule.source.section])
        assert.ok(text.length > 7, text)
      for (const sentence of [
        rule.looksAt,
        rule.why,
        rule.remedy,
        ...(live === undefined ? [] : [live.looksAt]),
      ])
        assert.match(sentence, /\.$/)
      assert.ok(!rule.title.endsWith('.'))
      assert.ok(
        rule.isHedged !== true || rule.severity !== 'high',
        'what is only to be considered is never high',
      )
      areaOf(rule.id)
    })
  })
}

test('ids are of one form, each of one rule, in order', () => {
  const ids = RULES.map(({ id }) => id)
  for (const id of ids) assert.match(id, /^[A-Z]+-\d\d$/)
  assert.deepEqual(ids, [...new Set(ids)].sort())
})
