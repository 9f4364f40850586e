import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net26: Rule = {
  id: 'NET-26',
  title: 'Developers manage AI resources from the jumpbox alone',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'ready', section: 'Build an AI environment' },
  looksAt: '`network.operators.only_by_jumpbox`.',
  why: 'A second way in, by keys or public endpoints, makes the jumpbox an ornament.',
  remedy: 'Close public access and let the jumpbox’s network alone reach management and data.',
  workload: {
    check: setting(
      ['network', 'operators', 'only_by_jumpbox'],
      ({ network }) => network?.operators?.only_by_jumpbox,
      {
        isGood: (on) => on,
        good: 'the jumpbox is the only way in',
        bad: 'there are ways in beside the jumpbox',
      },
    ),
    cases: {
      fails: ['network: { operators: { only_by_jumpbox: false } }'],
      passes: ['network: { operators: { only_by_jumpbox: true } }'],
      undetermined: ['network: {}'],
    },
  },
}
