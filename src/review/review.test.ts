import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CASE_DAY_MS, caseWorkload } from './case-workload.fixture.ts'
import type { Severity } from './finding.ts'
import { review } from './review.ts'
import type { Rule } from './rule.ts'
import { type Circumstances, scaledSeverity } from './severity.ts'
import { openFailures, summaryOf } from './summary.ts'

const RULE: Rule = {
  id: 'REL-01',
  title: 'A rule',
  pillar: 'reliability',
  severity: 'high',
  source: { document: 'ready', section: 'A section' },
  looksAt: '',
  why: '',
  remedy: '',
}

function rule(more: Partial<Rule>, verdicts: readonly ('fail' | 'pass' | 'undetermined')[]): Rule {
  return {
    ...RULE,
    ...more,
    workload: {
      check: (workload) =>
        verdicts.map((verdict, index) => ({
          ...workload.pass(['models', 'gpt-4.1'], `no. ${index}`),
          verdict,
        })),
      cases: { fails: [''], passes: [''] },
    },
  }
}

function reviewed(rules: readonly Rule[], sections = '') {
  return review([caseWorkload(sections)], {
    rules,
    allRuleIds: new Set(rules.map(({ id }) => id)),
    nowMs: CASE_DAY_MS,
    baseline: new Set(),
  })
}

test('severity scales with what the workload is for, and never above what it may', () => {
  const at = (more: Partial<Rule>, circumstances: Partial<Circumstances>, atMost?: Severity): Severity =>
    scaledSeverity(
      { ...RULE, ...more },
      { environment: 'production', exposure: 'corp', isRegulated: false, ...circumstances },
      atMost,
    )
  assert.equal(at({}, {}), 'high')
  assert.equal(at({}, { environment: 'staging' }), 'medium')
  assert.equal(at({}, { environment: 'development' }), 'low')
  assert.equal(at({ severity: 'low' }, { environment: 'development' }), 'low')
  assert.equal(at({ severity: 'info' }, { environment: 'development' }), 'info')
  assert.equal(at({ pillar: 'security' }, { environment: 'development' }), 'low')
  assert.equal(at({ pillar: 'security' }, { environment: 'development', exposure: 'online' }), 'high')
  assert.equal(at({}, { environment: 'development', exposure: 'online' }), 'low')
  assert.equal(at({}, {}, 'medium'), 'medium')
  assert.equal(at({ severity: 'low' }, {}, 'medium'), 'low')
  const hedged = { id: 'PNET-18', pillar: 'security', severity: 'medium', isHedged: true } as const
  assert.equal(at(hedged, {}), 'medium')
  assert.equal(at(hedged, { isRegulated: true }), 'medium')
  assert.equal(at({ id: 'PNET-18', pillar: 'security', severity: 'medium' }, { isRegulated: true }), 'high')
})

test('what is undetermined is never counted as passed, and what says nothing does not apply', () => {
  const made = reviewed([
    rule({ id: 'REL-02' }, ['undetermined']),
    rule({ id: 'REL-03' }, []),
    rule({ id: 'REL-04' }, ['pass', 'fail']),
  ])
  const { failed, passed, undetermined, notApplicable, pillars } = summaryOf(made)
  assert.deepEqual([failed.high, passed, undetermined, notApplicable], [1, 1, 1, 1])
  assert.equal(pillars.find(({ pillar }) => pillar === 'reliability')?.score, 0)
  assert.equal(pillars.find(({ pillar }) => pillar === 'cost')?.score, null)
  assert.deepEqual(
    made.findings.map(({ verdict }) => verdict),
    ['fail', 'undetermined', 'pass', 'not-applicable'],
  )
})

test('a score counts each rule once, by its weight', () => {
  const made = reviewed([
    rule({ id: 'REL-02' }, ['pass', 'pass', 'pass']),
    rule({ id: 'REL-03', severity: 'medium' }, ['fail']),
  ])
  assert.equal(summaryOf(made).pillars[0]?.score, Math.floor((100 * 10) / 14))
})

test('what is accepted still lowers the score, and is no open failure', () => {
  const accepted = 'review: { accepted: [{ rule: rel-02, reason: ordered, until: 2027-01-01 }] }'
  const made = reviewed([rule({ id: 'REL-02' }, ['fail'])], accepted)
  assert.deepEqual(openFailures(made.findings), [])
  assert.equal(summaryOf(made).accepted, 1)
  assert.equal(summaryOf(made).pillars[0]?.score, 0)
})

test('fingerprints tell rules and subjects apart, whatever moves', () => {
  const prints = (sections: string) =>
    reviewed([rule({ id: 'REL-02' }, ['fail']), rule({ id: 'REL-03' }, ['fail'])], sections).findings.map(
      ({ fingerprint }) => fingerprint,
    )
  const plain = prints('')
  assert.equal(new Set(plain).size, 2)
  assert.deepEqual(prints('# moved down\nexposure: online'), plain)
})

test('an acceptance of a setting is for all that a rule finds there, each with a fingerprint of its own', () => {
  const accepted =
    'review: { accepted: [{ rule: REL-02, at: models.gpt-4.1, reason: ordered, until: 2027-01-01 }] }'
  const { findings } = reviewed([rule({ id: 'REL-02' }, ['fail', 'fail'])], accepted)
  assert.deepEqual(
    findings.map(({ standing }) => standing.kind),
    ['accepted', 'accepted'],
  )
  assert.equal(new Set(findings.map(({ fingerprint }) => fingerprint)).size, 2)
})
