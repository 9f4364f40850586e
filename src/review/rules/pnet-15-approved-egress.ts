import type { Rule } from '../rule.ts'

export const pnet15: Rule = {
  id: 'PNET-15',
  title: 'Outbound traffic goes to approved destinations alone',
  pillar: 'security',
  severity: 'high',
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: '`network.egress.mode` and `allow`.',
  why: 'Data leaves by the way that is open: to a storage account of somebody else, or in the address of a picture.',
  remedy:
    'Restrict outbound traffic to a list of names, at the firewall, the managed network and the account itself.',
  workload: {
    *check(workload) {
      const egress = workload.declaration.network?.egress
      const path = ['network', 'egress']
      yield workload.judge([...path, 'mode'], egress?.mode, {
        isGood: (mode) => mode === 'approved-only' || egress?.reason !== undefined,
        good: (mode) =>
          mode === 'internet'
            ? 'the file says why outbound traffic goes anywhere'
            : 'outbound traffic goes to approved destinations alone',
        bad: 'outbound traffic goes anywhere',
      })
      for (const [index, { to }] of (egress?.allow ?? []).entries()) {
        if (/^(\*|0\.0\.0\.0\/0|any|internet)$/i.test(to))
          yield workload.fail([...path, 'allow', index], `${to} approves of every destination`)
      }
    },
    cases: {
      fails: [
        'network: { egress: { mode: internet } }',
        'network: { egress: { mode: approved-only, allow: [{ to: "*" }] } }',
      ],
      passes: ['network: { egress: { mode: approved-only, allow: [{ to: login.microsoftonline.com }] } }'],
      undetermined: ['network: {}'],
    },
  },
}
