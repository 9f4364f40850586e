import type { Rule } from '../rule.ts'

export const plat13: Rule = {
  id: 'PLAT-13',
  title: 'Pay-as-you-go or provisioned is a choice with a reason',
  pillar: 'cost',
  severity: 'medium',
  source: { document: 'platform', section: 'GenAI Model Deployments' },
  looksAt:
    'Whether a model has provisioned and pay-as-you-go deployments, `application.demand`, and `decisions.capacity`.',
  why: 'Provisioned throughput is paid by the hour, used or not; pay-as-you-go by token, without a promise.',
  remedy:
    'Provision the steady part of the load and let the rest spill; `causeway rightsize` says how much from the ledger. Note the reasons as `decisions.capacity`.',
  workload: {
    *check(workload) {
      const { application, decisions } = workload.declaration
      for (const { name, deployments } of workload.plan.models.values()) {
        const kinds = new Set(deployments.map(({ capacity }) => capacity.kind))
        const path = ['models', name]
        if (decisions?.['capacity']?.because !== undefined)
          yield workload.pass(path, `the file says why: ${decisions['capacity'].because}`)
        else if (kinds.size > 1)
          yield workload.pass(path, `${name} has provisioned throughput, and pay-as-you-go beside it`)
        else if (application?.demand === undefined) yield workload.silent(['application', 'demand'])
        else if (kinds.has('provisioned') && application.demand === 'fluctuating')
          yield workload.fail(path, `${name} has provisioned throughput alone for a load that fluctuates`)
        else if (kinds.has('tokens') && application.demand === 'steady')
          yield workload.fail(path, `${name} is paid by token alone for a load that is steady`)
        else yield workload.pass(path, `the capacity of ${name} fits a load that is ${application.demand}`)
      }
    },
    cases: {
      fails: [
        'application: { demand: steady }',
        `application: { demand: fluctuating }
models:
  gpt-4.1:
    deployments:
      - { id: ptu-swc, account: swc, type: provisioned-managed, ptu: 50 }`,
      ],
      passes: [
        'application: { demand: fluctuating }',
        `application: { demand: steady }
decisions: { capacity: { choice: pay-as-you-go, because: below break-even by the ledger of October } }`,
      ],
      undetermined: ['application: {}'],
    },
  },
}
