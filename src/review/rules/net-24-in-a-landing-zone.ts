import type { Rule } from '../rule.ts'
import { setting } from '../setting.ts'

export const net24: Rule = {
  id: 'NET-24',
  title: 'The workload stands on a platform that is declared',
  pillar: 'operations',
  severity: 'medium',
  source: { document: 'ready', section: 'Use Azure landing zone' },
  looksAt: '`governance.platform`.',
  why: 'Networks, identity and policies of the platform are what the rest rests on.',
  remedy:
    'Put the workload into an application landing zone of an Azure landing zone; without one, give the reasons under `decisions.platform`.',
  workload: {
    check: setting(
      ['governance', 'platform'],
      ({ governance, decisions }) =>
        governance?.platform === undefined
          ? undefined
          : { platform: governance.platform, because: decisions?.['platform']?.because },
      {
        isGood: ({ platform, because }) => platform === 'azure-landing-zone' || because !== undefined,
        good: ({ platform }) =>
          platform === 'own'
            ? 'the file says why the platform is its own'
            : 'the workload stands in an Azure landing zone',
        bad: 'the platform is its own, and the file does not say why',
      },
    ),
    cases: {
      fails: ['governance: { platform: own }'],
      passes: ['governance: { platform: azure-landing-zone }'],
      undetermined: ['governance: {}'],
    },
  },
}
