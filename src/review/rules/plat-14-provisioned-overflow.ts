import type { Rule } from '../rule.ts'
import { namesOf } from '../wording.ts'

export const plat14: Rule = {
  id: 'PLAT-14',
  title: 'Provisioned throughput has pay-as-you-go to spill to',
  pillar: 'reliability',
  severity: 'medium',
  source: { document: 'platform', section: 'GenAI Model Deployments', isDerived: true },
  looksAt: 'Models with provisioned deployments: whether there is one paid by token, or a `fallback`.',
  why: 'Provisioned throughput refuses what it cannot carry, however short the peak.',
  remedy: 'Add a deployment that is paid by token with a lower priority, or a `fallback`.',
  workload: {
    *check(workload) {
      for (const { name, deployments, fallback } of workload.plan.models.values()) {
        if (!deployments.some(({ capacity }) => capacity.kind === 'provisioned')) continue
        const path = ['models', name]
        const spill = deployments.find(({ capacity }) => capacity.kind !== 'provisioned')
        if (spill !== undefined) yield workload.pass(path, `${name} spills to ${spill.id}`)
        else if (fallback.length > 0) yield workload.pass(path, `${name} falls back to ${namesOf(fallback)}`)
        else yield workload.fail(path, `${name} has provisioned throughput, and nothing to spill to`)
      }
    },
    cases: {
      fails: [
        `models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50 }`,
      ],
      passes: [
        `models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50, priority: 1 }
      - { id: std-frc, account: frc, type: standard, tpm: 100k, priority: 2 }`,
      ],
      notApplicable: ['environment: production'],
    },
  },
}
