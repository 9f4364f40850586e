import type { Rule } from '../rule.ts'
import { isOnline } from '../setting.ts'

export const pnet19: Rule = {
  id: 'PNET-19',
  title: 'An entrance with a firewall stands before the gateway',
  pillar: 'security',
  severity: 'medium',
  isHedged: true,
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: '`network.ingress` of workloads that are `online`.',
  why: 'The gateway ends calls of clients it knows; what strangers send is for a firewall to sort out.',
  remedy: 'Put Application Gateway, or Front Door, with its web application firewall before the gateway.',
  workload: {
    *check(workload) {
      if (!isOnline(workload.declaration)) return
      const ingress = workload.declaration.network?.ingress
      yield workload.judge(['network', 'ingress', 'via'], ingress?.via, {
        isGood: (via) => via !== 'none' && ingress?.waf !== 'off',
        good: (via) => `${via} stands before the gateway`,
        bad: (via) =>
          via === 'none'
            ? 'nothing stands before the gateway'
            : `${via} stands before the gateway, without its firewall`,
      })
    },
    cases: {
      fails: [
        `exposure: online
network: { ingress: { via: none } }`,
        `exposure: online
network: { ingress: { via: front-door, waf: "off" } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { via: application-gateway, waf: prevention } }`,
      ],
      undetermined: [
        `exposure: online
network: {}`,
      ],
      notApplicable: ['exposure: corp'],
    },
  },
}
