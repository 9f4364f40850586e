import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const pnet02: Rule = {
  id: 'PNET-02',
  title: 'Azure AI Foundry is reached over a private endpoint',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Configure virtual networks' },
  looksAt: '`network.foundry.private_endpoint`, where Foundry is used.',
  why: 'Its projects hold prompts, data and connections to other resources.',
  remedy: 'Make a private endpoint for the account (group `account`) or hub (group `amlworkspace`).',
  workload: {
    check: setting(
      ['network', 'foundry', 'private_endpoint'],
      ({ network }) => network?.foundry?.private_endpoint,
      { isGood: (on) => on, good: 'Foundry has a private endpoint', bad: 'Foundry has no private endpoint' },
      ({ network }) => network?.foundry !== undefined,
    ),
    cases: {
      fails: ['network: { foundry: { private_endpoint: false } }'],
      passes: ['network: { foundry: { private_endpoint: true } }'],
      undetermined: ['network: { foundry: {} }'],
      notApplicable: ['network: {}'],
    },
  },
}
