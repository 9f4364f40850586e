import type { Rule } from '../rule.ts'
import { isOnline, setting } from '../setting.ts'

export const net22: Rule = {
  id: 'NET-22',
  title: 'A web application firewall stands before internet-facing workloads',
  pillar: 'security',
  severity: 'high',
  source: { document: 'ready', section: 'Establish AI networking' },
  looksAt: '`network.ingress.waf` of workloads that are `online`.',
  why: 'Injections and scans reach the application itself.',
  remedy: 'Turn the firewall of Application Gateway or Front Door on, in prevention mode.',
  workload: {
    check: setting(
      ['network', 'ingress', 'waf'],
      ({ network }) => network?.ingress?.waf,
      {
        isGood: (mode) => mode === 'prevention',
        good: 'the firewall prevents',
        bad: (mode) =>
          mode === 'off'
            ? 'no web application firewall stands before it'
            : 'the web application firewall only detects',
      },
      isOnline,
    ),
    cases: {
      fails: [
        `exposure: online
network: { ingress: { waf: "off" } }`,
        `exposure: online
network: { ingress: { waf: detection } }`,
      ],
      passes: [
        `exposure: online
network: { ingress: { waf: prevention } }`,
      ],
      undetermined: [
        `exposure: online
network: {}`,
      ],
      notApplicable: ['exposure: corp'],
    },
  },
}
