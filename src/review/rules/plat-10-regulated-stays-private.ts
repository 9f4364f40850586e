import type { Rule } from '../rule.ts'

export const plat10: Rule = {
  id: 'PLAT-10',
  title: 'Regulated workloads are private throughout',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'platform', section: 'Landing Zone and Networking', isDerived: true },
  looksAt: '`network.models`, `network.data` and `network.egress.mode`, where `governance.regulated`.',
  why: 'The pattern for regulated industries closes every public way; one that is open fails the audit.',
  remedy: 'Use private endpoints throughout and approved egress alone.',
  workload: {
    *check(workload) {
      const { governance, network } = workload.declaration
      if (governance?.regulated !== true) return
      for (const key of ['models', 'data'] as const)
        yield workload.judge(['network', key], network?.[key], {
          isGood: (reach) => reach === 'private-endpoints',
          good: `${key}: over private endpoints alone`,
          bad: (reach) => `the workload is regulated, and ${key} are reached over ${reach}`,
        })
      yield workload.judge(['network', 'egress', 'mode'], network?.egress?.mode, {
        isGood: (mode) => mode === 'approved-only',
        good: 'outbound traffic is restricted',
        bad: 'the workload is regulated, and outbound traffic goes anywhere',
      })
    },
    cases: {
      fails: [
        `governance: { regulated: true }
network: { models: selected-networks, data: private-endpoints, egress: { mode: approved-only } }`,
      ],
      passes: [
        `governance: { regulated: true }
network: { models: private-endpoints, data: private-endpoints, egress: { mode: approved-only } }`,
      ],
      undetermined: ['governance: { regulated: true }'],
      notApplicable: ['governance: {}'],
    },
  },
}
