import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { caseWorkload } from './case-workload.fixture.ts'
import type { Observation } from './finding.ts'
import { areaOf } from './guidance.ts'
import { RULES } from './registry.ts'
import type { Cases, WorkloadCheck } from './rule.ts'

/** Holds every rule to its own cases, and proves of the cases that they would notice a rule that is wrong. */
type Check = WorkloadCheck['check']

function held(check: Check, cases: Cases): void {
  const verdicts = (sections: string) => [...check(caseWorkload(sections))].map(({ verdict }) => verdict)
  for (const sections of cases.fails)
    assert.ok(verdicts(sections).includes('fail'), `should fail:\n${sections}`)
  for (const sections of cases.passes) {
    const found = verdicts(sections)
    assert.ok(
      found.length > 0 && found.every((one) => one === 'pass'),
      `should pass, is ${found.join()}:\n${sections}`,
    )
  }
  for (const sections of cases.undetermined ?? []) {
    const found = verdicts(sections)
    assert.ok(
      found.includes('undetermined') && !found.includes('fail'),
      `should be undetermined, is ${found.join()}:\n${sections}`,
    )
  }
  for (const sections of cases.notApplicable ?? [])
    assert.deepEqual(verdicts(sections), [], `should not apply:\n${sections}`)
}

/** Rules gone wrong. */
const MUTANTS: Readonly<Record<string, (check: Check) => Check>> = {
  inverted: (check) => changed(check, { fail: 'pass', pass: 'fail' }),
  'fails always': (check) => changed(check, { pass: 'fail', undetermined: 'fail' }),
  'passes always': (check) => changed(check, { fail: 'pass', undetermined: 'pass' }),
  'never sure': (check) => changed(check, { fail: 'undetermined', pass: 'undetermined' }),
  'never applies': () => () => [],
}

function changed(check: Check, to: Partial<Record<Observation['verdict'], Observation['verdict']>>): Check {
  return (workload) =>
    [...check(workload)].map((one) => ({ ...one, verdict: to[one.verdict] ?? one.verdict }))
}

for (const rule of RULES) {
  describe(`${rule.id} ${rule.title}`, () => {
    const { workload } = rule
    if (workload !== undefined) {
      test('keeps to its cases on workload files', () => held(workload.check, workload.cases))
      for (const [name, mutate] of Object.entries(MUTANTS)) {
        test(`its cases notice a rule that ${name}`, () =>
          assert.throws(() => held(mutate(workload.check), workload.cases), assert.AssertionError))
      }
      test('says what, at a place that is there', () => {
        for (const sections of [...workload.cases.fails, ...(workload.cases.undetermined ?? [])]) {
          for (const { message, place, subject } of workload.check(caseWorkload(sections))) {
            assert.ok(message.length > 10 && !message.includes('undefined'), message)
            assert.ok(!/[.]$/.test(message), `${message}: ends with a full stop`)
            assert.ok(place.line !== null && place.line >= 1 && place.pointer.startsWith('/'), subject)
          }
        }
      })
    }
    test('says all that its page needs', () => {
      assert.ok(workload !== undefined, 'it reads nothing')
      for (const text of [rule.title, rule.looksAt, rule.why, rule.remedy, rule.source.section])
        assert.ok(text.length > 7, text)
      for (const sentence of [rule.looksAt, rule.why, rule.remedy]) assert.match(sentence, /\.$/)
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
