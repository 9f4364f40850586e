import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const waf08: Rule = {
  id: 'WAF-08',
  title: 'Changes go through a pipeline',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'principles', section: 'Operational Excellence' },
  looksAt: '`operations.pipeline`.',
  why: 'What is changed by hand is changed differently in each environment, and cannot be rolled back.',
  remedy: 'Name the pipeline that deploys the workload; let it run `causeway review`.',
  workload: {
    check: setting(
      ['operations', 'pipeline'],
      ({ operations }) => (operations === undefined ? undefined : { pipeline: operations.pipeline }),
      {
        isGood: ({ pipeline }) => pipeline !== undefined,
        good: ({ pipeline }) => `changes go through ${pipeline}`,
        bad: 'the file names no pipeline',
      },
    ),
    cases: {
      fails: ['operations: {}'],
      passes: ['operations: { pipeline: https://github.com/contoso/assistant/actions }'],
      undetermined: ['environment: production'],
    },
  },
}
