import type { Rule } from '../rule.ts'
import { isOnline, setting } from '../setting.ts'

export const pnet21: Rule = {
  id: 'PNET-21',
  title: 'The internet is answered over HTTPS alone',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: 'TLS of the gateway, and `network.ingress.https_only` of workloads that are `online`.',
  why: 'Prompts, answers and keys can be read and changed on the way.',
  remedy: 'Serve HTTPS at the entrance (Application Gateway or Front Door) and let plain HTTP only redirect.',
  workload: {
    check: setting(
      ['network', 'ingress', 'https_only'],
      ({ network }) => network?.ingress?.https_only,
      { isGood: (on) => on, good: 'the entrance takes HTTPS alone', bad: 'the entrance takes plain HTTP' },
      isOnline,
    ),
    cases: {
      fails: [
        `exposure: online
network: { ingress: { https_only: false } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { https_only: true } }`,
      ],
      undetermined: [
        `exposure: online
network: {}`,
      ],
      notApplicable: ['exposure: corp'],
    },
  },
}
