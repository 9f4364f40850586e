import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const pnet01: Rule = {
  id: 'PNET-01',
  title: 'Azure AI Foundry has a managed virtual network',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: '`network.foundry.managed_network`, where Foundry is used.',
  why: 'Computes and agents of Foundry reach out over the internet otherwise, with the rights of the project.',
  remedy: 'Turn the managed virtual network on, or put agents into a subnet of yours.',
  workload: {
    check: setting(
      ['network', 'foundry', 'managed_network'],
      ({ network }) => network?.foundry?.managed_network,
      {
        isGood: (mode) => mode !== 'off',
        good: (mode) => `Foundry has a managed network: ${mode}`,
        bad: 'Foundry has no managed network',
      },
      ({ network }) => network?.foundry !== undefined,
    ),
    cases: {
      fails: ['network: { foundry: { managed_network: "off" } }'],
      passes: ['network: { foundry: { managed_network: approved-outbound } }'],
      undetermined: ['network: { foundry: {} }'],
      notApplicable: ['network: {}'],
    },
  },
}
