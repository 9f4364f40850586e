import type { Rule } from '../rule.ts'

export const pnet17: Rule = {
  id: 'PNET-17',
  title: 'Unrestricted outbound traffic has a reason',
  pillar: 'security',
  severity: 'medium',
  source: { document: 'networking', section: 'Manage connectivity' },
  looksAt: '`network.egress.reason`, where outbound traffic goes anywhere.',
  why: 'It is meant for those who need public machine-learning resources, and only while they are watched.',
  remedy: 'Say why as `network.egress.reason`, or restrict it.',
  workload: {
    *check(workload) {
      const egress = workload.declaration.network?.egress
      if (egress?.mode !== 'internet') return
      const path = ['network', 'egress']
      if (egress.reason === undefined)
        yield workload.fail(path, 'outbound traffic goes anywhere, and the file does not say why')
      else yield workload.pass(path, `outbound traffic goes anywhere: ${egress.reason}`)
    },
    cases: {
      fails: ['network: { egress: { mode: internet } }'],
      passes: ['network: { egress: { mode: internet, reason: public data sets are fetched for training } }'],
      notApplicable: ['network: {}'],
    },
  },
}
