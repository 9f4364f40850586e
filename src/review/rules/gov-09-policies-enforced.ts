import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const gov09: Rule = {
  id: 'GOV-09',
  title: 'Assigned policies are enforced',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Establish AI governance', isDerived: true },
  looksAt: '`governance.enforcement`.',
  why: 'A policy that only reports is read after the fact, if at all.',
  remedy: 'Move assignments from audit to deny once their reports are clean.',
  workload: {
    check: setting(['governance', 'enforcement'], ({ governance }) => governance?.enforcement, {
      isGood: (value) => value === 'enforced',
      good: 'assignments deny',
      bad: 'assignments only report',
    }),
    cases: {
      fails: ['governance: { enforcement: audit-only }'],
      passes: ['governance: { enforcement: enforced }'],
      undetermined: ['governance: {}'],
    },
  },
}
