import type { Rule } from '../rule.ts'

export const pnet03: Rule = {
  id: 'PNET-03',
  title: 'Foundry that needs resources on premises has a path to them',
  pillar: 'reliability',
  severity: 'low',
  isHedged: true,
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: '`network.foundry.on_premises_path`, where `needs_on_premises`.',
  why: 'A managed network has no route to other networks of its own.',
  remedy:
    'Give it one: Application Gateway as a private endpoint, with an outbound rule of the managed network.',
  workload: {
    *check(workload) {
      const foundry = workload.declaration.network?.foundry
      if (foundry?.needs_on_premises !== true) return
      const path = ['network', 'foundry']
      if (foundry.on_premises_path === undefined)
        yield workload.fail(path, 'Foundry needs resources on premises, and no path leads there')
      else yield workload.pass(path, `Foundry reaches them by ${foundry.on_premises_path}`)
    },
    cases: {
      fails: ['network: { foundry: { needs_on_premises: true } }'],
      passes: ['network: { foundry: { needs_on_premises: true, on_premises_path: Application Gateway } }'],
      notApplicable: ['network: { foundry: {} }'],
    },
  },
}
