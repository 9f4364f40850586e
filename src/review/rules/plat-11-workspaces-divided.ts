import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const plat11: Rule = {
  id: 'PLAT-11',
  title: 'Machine-learning workspaces are divided by team and environment',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'platform', section: 'Landing Zone and Networking' },
  looksAt: '`operations.workspaces`.',
  why: 'In a shared workspace everybody sees every data set, and a test can take the compute of production.',
  remedy: 'Make a workspace for each team and environment.',
  workload: {
    check: setting(
      ['operations', 'workspaces'],
      ({ operations }) => operations?.workspaces,
      {
        isGood: (how) => how !== 'shared',
        good: (how) => `workspaces: ${how}`,
        bad: 'one workspace is shared by all',
      },
      ({ operations, models }) =>
        operations?.workspaces !== undefined ||
        Object.values(models).some(({ origin }) => origin?.compute === 'machine-learning'),
    ),
    cases: {
      fails: ['operations: { workspaces: shared }'],
      passes: ['operations: { workspaces: per-team-and-environment }'],
      notApplicable: ['operations: {}'],
    },
  },
}
