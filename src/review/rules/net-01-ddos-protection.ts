import type { Rule } from '../rule.ts'
import { isOnline, setting } from '../setting.ts'

export const net01: Rule = {
  id: 'NET-01',
  title: 'Internet-facing workloads are behind DDoS Protection',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.ingress.ddos_protection` of workloads that are `online`.',
  why: 'A flood of traffic takes the entrance down, and with it all that is behind it.',
  remedy: 'Turn Azure DDoS Protection on for the virtual network of the entrance, or for its public address.',
  workload: {
    check: setting(
      ['network', 'ingress', 'ddos_protection'],
      ({ network }) => network?.ingress?.ddos_protection,
      {
        isGood: (on) => on,
        good: 'DDoS Protection is on',
        bad: 'the entrance faces the internet without DDoS Protection',
      },
      isOnline,
    ),
    cases: {
      fails: [
        `exposure: online
network: { ingress: { ddos_protection: false } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { ddos_protection: true } }`,
      ],
      undetermined: [
        `exposure: online
network: {}`,
      ],
      notApplicable: ['exposure: corp'],
    },
  },
}
