import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const plat09: Rule = {
  id: 'PLAT-09',
  title: 'Deployment and operation are planned',
  pillar: 'operations',
  severity: 'low',
  source: { document: 'platform', section: 'Application platform for AI workloads on Azure' },
  looksAt: '`operations.deployment_plan` or `operations.pipeline`.',
  why: 'What is not written down is done differently each time.',
  remedy: 'Name where the plan is, as `operations.deployment_plan`.',
  workload: {
    check: setting(
      ['operations', 'deployment_plan'],
      ({ operations }) =>
        operations === undefined ? undefined : { plan: operations.deployment_plan ?? operations.pipeline },
      {
        isGood: ({ plan }) => plan !== undefined,
        good: ({ plan }) => `deployment is planned: ${plan}`,
        bad: 'the file names neither a plan nor a pipeline',
      },
    ),
    cases: {
      fails: ['operations: { logs: every-resource }'],
      passes: ['operations: { deployment_plan: the operations handbook }'],
      undetermined: ['environment: production'],
    },
  },
}
