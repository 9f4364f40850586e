import type { Rule } from '../rule.ts'

const PROVISIONED = `models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50 }`

export const waf07: Rule = {
  id: 'WAF-07',
  title: 'Capacity is held against its use',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'principles', section: 'Cost Optimization' },
  looksAt: '`operations.right_sizing`, where there is provisioned throughput.',
  why: 'Provisioned throughput that is half used costs twice.',
  remedy: 'Run `causeway rightsize` each month and say so as `operations.right_sizing`.',
  workload: {
    *check(workload) {
      const deployments = [...workload.plan.deployments.values()]
      if (!deployments.some(({ capacity }) => capacity.kind === 'provisioned')) return
      const { operations } = workload.declaration
      const path = ['operations', 'right_sizing']
      if (operations === undefined) yield workload.silent(path)
      else if (operations.right_sizing === undefined)
        yield workload.fail(path, 'there is provisioned throughput, and nobody holds it against its use')
      else yield workload.pass(path, operations.right_sizing)
    },
    cases: {
      fails: [
        `${PROVISIONED}
operations: {}`,
      ],
      passes: [
        `${PROVISIONED}
operations: { right_sizing: each month by the platform team }`,
      ],
      undetermined: [PROVISIONED],
      notApplicable: ['operations: {}'],
    },
  },
}
