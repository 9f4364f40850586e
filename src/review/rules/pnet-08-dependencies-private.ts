import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const pnet08: Rule = {
  id: 'PNET-08',
  title: 'Storage, Key Vault and registries around the models are private too',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks', isDerived: true },
  looksAt: '`network.data`.',
  why: 'What the model may read lies there, and its keys: closing the model alone closes a door beside an open one.',
  remedy:
    'Make private endpoints for storage, vault, registry, search and databases, and turn their public access off.',
  workload: {
    check: setting(['network', 'data'], ({ network }) => network?.data, {
      isGood: (reach) => reach !== 'public',
      good: (reach) => `data is reached over ${reach}`,
      bad: 'data is reached from the internet',
    }),
    cases: {
      fails: ['network: { data: public }'],
      passes: ['network: { data: private-endpoints }'],
      undetermined: ['network: {}'],
    },
  },
}
