import type { Rule } from '../rule.ts'

export const pnet16: Rule = {
  id: 'PNET-16',
  title: 'Each trusted destination has a reason and a day to look at it again',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: 'The entries of `network.egress.allow`.',
  why: 'A list that nobody looks through only grows, and what once was right stays open.',
  remedy: 'Give each entry `reason`, `owner` and `review_by`.',
  workload: {
    *check(workload) {
      const today = new Date(workload.nowMs).toISOString().slice(0, 10)
      for (const [index, entry] of (workload.declaration.network?.egress?.allow ?? []).entries()) {
        const path = ['network', 'egress', 'allow', index]
        const { to, reason, review_by: reviewBy } = entry
        if (reason === undefined) yield workload.fail(path, `${to} is trusted without a reason`)
        else if (reviewBy === undefined) yield workload.fail(path, `${to} is trusted for ever`)
        else if (reviewBy < today) yield workload.fail(path, `${to} was to be looked at again by ${reviewBy}`)
        else yield workload.pass(path, `${to} is trusted until ${reviewBy}: ${reason}`)
      }
    },
    cases: {
      fails: [
        'network: { egress: { allow: [{ to: login.microsoftonline.com }] } }',
        'network: { egress: { allow: [{ to: login.microsoftonline.com, reason: sign-in }] } }',
        'network: { egress: { allow: [{ to: login.microsoftonline.com, reason: sign-in, review_by: 2026-01-31 }] } }',
      ],
      passes: [
        'network: { egress: { allow: [{ to: login.microsoftonline.com, reason: sign-in, review_by: 2027-06-30 }] } }',
      ],
      notApplicable: ['network: {}'],
    },
  },
}
