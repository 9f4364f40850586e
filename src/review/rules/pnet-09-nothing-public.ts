import type { Rule } from '../rule.ts'

export const pnet09: Rule = {
  id: 'PNET-09',
  title: 'No platform service or model endpoint is open to the internet',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Secure virtual networks' },
  looksAt: '`network.models` and `network.data`.',
  why: 'Networks that are named can still be wrong; a private endpoint leaves no public address to attack.',
  remedy: 'Use private endpoints for models and data; they add work, and mostly earn it.',
  workload: {
    *check(workload) {
      for (const key of ['models', 'data'] as const)
        yield workload.judge(['network', key], workload.declaration.network?.[key], {
          isGood: (reach) => reach === 'private-endpoints',
          good: `${key}: over private endpoints alone`,
          bad: (reach) =>
            `${key}: ${reach === 'public' ? 'from the internet' : 'over public endpoints, from selected networks'}`,
        })
    },
    cases: {
      fails: [
        'network: { models: selected-networks, data: private-endpoints }',
        'network: { models: private-endpoints, data: public }',
      ],
      passes: ['network: { models: private-endpoints, data: private-endpoints }'],
      undetermined: ['network: { data: private-endpoints }'],
    },
  },
}
